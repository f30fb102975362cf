package dev.loomray.internal.base.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnProcessTest {
  private final OwnProcess process = OwnProcess.current(() -> "7");

  @Test
  void itsUserIsTheOwnerOfNewFiles(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    assertThat(process.user()).isEqualTo(Files.getAttribute(file, "unix:uid").toString());
    assertThat(process.owns(file)).isTrue();
    assertThat(new OwnProcess("987654321", "1-1", () -> "7").owns(file)).isFalse();
  }

  @Test
  void ownsALinkAndNotWhatItLeadsTo(@TempDir Path directory) throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("/missing"));
    assertThat(process.owns(link)).isTrue();
  }

  @Test
  void itsSessionsBeginWithItsName() {
    assertThat(process.newSession()).isEqualTo(process.name() + "-7");
    assertThat(process.isMine(process.name() + "-8")).isTrue();
    assertThat(process.isMine(process.name() + "9-8")).as("it started later").isFalse();
    assertThat(process.isMine("1" + process.name() + "-8")).isFalse();
  }

  @Test
  void amongMachinesTheNamesOfItsSessionsTellWhoseTheyAre() {
    OwnProcess here = process.amongMachines();
    assertThat(here.newSession())
        .matches("[0-9a-f]{32}-\\d+-\\d+-7")
        .endsWith(process.newSession());
    assertThat(here.isMine(here.newSession())).isTrue();
    assertThat(process.isMine(here.newSession())).isFalse();
  }

  @Test
  void itKnowsTheSessionsOfItsMachine() {
    OwnProcess here = process.amongMachines();
    assertThat(process.isOfItsMachine("1-2-3a")).isTrue();
    assertThat(here.isOfItsMachine(here.machine() + "1-2-3a")).isTrue();
    assertThat(process.isOfItsMachine(here.machine() + "1-2-3a")).isFalse();
    assertThat(here.isOfItsMachine("0123-1-2-3a")).isFalse();
    assertThat(here.isOfItsMachine("1-2-3a")).isFalse();
    assertThat(process.isOfItsMachine("notes")).isFalse();
  }
}
