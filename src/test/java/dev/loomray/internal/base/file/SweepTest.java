package dev.loomray.internal.base.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {
  private final OwnProcess process = OwnProcess.current(() -> "1");

  @TempDir Path place;
  private Path parent;

  @BeforeEach
  void aDirectoryOfTheUser() throws IOException {
    parent = directory(place.resolve("loomray-" + process.user()));
  }

  @Test
  void aSessionWhoseLockNobodyHoldsIsRemoved() throws IOException {
    Path dead = session(parent, "999999-1700000000000-1a");
    Files.writeString(dead.resolve("lock"), "");
    sweep();
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void soIsOneThatHasNoLockYet() throws IOException {
    session(parent, "999999-1700000000000-1a");
    sweep();
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void whatAnotherSweepLeftIsRemoved() throws IOException {
    session(parent, ".dead-999999-1700000000000-1a");
    sweep();
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void sessionsOfThisProcessAreNotTouched() throws IOException {
    Path own = session(parent, process.newSession());
    sweep();
    assertThat(own.resolve("segment-0")).exists();
    assertThat(own.resolve("lock")).as("opened by nobody").doesNotExist();
  }

  @Test
  void amongMachinesEachSweepsItsOwn() throws IOException {
    OwnProcess here = process.amongMachines();
    Path other = session(parent, "0123456789abcdef0123456789abcdef-999999-1700000000000-1a");
    Path unknown = session(parent, "999999-1700000000000-1a");
    Path dead = session(parent, here.machine() + "999999-1700000000000-1a");
    new Sweep(here).sweep(place);
    assertThat(dead).doesNotExist();
    assertThat(other).exists();
    assertThat(unknown).exists();
    sweep();
    assertThat(other).exists();
    assertThat(unknown).doesNotExist();
  }

  @Test
  void whatIsNoSessionStays() throws IOException {
    Path other = session(parent, "notes");
    Path file = Files.writeString(parent.resolve("1-2-3"), "");
    sweep();
    assertThat(other.resolve("segment-0")).exists();
    assertThat(file).exists();
  }

  @Test
  void linksAreRemovedAndNotFollowed() throws IOException {
    Path precious = session(place, "precious");
    Path dead = session(parent, "999999-1700000000000-1a");
    Files.createSymbolicLink(dead.resolve("link"), precious);
    sweep();
    assertThat(parent).isEmptyDirectory();
    assertThat(precious.resolve("segment-0")).exists();
  }

  @Test
  void directoriesOfARandomNameAreSweptAndRemoved() throws IOException {
    Path random = directory(place.resolve("loomray-" + process.user() + "-4711"));
    session(random, "999999-1700000000000-1a");
    sweep();
    assertThat(random).doesNotExist();
    assertThat(parent).exists();
  }

  @Test
  void thoseThatHoldMoreStay() throws IOException {
    Path random = directory(place.resolve("loomray-" + process.user() + "-4711"));
    session(random, "999999-1700000000000-1a");
    Path own = session(random, process.newSession());
    sweep();
    assertThat(random.toFile().list()).containsExactly(own.getFileName().toString());
  }

  @Test
  void directoriesThatOthersMayHaveMadeAreNotSwept() throws IOException {
    Path elsewhere = directory(place.resolve("elsewhere"));
    Path there = session(elsewhere, "999999-1700000000000-1a");
    Files.createSymbolicLink(place.resolve("loomray-" + process.user() + "-link"), elsewhere);
    Path open = directory(place.resolve("loomray-" + process.user() + "-open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path planted = session(open, "999999-1700000000000-1a");
    sweep();
    assertThat(there).exists();
    assertThat(planted).exists();
  }

  @Test
  void aPlaceThatIsMissingIsNoFailure() {
    new Sweep(process).sweep(place.resolve("missing"));
    assertThat(place.resolve("missing")).doesNotExist();
  }

  private void sweep() {
    new Sweep(process).sweep(place);
  }

  private static Path session(Path parent, String name) throws IOException {
    Path session = Files.createDirectory(parent.resolve(name));
    Files.writeString(session.resolve("segment-0"), "data");
    return session;
  }

  private static Path directory(Path path) throws IOException {
    return Files.createDirectory(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }
}
