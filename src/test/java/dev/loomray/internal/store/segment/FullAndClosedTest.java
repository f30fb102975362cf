package dev.loomray.internal.store.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.internal.base.FakeReports;
import dev.loomray.internal.base.FakeSegmentFile;
import dev.loomray.internal.base.FakeStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Segments where the file system or the machine is full, where they are given back, and after they are closed. */
class FullAndClosedTest {
  private static final long KIB = 1L << 10;
  private static final long MIB = 1L << 20;

  private final FakeStorage storage = new FakeStorage();
  private final Segments segments =
      new Segments(storage.open(null, new FakeReports()), 64 * MIB, Controls.inMemory(64 * MIB));

  @AfterEach
  void nobodyTouchedWhatIsNotCommitted() {
    assertThat(storage.files())
        .filteredOn(FakeSegmentFile::isMapped)
        .noneMatch(FakeSegmentFile::isTouched);
  }

  @Test
  void aFullFileSystemLowersTheLimit() throws IOException {
    storage.space(20 * MIB).claiming(64 * MIB);
    List<Block> blocks = fill(100 * KIB);
    assertThat(segments.limit()).isBetween(segments.committed(), 20 * MIB);
    assertThat(segments.committed()).isGreaterThan(15 * MIB);
    assertThat(segments.used()).isEqualTo(blocks.size() * 100 * KIB);
    blocks.forEach(b -> b.memory().fill((byte) 1));
    assertThat(segments.wantsMore()).isFalse();
  }

  @Test
  void andLeavesWhatIsThereUsable() throws IOException {
    storage.space(20 * MIB).claiming(64 * MIB);
    List<Block> blocks = fill(100 * KIB);
    segments.free(blocks.removeFirst());
    assertThat(segments.allocate(100 * KIB)).isNotNull();
  }

  @Test
  void aNewSegmentThatCannotBeCommittedLeavesNothing() throws IOException {
    storage.space(256 * KIB); // enough for the data, not for the headers
    assertThat(segments.grow(1)).isFalse();
    assertThat(segments.limit()).isEqualTo(128 * KIB);
    assertThat(segments.segments()).isZero();
    assertThat(storage.files()).hasSize(1);
    assertThat(storage.files().getFirst().isMapped()).isFalse();
    assertThat(storage.files().getFirst().isUnlinked()).isTrue();
  }

  @Test
  void aVeryLargeObjectThatDoesNotFitOnDiskDoesNotLowerTheLimit() throws IOException {
    storage.space(30 * MIB);
    assertThat(segments.grow(40 * MIB)).isFalse();
    assertThat(segments.limit()).isEqualTo(64 * MIB);
    assertThat(segments.grow(20 * MIB)).isTrue();
  }

  @Test
  void whatIsLeftOfAFileSystemIsUsed() throws IOException {
    storage.space(20 * MIB);
    fill(100 * KIB);
    assertThat(segments.committed()).isGreaterThan(19 * MIB);
  }

  @Test
  void aMachineWithoutMemoryIsLeftAlone() throws IOException {
    storage.available(100 * KIB);
    assertThat(segments.grow(1)).isFalse();
    assertThat(storage.files()).isEmpty();
    assertThat(segments.limit()).isEqualTo(64 * MIB);
    storage.available(MIB);
    assertThat(segments.grow(1)).isTrue();
  }

  @Test
  void anotherFailureIsTold() throws IOException {
    IOException broken = new IOException("broken");
    storage.failing(broken);
    assertThatThrownBy(() -> segments.grow(1)).isSameAs(broken);
    assertThat(storage.files().getFirst().isMapped()).isFalse();
    assertThat(storage.files().getFirst().isUnlinked()).isTrue();
    storage.failing(null);
    assertThat(segments.grow(1)).isTrue();
    assertThat(segments.segments()).isEqualTo(1);
    assertThat(storage.files().getLast().number()).as("numbers are not used again").isEqualTo(1);
  }

  @Test
  void whoAllocatesAndFreesDoesNotWaitForAFile() throws IOException {
    segments.grow(1);
    Block block = segments.allocate(1);
    List<Block> meanwhile = new ArrayList<>();
    storage
        .files()
        .getFirst()
        .beforeCommit(
            () ->
                CompletableFuture.runAsync(
                        () -> {
                          meanwhile.add(segments.allocate(1));
                          if (meanwhile.size() == 1) {
                            segments.free(block);
                          }
                        })
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join());
    assertThat(segments.grow(0)).isTrue();
    assertThat(meanwhile).hasSize(2).doesNotContainNull();
  }

