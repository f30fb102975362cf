package dev.loomray.internal.base.spill;

import static dev.loomray.internal.base.spill.Bytes.assertHolds;
import static dev.loomray.internal.base.spill.Bytes.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.internal.base.DamagedFileException;
import dev.loomray.internal.base.FakeReports;
import dev.loomray.internal.base.FakeStorage;
import dev.loomray.internal.base.FaultyDisk;
import dev.loomray.internal.base.FaultyDisk.Operation;
import dev.loomray.internal.base.MemoryDisk;
import dev.loomray.internal.base.NoSpaceException;
import dev.loomray.internal.base.SpillFiles;
import dev.loomray.internal.base.SpillFiles.Item;
import dev.loomray.internal.base.Spilled;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that fails, on a machine of a test, which others test with as well. */
class SpillFaultTest {
  private static final List<Item> ITEMS =
      List.of(item(1, 5000), item(2, SpillWriter.GATHERED + 100), item(3, 100));

  /** The bytes of the file: a header, 5000, a gap of 56, a header, 262244, a gap of 28, a header, 100. */
  private static final int FILE = 64 + 5000 + 56 + 64 + SpillWriter.GATHERED + 100 + 28 + 64 + 100;

  private final FakeStorage storage = new FakeStorage();
  private final MemoryDisk disk = storage.disk();
  private final FaultyDisk faults = storage.faults();
  private SpillFiles spill;

  @BeforeEach
  void aDirectory() throws IOException {
    spill = storage.openSpill(null, new FakeReports());
  }

  @AfterEach
  void isRemovedAndNothingIsOpen() throws IOException {
    faults.sound();
    spill.close();
    assertThat(disk.files()).isEmpty();
    assertThat(disk.used()).isZero();
    assertThat(disk.open()).isZero();
  }

