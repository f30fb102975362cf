package dev.loomray.internal.base.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.internal.base.FakeReports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacesTest {
  /** No file can be made there by anybody. */
  private static final Path READ_ONLY = Path.of("/proc");

  /** The directory of the user alone. */
  private static final Places.Opening<Path> PARENT = (parent, _) -> parent;

  private static final Purpose STORE = new Purpose("the object store", "sessionDir", true, 1 << 20);

  private final FakeReports reports = new FakeReports();
  private final OwnProcess process = OwnProcess.current(() -> "1");

  @TempDir Path root;
  private Path first;
  private Path last;
  private Path missing;

  @BeforeEach
  void twoPlaces() throws IOException {
    first = Files.createDirectory(root.resolve("first"));
    last = Files.createDirectory(root.resolve("last"));
    missing = root.resolve("missing");
  }

  @Test
  void theFirstThatCanBeUsedIsTaken() throws IOException {
    assertThat(open(null, first, last)).isEqualTo(usual(first));
    assertThat(reports.infos()).isEmpty();
    assertThat(Files.getPosixFilePermissions(usual(first)))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void aSecondSessionTakesTheSameDirectory() throws IOException {
    open(null, first);
    assertThat(open(null, first)).isEqualTo(usual(first));
    assertThat(reports.infos()).isEmpty();
  }

  @Test
  void theLastIsTakenWithAWordIfTheOthersCannotBeUsed() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "");
    assertThat(open(null, missing, file, last)).isEqualTo(usual(last));
    assertThat(reports.infos())
        .containsExactly(
            "the object store is in "
                + last
                + ", not in memory: "
                + missing
                + " is missing, "
                + file
                + " is no directory; a container gets more of /dev/shm by --shm-size");
  }

  @Test
  void aPlaceWhereNothingCanBeMadeIsPassedOver() throws IOException {
    assertThat(open(null, READ_ONLY, first, last)).isEqualTo(usual(first));
    assertThat(reports.infos()).as("it is in memory still").isEmpty();
  }

  @Test
  void aPlaceThatIsFullIsPassedOver() {
    Volume full = new FakeVolume("tmpfs", 1 << 30, 12 << 10);
    Places places = new Places(Purpose.STORE, List.of(first), process, reports, _ -> full);
    assertThatThrownBy(() -> places.open(null, PARENT))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "expected a place for the object store, found none: "
                + first
                + " has only 12 KiB left; set sessionDir");
  }

  @Test
  void aPlaceOnAnotherMachineIsPassedOver() throws IOException {
    Places places =
        new Places(STORE, List.of(first, last), process, reports, p -> volume(p, first, "nfs4"));
    assertThat(places.open(null, PARENT)).isEqualTo(usual(last));
    assertThat(reports.infos()).hasSize(1);
    assertThat(reports.infos().getFirst()).contains(first + " is on another machine (nfs4);");
  }

  @Test
  void aPlaceWhereTheSessionCannotBeMadeIsPassedOver() throws IOException {
    Places places = new Places(STORE, List.of(first, last), process, reports, Volume::of);
    Path opened =
        places.open(
            null,
            (parent, _) -> {
              if (parent.startsWith(first)) {
                throw new IOException("quota");
              }
              return parent;
            });
    assertThat(opened).isEqualTo(usual(last));
    assertThat(reports.infos())
        .hasSize(1)
        .first()
        .asString()
        .contains(first + " refuses: ", "quota");
  }

  @Test
  void withoutAnyTheReasonsAreGiven() {
    assertThatThrownBy(() -> open(null, missing, READ_ONLY))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "expected a place for the object store, found none: " + missing + " is missing, /proc ")
        .hasMessageEndingWith("; set sessionDir");
  }

  @Test
  void theConfiguredPlaceIsTakenAndMade() throws IOException {
    Path configured = root.resolve("a/b");
    assertThat(open(configured, first)).isEqualTo(usual(configured));
    assertThat(usual(first)).doesNotExist();
    assertThat(reports.infos()).isEmpty();
  }

  @Test
  void nothingElseIsTakenInItsPlace() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "");
    assertThatThrownBy(() -> open(file, first))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "expected a directory for the object store, found sessionDir="
                + file
                + ", which is no directory; choose another, or none for the usual place");
    assertThat(usual(first)).doesNotExist();
  }

  @Test
  void aDirectoryOfSomebodyElseIsNotUsed() throws IOException {
    OwnProcess somebody = new OwnProcess("987654321", "1-1", () -> "1");
    Path foreign = Files.createDirectory(first.resolve("loomray-987654321")); // but it is ours
    Path opened =
        new Places(STORE, List.of(first), somebody, reports, Volume::of).open(null, PARENT);
    assertThat(opened.getParent()).isEqualTo(first);
    assertThat(opened.getFileName().toString()).startsWith("loomray-987654321-");
    assertThat(foreign).isEmptyDirectory();
    assertTold(opened, foreign);
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    Files.createSymbolicLink(usual(first), last);
    Path opened = open(null, first);
    assertThat(opened.getParent()).isEqualTo(first);
    assertThat(opened).isNotEqualTo(usual(first)).isEmptyDirectory();
    assertThat(last).isEmptyDirectory();
    assertTold(opened, usual(first));
  }

  @Test
  void aDirectoryThatOthersCanWriteIsNotUsed() throws IOException {
    Files.createDirectory(usual(first));
    Files.setPosixFilePermissions(usual(first), PosixFilePermissions.fromString("rwxrwx---"));
    Path opened = open(null, first);
    assertThat(opened).isNotEqualTo(usual(first));
    assertThat(Files.getPosixFilePermissions(opened))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    assertTold(opened, usual(first));
  }

  private void assertTold(Path opened, Path refused) {
    assertThat(reports.infos())
        .containsExactly(
            "the directory for the object store is "
                + opened
                + ": "
                + refused
                + " is a link, belongs to somebody else or can be written by others");
  }

  @Test
  void theUsualPlacesAreMemoryBeforeDisk() {
    Path disk = Path.of(System.getProperty("java.io.tmpdir"));
    assertThat(Places.usualForStore("/run/user/7"))
        .containsExactly(Path.of("/dev/shm"), Path.of("/run/user/7"), disk);
    assertThat(Places.usualForStore(null)).containsExactly(Path.of("/dev/shm"), disk);
    assertThat(Places.usualForStore(" ")).containsExactly(Path.of("/dev/shm"), disk);
  }

  private Path open(Path configured, Path... usual) throws IOException {
    return new Places(STORE, List.of(usual), process, reports, Volume::of).open(configured, PARENT);
  }

  private static Volume volume(Path place, Path other, String typeOfOther) throws IOException {
    return place.equals(other) ? new FakeVolume(typeOfOther, 1 << 30, 1 << 30) : Volume.of(place);
  }

  private Path usual(Path place) {
    return place.resolve("loomray-" + process.user());
  }
}