  @Test
  void twoThatWaitForTheSameAreServedByOneCommit() throws IOException {
    segments.grow(1);
    fillCommitted();
    CompletableFuture<Boolean> second = new CompletableFuture<>();
    storage
        .files()
        .getFirst()
        .beforeCommit(
            () -> {
              Thread thread = Thread.ofPlatform().start(() -> second.complete(grown(4096)));
              while (thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait(); // until it stands at the lock
              }
              storage.files().getFirst().beforeCommit(() -> {});
            });
    assertThat(grown(4096)).isTrue();
    assertThat(second.orTimeout(30, TimeUnit.SECONDS).join()).isTrue();
    assertThat(segments.committed()).isEqualTo(512 * KIB);
  }

  @Test
  void anEmptySegmentIsGivenBack() throws IOException {
    Block block = allocate(10 * MIB);
    assertThat(segments.retire()).as("it is used").isFalse();
    segments.free(block);
    assertThat(segments.retire()).isTrue();
    assertThat(segments.segments()).isZero();
    assertThat(segments.committed()).isZero();
    assertThat(storage.files().getFirst().isMapped()).isFalse();
    assertThat(storage.files().getFirst().isUnlinked()).isTrue();
    assertThat(segments.retire()).isFalse();
  }

  @Test
  void aSmallOneStaysForTheNextObject() throws IOException {
    segments.free(allocate(1));
    assertThat(segments.retire()).isFalse();
    assertThat(segments.segments()).isEqualTo(1);
  }

  @Test
  void nothingIsGivenBackThatWouldBeWantedAgainAtOnce() throws IOException {
    while (segments.committed() < 16 * MIB) {
      segments.grow(0);
    }
    for (int i = 0; i < 8; i++) {
      Block block = segments.allocate(MIB - 1);
      assertThat(block.segment().number()).isZero();
    }
    assertThat(segments.used()).isEqualTo(segments.committed() / 2);
    assertThat(segments.retire()).isFalse();
    assertThat(segments.wantsMore()).isFalse();
  }

  @Test
  void afterAPeakLittleIsHeld() throws IOException {
    List<Block> blocks = fill(100 * KIB);
    while (blocks.size() > 50) {
      segments.free(blocks.removeLast());
    }
    while (segments.retire()) {
      assertThat(segments.wantsMore()).isFalse();
    }
    assertThat(segments.committed()).isEqualTo(8 * MIB);
    assertThat(storage.files()).filteredOn(FakeSegmentFile::isMapped).hasSize(1);
    blocks.forEach(b -> b.memory().fill((byte) 1));
  }

  @Test
  void closingRemovesTheFilesAndKeepsTheMappingsOfBlocks() throws IOException {
    Block kept = allocate(1);
    Block other = allocate(1);
    segments.free(allocate(10 * MIB));
    segments.close();
    assertThat(storage.files()).hasSize(2).allMatch(FakeSegmentFile::isUnlinked);
    assertThat(storage.files()).filteredOn(FakeSegmentFile::isMapped).hasSize(1);
    kept.memory().fill((byte) 1);
    segments.free(other);
    kept.memory().fill((byte) 2);
    segments.free(kept);
    assertThat(storage.files()).noneMatch(FakeSegmentFile::isMapped);
    assertThat(List.of(segments.used(), segments.committed())).containsOnly(0L);
    assertThatIllegalStateException()
        .isThrownBy(() -> segments.free(kept))
        .withMessageStartingWith(
            "expected a block that nobody has freed, found block at granule 0");
  }

  @Test
  void nothingIsGivenOutAfterwards() throws IOException {
    allocate(1);
    segments.close();
    assertThat(segments.allocate(1)).isNull();
    assertThat(segments.grow(1)).isFalse();
    assertThat(segments.grow(0)).isFalse();
    assertThat(segments.wantsMore()).isFalse();
    segments.close();
  }

  private List<Block> fill(long bytes) throws IOException {
    List<Block> blocks = new ArrayList<>();
    for (Block block = allocate(bytes); block != null; block = allocate(bytes)) {
      blocks.add(block);
    }
    return blocks;
  }

  private void fillCommitted() {
    for (Block block = segments.allocate(1); block != null; ) {
      block = segments.allocate(1);
    }
  }

  private boolean grown(long bytes) {
    try {
      return segments.grow(bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Block allocate(long bytes) throws IOException {
    Block block = segments.allocate(bytes);
    while (block == null && segments.grow(bytes)) {
      block = segments.allocate(bytes);
    }
    return block;
  }
}
