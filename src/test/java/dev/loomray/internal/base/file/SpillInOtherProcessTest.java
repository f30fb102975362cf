package dev.loomray.internal.base.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.internal.base.FakeReports;
import dev.loomray.internal.base.SpillFiles.Item;
import dev.loomray.internal.base.Spilled;
import dev.loomray.internal.base.spill.Spill;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spill files of two processes beside each other, and on a disk that is too small. */
class SpillInOtherProcessTest {
  private static final int SMALL = 4 << 20;

  private final OwnProcess process = OwnProcess.current(() -> "1");
  private final FakeReports reports = new FakeReports();

  @TempDir Path place;

  @Test
  void thoseOfADeadProcessAreRemovedByTheNextThatSpills() throws IOException {
    Path parent =
        Files.createDirectory(place.resolve("loomray-" + process.user()), Parents.onlyForUser());
    try (OtherProcess other = OtherProcess.start("spill", place)) {
      Path dead = Path.of(other.line());
      assertThat(dead).hasParent(parent);
      try (Spill mine = open("1")) {
        Spilled object =
            mine.write(List.of(new Item(1, (byte) 0, Arena.ofAuto().allocate(10)))).getFirst();
        assertThat(dead.resolve("spill-0")).hasSize((1 << 20) + 64);
        other.kill();
        assertThat(dead.resolve("spill-0")).exists();
        open("2").close();
        assertThat(dead).doesNotExist();
        object.read(Arena.ofAuto().allocate(10));
      }
    }
    assertThat(parent).isEmptyDirectory();
  }

  private Spill open(String number) throws IOException {
    OwnProcess own = new OwnProcess(process.user(), process.name(), () -> number);
    return new Places(Purpose.SPILL, List.of(place), own, reports, _ -> disk())
        .open(null, (parent, named) -> Spill.create(parent, named, new RealDisk(), 1));
  }

  /** The test may run where temporary files are in memory. */
  private static Volume disk() {
    return new FakeVolume("ext4", 1L << 40, 1L << 40);
  }

  @Test
  void aFileSystemThatIsFullKeepsNothingAndTakesMoreLater() throws IOException {
    try (OtherProcess other = OtherProcess.startOnSmallDisk("fill", place, SMALL)) {
      String first = other.line();
      if (first == null) {
        System.out.println("no small file system to fill: this machine mounts none for its users");
        return;
      }
      assertThat(first).isEqualTo("full after 3");
      assertThat(other.line()).as("and the lock").isEqualTo("files 4");
      assertThat(other.line()).isEqualTo("again");
    }
  }
}
