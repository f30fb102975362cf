package dev.loomray.internal.base.spill;

import static dev.loomray.internal.base.spill.Bytes.assertHolds;
import static dev.loomray.internal.base.spill.Bytes.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.internal.base.DamagedFileException;
import dev.loomray.internal.base.FaultyDisk;
import dev.loomray.internal.base.SpillFiles.Item;
import dev.loomray.internal.base.Spilled;
import dev.loomray.internal.base.file.OwnProcess;
import dev.loomray.internal.base.file.RealDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody, or something, has done to the files. */
class SpillDamageTest {
  private static final int SIZE = 5000;
  private static final Item FIRST = item(1, SIZE);
  private static final Item SECOND = item(2, SIZE);

  /** Where the header of the second begins: behind 64 + 5000 bytes. */
  private static final int SECOND_AT = 5120;

  private final FaultyDisk disk = new FaultyDisk(new RealDisk());

  @TempDir Path place;
  private Spill spill;
  private Spilled first;
  private Spilled second;

  @BeforeEach
  void aFileWithTwoObjects() throws IOException {
    spill = Spill.create(place, OwnProcess.current(() -> "1"), disk, 4711);
    List<Spilled> spilled = spill.write(List.of(FIRST, SECOND));
    first = spilled.getFirst();
    second = spilled.getLast();
  }

  @AfterEach
  void isRemoved() throws IOException {
    spill.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {SECOND_AT + 64 + SIZE - 1, SECOND_AT + 64, SECOND_AT + 63, SECOND_AT, 5064})
  void oneThatIsTruncated(int length) throws IOException {
    truncate(length);
    assertDamaged(
        second, "it truncated: expected " + (SECOND_AT + 64 + SIZE) + " bytes, found " + length);
    assertHolds(first, FIRST);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 63, 64, 5063})
  void oneThatIsTruncatedInTheFirst(int length) throws IOException {
    truncate(length);
    assertDamaged(first, "it truncated: expected 5064 bytes, found " + length);
    assertDamaged(second, "it truncated: expected 10184 bytes, found " + length);
  }

  private void truncate(int length) throws IOException {
    try (FileChannel file = FileChannel.open(first.path(), StandardOpenOption.WRITE)) {
      file.truncate(length);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 8, 12, 16, 24, 32, 40, 44, 59, 60, 63})
  void aHeaderInWhichAByteChanged(int at) throws IOException {
    spoil(SECOND_AT + at);
    assertDamaged(second, "no header");
    assertHolds(first, FIRST);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4095, SIZE - 1})
  void dataInWhichAByteChanged(int at) throws IOException {
    spoil(SECOND_AT + 64 + at);
    assertThatThrownBy(() -> second.read(Bytes.room(SIZE)))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageMatching(
            "expected object 2 of type 5 with 5000 bytes and the checksum ([0-9a-f]{8}) in \\S+spill-0,"
                + " found the checksum (?!\\1)[0-9a-f]{8}");
    assertHolds(first, FIRST);
  }

  /** In the gap there is nothing that anybody misses. */
  @Test
  void aGapInWhichAByteChanged() throws IOException {
    spoil(5064);
    assertHolds(first, FIRST);
    assertHolds(second, SECOND);
  }

  private void spoil(int at) throws IOException {
    byte[] bytes = Files.readAllBytes(first.path());
    bytes[at] ^= 0x10;
    Files.write(first.path(), bytes);
  }

  @Test
  void whatIsSpoiledOnTheWayIsFound() throws IOException {
    disk.spoiling(64 + 17);
    Spilled spoiled = spill.write(List.of(FIRST)).getFirst();
    disk.spoiling(-1);
    assertThatThrownBy(() -> spoiled.read(Bytes.room(SIZE)))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageContaining(", found the checksum ");
  }

  @Test
  void aFileThatIsMissing() throws IOException {
    Files.delete(first.path());
    assertDamaged(first, "no file");
    first.delete();
    second.delete();
  }

  @Test
  void aFileOfAnotherSession() throws IOException {
    try (Spill other = Spill.create(place, OwnProcess.current(() -> "2"), disk, 0x4711)) {
      Path theirs = other.write(List.of(FIRST, SECOND)).getFirst().path();
      Files.copy(theirs, first.path(), StandardCopyOption.REPLACE_EXISTING);
    }
    assertDamaged(second, "one of session 0000000000004711");
  }

  @Test
  void aFileWithOtherObjects() throws IOException {
    Path other = spill.write(List.of(SECOND, FIRST)).getFirst().path();
    Files.copy(other, first.path(), StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> first.read(Bytes.room(SIZE)))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageMatching(
            ".*, found another: object 2 of type 5 with 5000 bytes and the checksum [0-9a-f]{8}");
  }

  /** As a file is that nobody has finished. */
  @Test
  void aFileOfZeros() throws IOException {
    try (FileChannel file = FileChannel.open(first.path(), StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.allocate(SECOND_AT + 64 + SIZE), 0);
    }
    assertDamaged(first, "no header");
    assertDamaged(second, "no header");
  }

  private void assertDamaged(Spilled object, String found) {
    Item item = object.equals(first) ? FIRST : SECOND;
    assertThatThrownBy(() -> object.read(Bytes.room(SIZE)))
        .isInstanceOfSatisfying(
            DamagedFileException.class, e -> assertThat(e.path()).isEqualTo(first.path()))
        .hasMessageStartingWith("expected object " + item.objectNumber() + " of type 5 with 5000 ")
        .hasMessageEndingWith(" in " + first.path() + ", found " + found);
  }
}
