package dev.loomray.internal.base.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.internal.base.FakeReports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpillPlacesTest {
  /** The directory of the user alone. */
  private static final Places.Opening<Path> PARENT = (parent, _) -> parent;

  private final FakeReports reports = new FakeReports();
  private final OwnProcess process = OwnProcess.current(() -> "1");
  private final Map<Path, String> types = new HashMap<>();

  @TempDir Path root;
  private Path first;
  private Path last;

  @BeforeEach
  void twoPlaces() throws IOException {
    first = Files.createDirectory(root.resolve("first"));
    last = Files.createDirectory(root.resolve("last"));
  }

  @Test
  void theUsualOnesAreThoseOfTemporaryFiles() {
    assertThat(Places.usualForSpill())
        .containsExactly(Path.of(System.getProperty("java.io.tmpdir")), Path.of("/var/tmp"));
  }

  @Test
  void theFirstOfThemThatIsNotInMemoryIsTaken() throws IOException {
    assertThat(open(null)).hasParent(first);
    types.put(first, "tmpfs");
    assertThat(open(null)).hasParent(last);
    types.put(first, "ramfs");
    assertThat(open(null)).hasParent(last);
    assertNothingTold();
  }

  @Test
  void aFullOneIsTakenToo() throws IOException {
    Places places =
        new Places(
            Purpose.SPILL,
            List.of(first),
            process,
            reports,
            _ -> new FakeVolume("ext4", 1 << 30, 0));
    assertThat(places.open(null, PARENT)).hasParent(first);
  }

  @Test
  void withoutAnyTheReasonsAreGiven() {
    types.put(first, "tmpfs");
    types.put(last, "ramfs");
    assertThatThrownBy(() -> open(null))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "expected a place for spilled objects, found none: "
                + first
                + " is in memory (tmpfs), "
                + last
                + " is in memory (ramfs); set spillDir");
  }

  @Test
  void aConfiguredOneInMemoryIsRefused() {
    assertThatThrownBy(
            () -> Places.forSpill(process, reports, Volume::of).open(Path.of("/dev/shm"), PARENT))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "expected a directory for spilled objects, found spillDir=/dev/shm, which is in memory (tmpfs);"
                + " choose one on a disk, or none for the usual place");
  }

  @Test
  void andNotMadeThere() {
    Path missing = Path.of("/dev/shm/loomray-spill-places-test/a");
    assertRefused(missing, "is in memory (tmpfs)");
    assertThat(missing.getParent()).doesNotExist();
  }

  @Test
  void oneThatIsMissingIsMade() throws IOException {
    Path missing = root.resolve("a/b");
    assertThat(open(missing)).hasParent(missing);
    assertNothingTold();
  }

  @Test
  void unlessItCannotBe() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "");
    Path below = file.resolve("a");
    assertThatThrownBy(() -> open(below))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "expected a directory for spilled objects, found spillDir="
                + below
                + ", which is missing, and cannot be made (")
        .hasMessageEndingWith("); choose one on a disk, or none for the usual place");
  }

  @Test
  void whatIsNoDirectoryIsRefused() throws IOException {
    assertRefused(Files.writeString(root.resolve("file"), ""), "is no directory");
  }

  /** Nobody can make a file there, the user root neither. */
  @Test
  void whatCannotBeWrittenIsRefused() {
    assertThatThrownBy(() -> open(Path.of("/proc/self")))
        .isInstanceOf(IOException.class)
        .hasMessageMatching(
            "expected a directory for spilled objects, found spillDir=/proc/self,"
                + " which (cannot be written|refuses: .*); choose one on a disk, or none for the usual place");
  }

  @Test
  void oneOnAnotherMachineIsTakenWithAWarning() throws IOException {
    types.put(first, "nfs4");
    assertThat(open(first)).hasParent(first);
    assertThat(reports.warnings())
        .containsExactly(
            "spilled objects are in "
                + first
                + ", on another machine (nfs4): they are slow, and lost when it cannot be reached;"
                + " set spillDir to a directory on a disk of this one");
    for (String type : List.of("nfs", "smb3", "cifs", "9p", "fuse.sshfs")) {
      types.put(first, type);
      open(first);
    }
    assertThat(reports.warnings()).hasSize(6);
    assertThat(reports.infos()).isEmpty();
  }

  @Test
  void thereTheSessionIsNamedForTheMachine() throws IOException {
    types.put(first, "nfs");
    Places places = places();
    String name = places.open(first, (_, named) -> named.newSession());
    assertThat(name).isEqualTo(process.amongMachines().newSession());
    assertThat(places.<String>open(last, (_, named) -> named.newSession()))
        .isEqualTo(process.newSession());
  }

  @Test
  void whatAnotherMachineLeftIsNotSwept() throws IOException {
    types.put(first, "9p");
    Path parent = open(first);
    Path other = Files.createDirectory(parent.resolve("0123-999999-1700000000000-1a"));
    Path dead =
        Files.createDirectory(
            parent.resolve(process.amongMachines().machine() + "999999-1700000000000-1a"));
    open(first);
    assertThat(other).exists();
    assertThat(dead).doesNotExist();
  }

  @Test
  void aLinkInItsPlaceIsNotFollowed() throws IOException {
    Path usual = first.resolve("loomray-" + process.user());
    Files.createSymbolicLink(usual, last);
    Path opened = open(null);
    assertThat(opened).hasParent(first).isNotEqualTo(usual);
    assertThat(reports.infos())
        .containsExactly(
            "the directory for spilled objects is "
                + opened
                + ": "
                + usual
                + " is a link, belongs to somebody else or can be written by others");
  }

  private void assertRefused(Path configured, String why) {
    assertThatThrownBy(() -> open(configured))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "expected a directory for spilled objects, found spillDir="
                + configured
                + ", which "
                + why
                + "; choose one on a disk, or none for the usual place");
  }

  private void assertNothingTold() {
    assertThat(reports.infos()).isEmpty();
    assertThat(reports.warnings()).isEmpty();
  }

  private Path open(Path configured) throws IOException {
    return places().open(configured, PARENT);
  }

  private Places places() {
    return new Places(Purpose.SPILL, List.of(first, last), process, reports, this::volume);
  }

  private Volume volume(Path place) throws IOException {
    String type = types.get(place);
    return type == null ? Volume.of(place) : new FakeVolume(type, 1 << 30, 1 << 30);
  }
}