  @Test
  void withoutFaultsAllIsThere() throws IOException {
    List<Spilled> spilled = spill.write(ITEMS);
    assertThat(disk.bytes(spilled.getFirst().path())).hasSize(FILE);
    assertAllThere(spilled);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 5000, 5184, 5185, 200_000, FILE - 101, FILE - 1})
  void aFullDiskKeepsNothing(int room) throws IOException {
    faults.room(room);
    assertNoSpace();
    faults.room(FILE + 64); // a header is counted twice
    assertAllThere(spill.write(ITEMS));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5184, 200_000, FILE - 1})
  void aSmallDiskTakesNothingThatItCannotHold(int total) throws IOException {
    disk.total(total);
    assertNoSpace();
    disk.total(FILE);
    assertAllThere(spill.write(ITEMS));
    assertNoSpaceBeside();
  }

  private void assertNoSpaceBeside() {
    assertThat(disk.files()).hasSize(1);
    assertThatExceptionOfType(NoSpaceException.class)
        .isThrownBy(() -> spill.write(List.of(item(4, 1))));
    assertThat(disk.files()).hasSize(1);
  }

  private void assertNoSpace() {
    assertThatExceptionOfType(NoSpaceException.class)
        .isThrownBy(() -> spill.write(ITEMS))
        .withMessageMatching("no space left for in-memory/spill-1/spill-\\d+")
        .withRootCauseInstanceOf(IOException.class);
    assertThat(disk.files()).isEmpty();
  }

  /** The message may be in another language. */
  @Test
  void whatFailsWhereThereIsTooLittleSpaceIsFull() {
    disk.total(FILE - 1);
    faults.failing(Operation.WRITE);
    assertNoSpace();
  }

  @ParameterizedTest
  @EnumSource(names = {"CREATE", "WRITE"})
  void aWriteThatFailsLeavesNothing(Operation failing) throws IOException {
    faults.failing(failing);
    assertThatThrownBy(() -> spill.write(ITEMS))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(NoSpaceException.class)
        .hasMessage("Input/output error");
    assertThat(disk.files()).isEmpty();
    faults.sound();
    assertAllThere(spill.write(ITEMS));
  }

  @Test
  void soDoesOneWhoseMemoryIsGone() {
    Arena arena = Arena.ofShared();
    Item gone = new Item(9, (byte) 0, arena.allocate(SpillWriter.GATHERED + 1));
    arena.close();
    assertThatThrownBy(() -> spill.write(List.of(ITEMS.getFirst(), gone)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(disk.files()).isEmpty();
  }

  @Test
  void whatCannotBeRemovedThenGoesInTheEnd() {
    faults.before(
        (operation, _) -> {
          if (operation == Operation.WRITE || operation == Operation.DELETE) {
            throw new IOException(operation.toString());
          }
        });
    assertThatThrownBy(() -> spill.write(ITEMS))
        .hasMessage("WRITE")
        .hasSuppressedException(new IOException("DELETE"));
    assertThat(disk.files()).hasSize(1);
  }

  @Test
  void aReadThatFailsMaySucceedTheNextTime() throws IOException {
    List<Spilled> spilled = spill.write(ITEMS);
    for (Operation failing : List.of(Operation.OPEN, Operation.READ)) {
      faults.failing(failing);
      assertThatThrownBy(() -> spilled.getFirst().read(Bytes.room(5000)))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(DamagedFileException.class)
          .hasMessage("Input/output error");
    }
    faults.sound();
    assertAllThere(spilled);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 63, 4096, 200_000})
  void shortReadsAndWritesGoOn(int bytes) throws IOException {
    faults.atMost(bytes);
    List<Item> items = bytes < 100 ? List.of(item(1, 100), item(2, 0), item(3, 70)) : ITEMS;
    List<Spilled> spilled = spill.write(items);
    for (int i = 0; i < items.size(); i++) {
      assertHolds(spilled.get(i), items.get(i));
    }
  }

  @Test
  void aDiskThatTakesNothingIsAFailure() throws IOException {
    List<Spilled> spilled = spill.write(ITEMS);
    faults.atMost(0);
    assertThatThrownBy(() -> spill.write(List.of(item(4, 100))))
        .isInstanceOf(IOException.class)
        .hasMessage("nothing moves, with 164 bytes to go");
    assertThatThrownBy(() -> spilled.getFirst().read(Bytes.room(5000)))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(DamagedFileException.class)
        .hasMessage("nothing moves, with 64 bytes to go");
    assertThat(disk.files()).hasSize(1);
  }

  @Test
  void aDiskThatTakesNothingNowAndThenIsNone() throws IOException {
    int[] calls = {0};
    faults.before((_, _) -> faults.atMost(calls[0]++ % 3 == 0 ? 50_000 : 0));
    assertAllThere(spill.write(ITEMS));
  }

  @Test
  void whatIsSpoiledIsFound() throws IOException {
    List<Spilled> spilled = spill.write(ITEMS);
    disk.spoil(spilled.getFirst().path(), 5184 + 200_000);
    assertHolds(spilled.getFirst(), ITEMS.getFirst());
    assertThatExceptionOfType(DamagedFileException.class)
        .isThrownBy(() -> spilled.get(1).read(Bytes.room(spilled.get(1).bytes())));
    disk.truncate(spilled.getFirst().path(), 5100);
    assertHolds(spilled.getFirst(), ITEMS.getFirst());
    assertThatExceptionOfType(DamagedFileException.class)
        .isThrownBy(() -> spilled.getLast().read(Bytes.room(100)))
        .withMessageEndingWith("found it truncated: expected " + FILE + " bytes, found 5100");
  }

  @Test
  void aDeletionThatFailsIsTold() throws IOException {
    List<Spilled> spilled = spill.write(List.of(item(1, 10)));
    faults.failing(Operation.DELETE);
    assertThatThrownBy(() -> spilled.getFirst().delete()).hasMessage("Input/output error");
    spilled.getFirst().delete();
    assertThat(disk.files()).as("it goes in the end").hasSize(1);
  }

  @Test
  void aSlowWriteKeepsNobodyElseWaiting() throws Exception {
    List<Spilled> spilled = spill.write(ITEMS);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    FutureTask<List<Spilled>> slow = new FutureTask<>(() -> spill.write(ITEMS));
    Thread writer = Thread.ofPlatform().unstarted(slow);
    faults.before(
        (operation, _) -> {
          if (operation == Operation.WRITE && Thread.currentThread() == writer) {
            begun.countDown();
            await(goOn);
          }
        });
    writer.start();
    begun.await();
    assertAllThere(spilled);
    assertAllThere(spill.write(ITEMS));
    goOn.countDown();
    assertAllThere(slow.get());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void countsAsFullWhen95PercentAreUsed() throws IOException {
    disk.total(100_000);
    assertThat(spill.isFull()).isFalse();
    Spilled some = spill.write(List.of(item(1, 94_935))).getFirst();
    assertThat(spill.usableSpace()).isEqualTo(5_001);
    assertThat(spill.isFull()).isFalse();
    Spilled byteMore = spill.write(List.of(item(2, 0))).getFirst();
    assertThat(spill.isFull()).isTrue();
    byteMore.delete();
    assertThat(spill.isFull()).isFalse();
    some.delete();
    some = spill.write(List.of(item(3, 94_936))).getFirst();
    assertThat(spill.usableSpace()).isEqualTo(5_000);
    assertThat(spill.isFull()).isTrue();
    some.delete();
  }

  @Test
  void aDiskThatCannotBeLookedAtIsNotOpened() {
    faults.failing(Operation.LOOK);
    assertThatThrownBy(() -> storage.openSpill(null, new FakeReports()))
        .hasMessage("Input/output error");
  }

  @Test
  void eachOpeningHasItsDirectory() throws IOException {
    Path first = spill.write(List.of(item(1, 10))).getFirst().path();
    try (SpillFiles other = storage.openSpill(null, new FakeReports())) {
      other.write(List.of(item(1, 10)));
      assertThat(disk.files()).hasSize(2);
    }
    assertThat(disk.files()).containsExactly(first);
  }

  private static void assertAllThere(List<Spilled> spilled) throws IOException {
    for (int i = 0; i < ITEMS.size(); i++) {
      assertHolds(spilled.get(i), ITEMS.get(i));
    }
  }
}
