package dev.loomray.internal.store.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.internal.base.FakeReports;
import dev.loomray.internal.base.FakeSegmentFile;
import dev.loomray.internal.base.FakeStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was freed a moment ago goes to the thread that has freed it, and to others when they need it. */
class RecentTest {
  private static final int BYTES = 100_000;
  private static final long LIMIT = 8L << 20;

  private final FakeStorage storage = new FakeStorage();
  private final AtomicLong thread = new AtomicLong(1);
  private final Segments segments =
      new Segments(
          storage.open(null, new FakeReports()), LIMIT, Controls.inMemory(LIMIT), thread::get);

  @BeforeEach
  void grow() throws IOException {
    assertThat(segments.grow(LIMIT / 2)).isTrue();
  }

  private Block allocate(long bytes) {
    Block block = segments.allocate(bytes);
    assertThat(block).isNotNull();
    return block;
  }

  @Test
  void whoFreesOneAndWantsAsMuchGetsItAgainAsAnotherBlock() {
    Block first = allocate(BYTES);
    segments.free(first);
    assertThat(segments.used()).isZero();
    Block second = allocate(BYTES - 100);
    assertThat(second.granule()).isEqualTo(first.granule());
    assertThat(second.length()).isEqualTo(BYTES - 100);
    assertThat(second.generation()).isNotEqualTo(first.generation());
    assertThat(segments.used()).isEqualTo(25 * SegmentDescriptor.PAGE);
    assertThatThrownBy(() -> segments.free(first)).hasMessageContaining("that nobody has freed");
    segments.free(second);
    assertThat(segments.used()).isZero();
  }

  @Test
  void anotherThreadOrAnotherSizeGetsAnotherPlace() {
    Block first = allocate(BYTES);
    segments.free(first);
    Block smaller = allocate(BYTES / 2);
    thread.set(2);
    Block others = allocate(BYTES);
    assertThat(smaller.granule()).isNotEqualTo(first.granule());
    assertThat(others.granule()).isNotEqualTo(first.granule());
    thread.set(1);
    assertThat(allocate(BYTES).granule()).isEqualTo(first.granule());
  }

  @Test
  void whoFindsNoHoleGetsWhatOthersKeep() {
    List<Block> all = new ArrayList<>();
    for (Block block = segments.allocate(BYTES); block != null; block = segments.allocate(BYTES)) {
      all.add(block);
    }
    segments.free(all.getFirst());
    thread.set(2);
    Block block = allocate(BYTES);
    assertThat(block.granule()).isEqualTo(all.getFirst().granule());
  }

  @Test
  void theGenerationsOfAPlaceAreAllDifferent() {
    Set<Integer> generations = new HashSet<>();
    for (int i = 0; i < 2_000; i++) {
      Block block = allocate(BYTES);
      assertThat(generations.add(block.generation())).isTrue();
      segments.free(block);
    }
  }

  @Test
  void whatIsReusedIsFoundByWhoMovesIt() {
    segments.free(allocate(BYTES));
    Block block = allocate(BYTES);
    block.holder("me");
    Segment segment = block.segment();
    assertThat(segment.blocks()).containsExactly(block);
    Window window = segments.window(LIMIT / 2 - BYTES, found -> found.holder() != null);
    assertThat(window).isNotNull();
  }

  @Test
  void nothingIsKeptOnceAllIsClosed() throws IOException {
    Block kept = allocate(BYTES);
    Block late = allocate(BYTES);
    segments.free(kept);
    segments.close();
    segments.free(late);
    assertThat(segments.allocate(BYTES)).isNull();
    assertThat(storage.files()).noneMatch(FakeSegmentFile::isMapped);
  }

  @Test
  void anEmptySegmentIsGivenBackAlthoughItsLastBlockIsKept() throws IOException {
    assertThat(segments.grow(LIMIT / 2)).isTrue();
    Block block = allocate(BYTES);
    segments.free(block);
    long before = segments.segments();
    while (segments.retire()) {
      // until none is left that can be spared
    }
    assertThat((long) segments.segments()).isLessThanOrEqualTo(before);
    assertThat(segments.used()).isZero();
  }
}
