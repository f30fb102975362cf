package dev.loomray.internal.store.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersManager;
import org.agrona.concurrent.status.CountersReader;
import org.junit.jupiter.api.Test;

class ControlTest {
  private static final long LIMIT = 64L << 20;

  private final MemorySegment memory = Arena.ofAuto().allocate(Control.bytesFor(LIMIT), Long.BYTES);
  private final Control control = new Control(memory, LIMIT);

  private int header(int at) {
    return memory.get(ValueLayout.JAVA_INT, at);
  }

  private UnsafeBuffer part(int at) {
    return new UnsafeBuffer(memory.asSlice(header(at), header(at + 4)).asByteBuffer());
  }

  private Map<String, Long> read() {
    Map<String, Long> values = new TreeMap<>();
    new CountersReader(part(24), part(32), StandardCharsets.US_ASCII)
        .forEach((value, _, label) -> values.put(label, value));
    return values;
  }

  @Test
  void itSaysWhatItIsAndWhereThingsAre() {
    byte[] magic = memory.asSlice(0, 8).toArray(ValueLayout.JAVA_BYTE);
    assertThat(new String(magic, StandardCharsets.US_ASCII)).isEqualTo("LOOMRAYC");
    assertThat(header(8)).isEqualTo(1);
    assertThat(List.of(header(16), header(20))).containsExactly(128, 64 * 32);
    assertThat(List.of(header(24), header(28))).containsExactly(128 + 64 * 32, 9 * 512);
    assertThat(List.of(header(32), header(36))).containsExactly(128 + 64 * 32 + 9 * 512, 9 * 128);
    assertThat(memory.byteSize()).isEqualTo(8192);
  }

  @Test
  void readersOfAgronaFindTheCounters() {
    control.set(Counter.USED, 1L << 40);
    control.set(Counter.USED, 4096);
    control.count(Counter.WAITS);
    control.count(Counter.WAITS);
    assertThat(read())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "bytes used", 4096L,
                "bytes committed", 0L,
                "bytes at most", 0L,
                "segments", 0L,
                "objects stored so far", 0L,
                "objects freed so far", 0L,
                "objects moved to make room", 0L,
                "collections asked for", 0L,
                "waits for room", 2L));
  }

  @Test
  void theRecordsAreThoseThatAgronaWrites() {
    UnsafeBuffer metadata = new UnsafeBuffer(ByteBuffer.allocateDirect(9 * 512));
    CountersManager manager =
        new CountersManager(
            metadata,
            new UnsafeBuffer(ByteBuffer.allocateDirect(9 * 128)),
            StandardCharsets.US_ASCII);
    for (Counter counter : Counter.values()) {
      assertThat(manager.allocate(counter.label(), counter.id())).isEqualTo(counter.id());
    }
    assertThat(part(24)).isEqualTo(metadata);
  }

  @Test
  void aLargerStoreHasMoreEntries() {
    assertThat(Control.bytesFor(1L << 40)).isEqualTo(4096 * 34L); // 4160 of 32 bytes, and counters
    assertThat(ControlDescriptor.of(1L << 40).segments()).isEqualTo(4160);
  }

  /** State, number, bytes of the file and bytes committed of each entry that is taken. */
  private List<List<Long>> segments() {
    List<List<Long>> found = new ArrayList<>();
    for (int at = header(16); at < header(16) + header(20); at += 32) {
      if (header(at) != 0) {
        found.add(
            List.of(
                (long) header(at),
                (long) header(at + 4),
                memory.get(ValueLayout.JAVA_LONG, at + 8),
                memory.get(ValueLayout.JAVA_LONG, at + 16)));
      }
    }
    return found;
  }

  @Test
  void segmentsComeGrowAndGo() {
    SegmentList list = control.segments();
    list.put(0, false, 9_000, 4_096);
    list.put(1, true, 1L << 33, 1L << 33);
    list.put(0, false, 9_000, 8_192);
    assertThat(segments())
        .containsExactly(List.of(1L, 0L, 9_000L, 8_192L), List.of(2L, 1L, 1L << 33, 1L << 33));
    list.remove(0);
    list.remove(7);
    assertThat(segments()).containsExactly(List.of(2L, 1L, 1L << 33, 1L << 33));
    list.put(2, false, 1, 1); // in the place that has become free
    assertThat(segments())
        .containsExactly(List.of(1L, 2L, 1L, 1L), List.of(2L, 1L, 1L << 33, 1L << 33));
  }

  @Test
  void whatHasNoEntryIsNotListed() {
    SegmentList list = control.segments();
    for (int number = 0; number < 65; number++) {
      list.put(number, false, 1, 1);
    }
    assertThat(segments()).hasSize(64);
    list.remove(64);
    list.remove(3);
    list.put(65, true, 2, 2);
    assertThat(segments()).hasSize(64).contains(List.of(2L, 65L, 2L, 2L));
    assertThat(read()).containsEntry("bytes used", 0L); // nothing was written behind the list
  }

  @Test
  void countersHaveNumbersWithoutGaps() {
    assertThat(Arrays.stream(Counter.values()).map(Counter::id))
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(Arrays.stream(Counter.values()).map(Counter::label)).doesNotHaveDuplicates();
  }
}
