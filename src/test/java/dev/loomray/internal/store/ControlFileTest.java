package dev.loomray.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.loomray.MemoryReport;
import dev.loomray.ObjectRef;
import dev.loomray.ObjectView;
import dev.loomray.Ray;
import dev.loomray.RayConfig;
import dev.loomray.error.ObjectStoreFullException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store says about itself in the file that others read. */
class ControlFileTest {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;

  @TempDir Path directory;

  private Ray start() {
    return Ray.init(this::sizes);
  }

  private RayConfig sizes(RayConfig config) {
    return config.sessionDir(directory).storeBytes(16 * MIB).inlineBytes(KIB);
  }

  private List<Path> files(String name) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(file -> file.getFileName().toString().startsWith(name)).toList();
    }
  }

  private Map<String, Long> counters() throws IOException {
    Path file = files("control").getFirst();
    ByteBuffer bytes = ByteBuffer.allocateDirect((int) Files.size(file));
    bytes.put(Files.readAllBytes(file)).flip().order(ByteOrder.nativeOrder());
    CountersReader reader = new CountersReader(part(bytes, 24), part(bytes, 32));
    Map<String, Long> values = new TreeMap<>();
    reader.forEach((value, _, label) -> values.put(label, value));
    return values;
  }

  private static UnsafeBuffer part(ByteBuffer bytes, int at) {
    return new UnsafeBuffer(bytes, bytes.getInt(at), bytes.getInt(at + 4));
  }

  @Test
  void thereIsNoneBeforeSomethingIsStoredOutsideTheHeap() throws IOException {
    try (Ray ray = start()) {
      assertThat(ray.put(new byte[KIB]).get()).hasSize(KIB);
      assertThat(directory).isEmptyDirectory();
    }
  }

  @Test
  void itSaysWhatAReportSays() throws IOException {
    try (Ray ray = start()) {
      List<ObjectRef<byte[]>> kept = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        kept.add(ray.put(new byte[1 + i * 10_000]));
      }
      kept.removeLast().free();
      MemoryReport memory = ray.memory();
      assertThat(counters())
          .containsEntry("bytes used", memory.used() - memory.inline())
          .containsEntry("bytes at most", memory.used() + memory.free())
          .containsEntry("segments", (long) files("segment-").size())
          .containsEntry("waits for room", 0L);
      await()
          .untilAsserted(
              () ->
                  assertThat(counters())
                      .containsEntry("objects stored so far", 30L)
                      .containsEntry("objects freed so far", 1L));
    }
  }

  /** What has changed just after the sums were written is written a second later, although nothing else happens. */
  @Test
  void whatChangesLaterIsSeenAsWell() throws IOException {
    try (Ray ray = start()) {
      List<ObjectRef<byte[]>> kept = new ArrayList<>();
      for (long i = 1; i <= 3; i++) {
        kept.add(ray.put(new byte[MIB]));
        kept.add(ray.put(new byte[1])); // on the heap
        long stored = 2 * i;
        await()
            .untilAsserted(
                () -> assertThat(counters()).containsEntry("objects stored so far", stored));
      }
      kept.forEach(ObjectRef::free);
      await().untilAsserted(() -> assertThat(counters()).containsEntry("objects freed so far", 6L));
      assertThat(counters()).containsEntry("bytes used", 0L);
    }
  }

  @Test
  void itCountsWhatIsDoneToMakeRoom() throws IOException {
    Path memory = Path.of("/dev/shm/loomray-test"); // nothing is spilled there
    UnaryOperator<RayConfig> full = c -> c.spillDir(memory).fullTimeout(Duration.ofMillis(300));
    try (Ray ray = Ray.init(c -> full.apply(sizes(c)))) {
      List<ObjectRef<byte[]>> kept = new ArrayList<>();
      assertThatThrownBy(
              () -> {
                while (true) {
                  kept.add(ray.put(new byte[200 * KIB]));
                }
              })
          .isInstanceOf(ObjectStoreFullException.class);
      Map<String, Long> counted = counters();
      assertThat(counted).containsEntry("waits for room", 1L);
      assertThat(counted.get("collections asked for")).isPositive();
      assertThat(counted).containsEntry("objects moved to make room", 0L);
      for (int i = 0; i < kept.size(); i += 2) {
        kept.get(i).free();
      }
      assertThat(ray.put(new byte[MIB]).get()).hasSize(MIB);
      assertThat(counters().get("objects moved to make room")).isPositive();
    }
  }

  @Test
  void itGoesWithTheSessionWhateverIsStillRead() throws IOException {
    ObjectView view;
    try (Ray ray = start()) {
      view = ray.put(new byte[MIB]).view();
      assertThat(files("control")).hasSize(1);
    }
    assertThat(files("control")).isEmpty();
    assertThat(view.getByte(MIB - 1)).isZero();
    view.close(); // which frees, and counts
  }
}
