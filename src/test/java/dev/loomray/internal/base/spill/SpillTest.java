package dev.loomray.internal.base.spill;

import static dev.loomray.internal.base.spill.Bytes.assertHolds;
import static dev.loomray.internal.base.spill.Bytes.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.internal.base.DamagedFileException;
import dev.loomray.internal.base.FaultyDisk;
import dev.loomray.internal.base.FaultyDisk.Operation;
import dev.loomray.internal.base.SpillFiles.Item;
import dev.loomray.internal.base.Spilled;
import dev.loomray.internal.base.file.OwnProcess;
import dev.loomray.internal.base.file.RealDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spilled objects on a real disk where nothing goes wrong. */
class SpillTest {
  private static final int MANY = 2_000;

  private final FaultyDisk disk = new FaultyDisk(new RealDisk());

  @TempDir Path place;
  private Spill spill;

  @BeforeEach
  void aDirectory() throws IOException {
    spill = Spill.create(place, OwnProcess.current(() -> "1"), disk, 4711);
  }

  @AfterEach
  void isRemoved() throws IOException {
    spill.close();
    spill.close();
    assertThat(spill.directory()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0,
        1,
        63,
        64,
        4095,
        4096,
        4097,
        SpillWriter.GATHERED - 64,
        SpillWriter.GATHERED,
        SpillWriter.GATHERED + 1,
        Transfer.PART - 64,
        Transfer.PART,
        2 * Transfer.PART + 1,
        (64 << 20) + 1
      })
  void whatIsWrittenIsRead(int size) throws IOException {
    Item item = item(7, size);
    Spilled spilled = spill.write(List.of(item)).getFirst();
    assertThat(spilled.path()).hasParent(spill.directory()).hasSize(64L + size);
    assertHolds(spilled, item);
    assertHolds(spilled, item);
    spilled.delete();
    assertThat(spilled.path()).doesNotExist();
  }

  @Test
  void severalShareAFile() throws IOException {
    List<Item> items = ofAllSizes();
    List<Spilled> spilled = spill.write(items);
    assertThat(spilled).extracting(Spilled::path).containsOnly(spilled.getFirst().path());
    for (int i = items.size() - 1; i >= 0; i--) {
      assertHolds(spilled.get(i), items.get(i));
    }
  }

  @Test
  void theFileGoesWithTheLastOfThem() throws IOException {
    for (int seed = 0; seed < 10; seed++) {
      List<Spilled> spilled = new ArrayList<>(spill.write(ofAllSizes()));
      Collections.shuffle(spilled, new Random(seed));
      Path file = spilled.getFirst().path();
      for (Spilled object : spilled) {
        assertThat(file).exists();
        object.delete();
        object.delete();
      }
      assertThat(file).doesNotExist();
    }
  }

  @Test
  void theOthersStayReadable() throws IOException {
    List<Item> items = ofAllSizes();
    List<Spilled> spilled = spill.write(items);
    for (int i = 0; i < items.size(); i++) {
      assertHolds(spilled.get(i), items.get(i));
      spilled.get(i).delete();
    }
  }

  /** Some that are gathered, some that are not, and one that fills the buffer to the last byte. */
  private static List<Item> ofAllSizes() {
    List<Item> items = new ArrayList<>();
    for (int size :
        List.of(0, 1, 100_000, 0, SpillWriter.GATHERED + 1, 5000, 2_000_001, 2_000_000, 4096)) {
      items.add(item(items.size(), size));
    }
    items.add(item(items.size(), SpillWriter.GATHERED));
    items.add(item(items.size(), 0));
    return items;
  }

  @Test
  void aDeletedObjectIsNotReadAgain() throws IOException {
    List<Spilled> spilled = spill.write(List.of(item(1, 10), item(2, 10)));
    spilled.getFirst().delete();
    assertThatIllegalStateException()
        .isThrownBy(() -> spilled.getFirst().read(Bytes.room(10)))
        .withMessageStartingWith("expected object 1 of type 5 with 10 bytes and the checksum ")
        .withMessageEndingWith(", which was deleted");
  }

  @Test
  void roomOfAnotherLengthIsRefused() throws IOException {
    Spilled spilled = spill.write(List.of(item(1, 10))).getFirst();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spilled.read(Bytes.room(11)))
        .withMessage("expected room for 10 bytes, found 11");
  }

  @Test
  void nothingMakesNoFile() throws IOException {
    assertThat(spill.write(List.of())).isEmpty();
    assertThat(files()).isEmpty();
  }

  @Test
  void manyFilesAreNotOpenAllTheTime() throws IOException {
    List<Spilled> spilled = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      spilled.addAll(spill.write(List.of(item(i, 100))));
    }
    for (int i = 0; i < MANY; i++) {
      assertHolds(spilled.get(i), item(i, 100));
    }
    assertThat(open()).isEmpty();
  }

  /** Files in the directory that this process has open. */
  private List<String> open() throws IOException {
    List<String> open = new ArrayList<>();
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors.toList()) {
        if (Files.isSymbolicLink(descriptor)) {
          open.add(Files.readSymbolicLink(descriptor).toString());
        }
      }
    }
    open.removeIf(f -> !f.startsWith(spill.directory() + "/spill-"));
    return open;
  }

  @Test
  void closingRemovesWhatIsLeft() throws IOException {
    Spilled spilled = spill.write(List.of(item(1, 10), item(2, 10))).getFirst();
    spill.close();
    assertThat(place).as("it was made for this one alone").doesNotExist();
    spilled.delete();
    assertClosed(() -> spill.write(List.of(item(3, 10))));
  }

  /** It is not damaged. */
  @Test
  void whatIsReadAfterClosingIsNotThere() throws IOException {
    Spilled spilled = spill.write(List.of(item(1, 10))).getFirst();
    spill.close();
    assertClosed(() -> spilled.read(Bytes.room(10)));
  }

  @ParameterizedTest
  @EnumSource(names = {"CREATE", "WRITE"})
  void nothingIsLeftOfAWriteDuringWhichItIsClosed(Operation moment) {
    disk.before(closingBefore(moment));
    assertClosed(() -> spill.write(List.of(item(1, 10))));
    assertThat(place).doesNotExist();
  }

  @Test
  void aReadDuringWhichItIsClosedFindsItClosed() throws IOException {
    Spilled spilled = spill.write(List.of(item(1, 10))).getFirst();
    disk.before(closingBefore(Operation.OPEN));
    assertClosed(() -> spilled.read(Bytes.room(10)));
  }

  private FaultyDisk.Before closingBefore(Operation moment) {
    return (operation, _) -> {
      if (operation == moment) {
        spill.close();
      }
    };
  }

  private void assertClosed(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(DamagedFileException.class)
        .hasMessage("expected spill files in " + spill.directory() + ", found them closed");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(spill.directory())) {
      return files.filter(f -> !f.endsWith("lock")).toList();
    }
  }
}
