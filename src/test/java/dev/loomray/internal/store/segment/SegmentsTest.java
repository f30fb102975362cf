package dev.loomray.internal.store.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.loomray.internal.base.FakeReports;
import dev.loomray.internal.base.FakeSegmentFile;
import dev.loomray.internal.base.FakeStorage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentsTest {
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
  void thereIsNothingBeforeItIsNeeded() {
    assertThat(segments.allocate(1)).isNull();
    assertThat(segments.wantsMore()).isFalse();
    assertThat(List.of(segments.used(), segments.committed(), segments.limit()))
        .containsExactly(0L, 0L, 64 * MIB);
    assertThat(segments.segments()).isZero();
    assertThat(storage.files()).isEmpty();
  }

  @Test
  void growsInStepsThatDoubleAndSegmentsThatDoToo() throws IOException {
    List<Long> steps = new ArrayList<>();
    while (segments.grow(0)) {
      steps.add(segments.committed() / (256 * KIB));
    }
    assertThat(steps)
        .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 96L, 128L, 160L, 192L, 224L, 256L);
    assertThat(storage.files())
        .extracting(SegmentsTest::dataBytes)
        .containsExactly(8 * MIB, 16 * MIB, 32 * MIB, 8 * MIB);
    assertThat(segments.committed()).isEqualTo(segments.limit());
  }

  private static long dataBytes(FakeSegmentFile file) {
    return file.memory().byteSize() / (4096 + 64) * 4096;
  }

  @ParameterizedTest
  @CsvSource({
    "0, 4096",
    "1, 4096",
    "4096, 4096",
    "4097, 8192",
    "100000, 102400",
    "4194304, 4194304"
  })
  void aBlockIsExactlyAsLongAsAskedAndTakesWholeGranules(long bytes, long used) throws IOException {
    Block block = allocate(bytes);
    assertThat(block.length()).isEqualTo(bytes);
    assertThat(block.memory().byteSize()).isEqualTo(bytes);
    assertThat(block.memory().address() % 4096).isZero();
    assertThat(block.granules()).isEqualTo(used / 4096);
    assertThat(segments.used()).isEqualTo(used);
    segments.free(block);
    assertThat(segments.used()).isZero();
  }

  @Test
  void aNegativeSizeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> segments.allocate(-1))
        .withMessage("expected 0 or more for bytes, found bytes=-1");
    assertThatIllegalArgumentException().isThrownBy(() -> segments.grow(-1));
  }

  @Test
  void blocksDoNotOverlapAndAreCommitted() throws IOException {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Block block = allocate(1 + 997L * i);
      block.memory().fill((byte) i);
      blocks.add(block);
    }
    for (int i = 0; i < 200; i++) {
      Block block = blocks.get(i);
      assertThat(block.memory().mismatch(MemorySegment.ofArray(filled(block.length(), i))))
          .isEqualTo(-1);
      FakeSegmentFile file = storage.files().get(block.segment().number());
      long offset = block.segment().descriptor().offset(block.granule());
      assertThat(file.isCommitted(offset, offset + block.length())).isTrue();
    }
  }

  private static byte[] filled(long length, int value) {
    byte[] bytes = new byte[(int) length];
    java.util.Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  @Test
  void smallBlocksAreInTheOldestSegmentAndLargeOnesInTheYoungest() throws IOException {
    while (segments.committed() < 16 * MIB) {
      segments.grow(0);
    }
    assertThat(allocate(MIB - 1).segment().number()).isZero();
    assertThat(allocate(MIB).segment().number()).isEqualTo(1);
    assertThat(allocate(1).segment().number()).isZero();
  }

  @Test
  void aVeryLargeObjectHasASegmentForItself() throws IOException {
    Block block = allocate(5 * MIB);
    assertThat(block.segment().descriptor()).isEqualTo(new SegmentDescriptor(5 * MIB, 1));
    assertThat(block.granules()).isEqualTo(1);
    assertThat(segments.used()).isEqualTo(5 * MIB);
    assertThat(segments.allocate(1)).isNull();
  }

  @Test
  void thatIsUsedAgainForAnotherOfAboutTheSize() throws IOException {
    Block block = allocate(5 * MIB);
    segments.free(block);
    assertThat(segments.allocate(3 * MIB)).isNull();
    Block again = segments.allocate(4 * MIB);
    assertThat(again.segment()).isSameAs(block.segment());
    assertThat(again.memory().byteSize()).isEqualTo(4 * MIB);
    assertThat(again.generation()).isNotEqualTo(block.generation());
    assertThat(segments.used()).as("all of it").isEqualTo(5 * MIB);
    assertThat(segments.allocate(4 * MIB)).as("it is in use").isNull();
  }

  @Test
  void ofSeveralThatAreFreeTheTightestIsTaken() throws IOException {
    List<Block> blocks = List.of(allocate(5 * MIB), allocate(6 * MIB + 1), allocate(9 * MIB));
    assertThat(blocks).allMatch(b -> b.segment().isWhole());
    blocks.forEach(segments::free);
    assertThat(segments.allocate(5 * MIB + 1).segment()).isSameAs(blocks.get(1).segment());
    assertThat(segments.allocate(5 * MIB + 1)).as("9 MiB are too many").isNull();
  }

  @Test
  void manyLargeObjectsShareSegmentsInTheEnd() throws IOException {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      blocks.add(allocate(5 * MIB));
    }
    assertThat(blocks).filteredOn(b -> b.segment().isWhole()).hasSize(2);
    assertThat(segments.segments()).isEqualTo(4);
  }

  @Test
  void theLimitIsNeverPassed() throws IOException {
    List<Block> blocks = new ArrayList<>();
    for (Block block = allocate(MIB / 2); block != null; block = allocate(MIB / 2)) {
      blocks.add(block);
    }
    assertThat(blocks).hasSize(128);
    assertThat(segments.used()).isEqualTo(64 * MIB);
    assertThat(segments.committed()).isEqualTo(64 * MIB);
    assertThat(segments.wantsMore()).isFalse();
  }

  @Test
  void anObjectAboveTheLimitNeverFits() throws IOException {
    assertThat(segments.grow(64 * MIB + 1)).isFalse();
    assertThat(segments.grow(Long.MAX_VALUE)).isFalse();
    assertThat(segments.allocate(Long.MAX_VALUE)).isNull();
    assertThat(segments.grow(64 * MIB)).isTrue();
    assertThat(segments.allocate(64 * MIB)).isNotNull();
  }

  @Test
  void emptySegmentsMakeRoomForWhatTheLimitDoesNotAllow() throws IOException {
    segments.free(allocate(40 * MIB));
    assertThat(segments.grow(0)).as("24 MiB are left").isTrue();
    Block block = allocate(60 * MIB);
    assertThat(block).isNotNull();
    assertThat(storage.files()).filteredOn(FakeSegmentFile::isMapped).hasSize(1);
    assertThat(storage.files()).filteredOn(FakeSegmentFile::isUnlinked).hasSize(2);
    assertThat(segments.committed()).isEqualTo(60 * MIB);
  }

  @Test
  void theyStayWhereThatWouldNotHelp() throws IOException {
    segments.free(allocate(40 * MIB));
    Block small = allocate(1);
    assertThat(segments.grow(64 * MIB)).isFalse();
    assertThat(storage.files()).allMatch(FakeSegmentFile::isMapped);
    segments.free(small);
    assertThat(segments.grow(64 * MIB)).isTrue();
  }

  @Test
  void norWhereTheMachineHasNoRoomForMore() throws IOException {
    segments.free(allocate(40 * MIB));
    storage.available(5 * MIB);
    assertThat(segments.grow(60 * MIB)).isFalse();
    assertThat(segments.segments()).isEqualTo(1);
  }

  @Test
  void norWhereTheObjectFitsAsItIs() throws IOException {
    segments.free(allocate(60 * MIB));
    segments.grow(0);
    assertThat(segments.committed()).isEqualTo(64 * MIB);
    assertThat(segments.grow(1)).isTrue();
    assertThat(segments.segments()).isEqualTo(2);
  }

  @Test
  void nothingIsGivenUpOnlyToBeAhead() throws IOException {
    segments.free(allocate(64 * MIB));
    assertThat(segments.grow(0)).isFalse();
    assertThat(segments.segments()).isEqualTo(1);
  }

  @Test
  void moreIsWantedWhileLittleIsFree() throws IOException {
    allocate(100 * KIB);
    assertThat(segments.wantsMore()).as("156 KiB are free").isFalse();
    Block block = allocate(148 * KIB);
    assertThat(segments.wantsMore()).as("8 KiB are free").isTrue();
    segments.free(block);
    long before = segments.committed();
    assertThat(segments.grow(0)).as("what was kept for its thread is enough").isTrue();
    assertThat(segments.wantsMore()).isFalse();
    assertThat(segments.committed()).isEqualTo(before);
    allocate(148 * KIB);
    assertThat(segments.grow(0)).isTrue();
    assertThat(segments.wantsMore()).isFalse();
  }

  @Test
  void aBlockIsFreedOnce() throws IOException {
    Block block = allocate(1);
    segments.free(block);
    assertThatIllegalStateException()
        .isThrownBy(() -> segments.free(block))
        .withMessage(
            "expected a block that nobody has freed, found block at granule 0 of segment 0, generation 256, length=1,"
                + " state=FREE");
  }

  @Test
  void norWhenAnotherIsInItsPlace() throws IOException {
    Block old = allocate(1);
    segments.free(old);
    Block next = allocate(1);
    assertThat(next.granule()).isEqualTo(old.granule());
    assertThatIllegalStateException().isThrownBy(() -> segments.free(old));
    assertThat(segments.used()).isEqualTo(4096);
    segments.free(next);
  }

  @Test
  void aBlockOfAnotherGenerationIsRefused() throws IOException {
    Block block = allocate(1);
    Block stale = new Block(block.segment(), block.granule(), 1, block.generation() - 1);
    assertThatIllegalStateException()
        .isThrownBy(() -> segments.free(stale))
        .withMessageContaining("segment 0, generation 255");
    Block copy = new Block(block.segment(), block.granule(), 1, block.generation());
    assertThatIllegalStateException().isThrownBy(() -> segments.free(copy));
    assertThatIllegalStateException()
        .isThrownBy(() -> segments.free(new Block(block.segment(), 7, 1, 1)));
    segments.free(block);
  }

  @Test
  void aBlockIsSealedOnceAndBeforeItIsFreed() throws IOException {
    Block block = allocate(1);
    segments.seal(block, 1, 2);
    assertThatIllegalStateException()
        .isThrownBy(() -> segments.seal(block, 1, 2))
        .withMessage(
            "expected a block that is being written, found block at granule 0 of segment 0, generation 256, length=1,"
                + " state=SEALED");
    segments.free(block);
    assertThatIllegalStateException().isThrownBy(() -> segments.seal(block, 1, 2));
  }

  @Test
  void theHeadersSayWhatIsThere() throws IOException {
    allocate(4096);
    Block block = allocate(5000);
    MemorySegment file = storage.files().getFirst().memory();
    long at = 4096 + 64;
    assertThat(intAt(file, at)).as("allocated").isEqualTo(1);
    segments.seal(block, 77, 9);
    assertThat(
            List.of(
                intAt(file, at), intAt(file, at + 4), intAt(file, at + 24), intAt(file, at + 28)))
        .as("sealed, type, generation, granules")
        .containsExactly(2, 9, 512, 2);
    assertThat(List.of(longAt(file, at + 8), longAt(file, at + 16))).containsExactly(5000L, 77L);
    segments.free(block);
    assertThat(intAt(file, at)).as("free").isZero();
  }

  @Test
  void theFileSaysWhatItIs() throws IOException {
    allocate(1);
    MemorySegment file = storage.files().getFirst().memory();
    assertThat(
            new String(
                file.asSlice(0, 8).toArray(ValueLayout.JAVA_BYTE),
                java.nio.charset.StandardCharsets.US_ASCII))
        .isEqualTo("LOOMRAY1");
    assertThat(List.of(intAt(file, 8), intAt(file, 12), intAt(file, 24)))
        .containsExactly(1, 0, 2048);
    assertThat(List.of(longAt(file, 16), longAt(file, 32)))
        .containsExactly(4096L, 4096L + 2048 * 64);
    assertThat(file.byteSize()).isEqualTo(4096 + 2048 * (64 + 4096));
  }

  private static int intAt(MemorySegment file, long at) {
    return file.get(ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN), at);
  }

  private static long longAt(MemorySegment file, long at) {
    return file.get(ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN), at);
  }

  @Test
  void aMappingOfItsOwnOutlivesTheBlock() throws IOException {
    Block block = allocate(5000);
    block.memory().fill((byte) 3);
    MemorySegment own = block.readOnlyMapping();
    segments.free(block);
    segments.close();
    assertThat(own.isReadOnly()).isTrue();
    assertThat(own.mismatch(MemorySegment.ofArray(filled(5000, 3)))).isEqualTo(-1);
  }

  @Test
  void whoHoldsTheBlockMayBeNoted() throws IOException {
    Block block = allocate(1);
    assertThat(block.holder()).isNull();
    block.holder("somebody");
    assertThat(block.holder()).isEqualTo("somebody");
  }

  /** As the store will do it. */
  private Block allocate(long bytes) throws IOException {
    Block block = segments.allocate(bytes);
    while (block == null && segments.grow(bytes)) {
      block = segments.allocate(bytes);
    }
    return block;
  }
}
