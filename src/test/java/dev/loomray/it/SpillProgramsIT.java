package dev.loomray.it;

import static dev.loomray.it.Programs.PREVIEW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.it.Programs.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs whose objects are more than their store holds, each in a JVM of its own, under each collector. */
@Isolated("its programs have stores and heaps of their own")
class SpillProgramsIT {
  private static final String REFUSES = "-XX:+DisableExplicitGC";

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"G1", "Z", "Serial"})
  void threeTimesTheStoreIsAllThere(String collector) throws Exception {
    Outcome outcome = run("Spilled", collector, "-Xmx256m");
    assertIsAllThere(outcome);
    assertThat(outcome.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = "Z") // one of them will do: it is not the collector that refuses
  void threeTimesTheStoreIsAllThereAlsoIfNobodyMayAskForACollection(String collector)
      throws Exception {
    Outcome outcome = run("Spilled", collector, "-Xmx256m", REFUSES);
    assertIsAllThere(outcome);
    assertSaysOnceThatItIsRefused(outcome);
  }

  private void assertIsAllThere(Outcome outcome) throws IOException {
    assertThat(outcome.out())
        .isEqualTo(
            """
            in memory at most the store: true
            on disk at least the rest: true
            wrong: 0
            right in tasks: true
            left at most the page being filled: true
            """);
    assertThat(outcome.exit()).isZero();
    assertThat(spillPlace()).as("it has spilled").isDirectory();
    assertThat(leftBehind()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"G1", "Z", "Serial"})
  void whatIsDroppedIsNeverSpilled(String collector) throws Exception {
    assertThat(run("Dropped", collector, "-Xmx1g")).isEqualTo(new Outcome(0, "wrong: 0\n", ""));
    assertThat(spillPlace()).as("made with the first object that is spilled").doesNotExist();
    assertThat(leftBehind()).isEmpty();
  }

  /** Then garbage may be spilled, since nobody can tell it from what is used. */
  @ParameterizedTest
  @ValueSource(strings = "G1")
  void whatIsDroppedIsInNobodysWayAlsoIfNobodyMayAskForACollection(String collector)
      throws Exception {
    Outcome outcome = run("Dropped", collector, "-Xmx1g", REFUSES);
    assertThat(outcome.out()).isEqualTo("wrong: 0\n");
    assertThat(outcome.exit()).isZero();
    assertSaysOnceThatItIsRefused(outcome);
    assertThat(leftBehind()).isEmpty();
  }

  private static void assertSaysOnceThatItIsRefused(Outcome outcome) {
    assertThat(outcome.err())
        .containsOnlyOnce("WARNING: this JVM ignores System.gc() (-XX:+DisableExplicitGC?)")
        .containsOnlyOnce("WARNING");
    assertThat(outcome.err().lines()).hasSize(2);
  }

  /** What it measures differs from machine to machine, and is not judged. */
  @Test
  void whatSleepsBesideSpillsAndRestoresIsMeasured() throws Exception {
    List<String> args = new ArrayList<>(places());
    args.add("1");
    Outcome outcome = new Programs(directory).run("Beside", List.of(PREVIEW, "-Xmx1g"), args);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .contains("wrong: 0\n")
        .containsPattern("sleep\\(1\\) beside spills and restores: p50 .* ms, p99 .* ms, ");
    assertThat(outcome.exit()).isZero();
    assertThat(leftBehind()).isEmpty();
  }

  /** Each of these finds what the one before has left, in whatever moment that was killed. */
  @Test
  void whatAKilledProgramHasSpilledIsRemovedByTheNext() throws Exception {
    for (int i = 0; i < 4; i++) {
      kill(i);
      List<Path> left = leftBehind();
      assertThat(left).anyMatch(path -> isNamed(path, "spill-"));
      assertThat(left).anyMatch(path -> isNamed(path, "segment-"));
      assertThat(sessions()).as("its own, and nothing of those before").hasSize(2);
    }
    Outcome outcome = run("Dropped", "G1", "-Xmx1g"); // which never spills itself
    assertThat(outcome).isEqualTo(new Outcome(0, "wrong: 0\n", ""));
    assertThat(leftBehind()).isEmpty();
  }

  /** What is in shared memory counts there, and who has too much is killed without a word. */
  @Test
  void aContainerWithLittleMemoryKillsNobodyForTheStore() throws Exception {
    try (LimitedMemory container = LimitedMemory.of(384)) {
      if (container == null) {
        return;
      }
      Programs programs = new Programs(directory);
      List<String> command =
          programs.command("Contained", List.of(PREVIEW, "-Xmx96m"), List.of("600"));
      Outcome outcome = programs.end(programs.start(container.around(command)));
      assertThat(outcome).isEqualTo(new Outcome(0, "spills: true\nwrong: 0\n", ""));
    }
  }

  private void kill(int millisLater) throws Exception {
    Programs programs = new Programs(directory);
    Process process = programs.start("SpillsForEver", List.of(PREVIEW), places());
    programs.awaitLine(process);
    process.waitFor(Duration.ofMillis(37L * millisLater));
    process.destroyForcibly(); // SIGKILL
    Outcome outcome = programs.end(process);
    assertThat(outcome).isEqualTo(new Outcome(128 + 9, "spilling\n", ""));
  }

  private Outcome run(String program, String collector, String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of(PREVIEW, "-XX:+Use" + collector + "GC"));
    return new Programs(directory).run(program, all, places());
  }

  private List<String> places() throws IOException {
    return List.of(Files.createDirectories(storePlace()).toString(), spillPlace().toString());
  }

  private Path storePlace() {
    return directory.resolve("store");
  }

  private Path spillPlace() {
    return directory.resolve("spill");
  }

  /** The directories of sessions, and all files: whatever is in those of the user. */
  private List<Path> leftBehind() throws IOException {
    List<Path> left = sessions();
    for (Path session : List.copyOf(left)) {
      try (Stream<Path> files = Files.list(session)) {
        left.addAll(files.toList());
      }
    }
    return left;
  }

  private List<Path> sessions() throws IOException {
    List<Path> sessions = new ArrayList<>();
    for (Path place : List.of(storePlace(), spillPlace())) {
      try (Stream<Path> all = Files.exists(place) ? Files.walk(place, 2) : Stream.empty()) {
        sessions.addAll(all.filter(path -> place.relativize(path).getNameCount() == 2).toList());
      }
    }
    return sessions;
  }

  private static boolean isNamed(Path path, String prefix) {
    return path.getFileName().toString().startsWith(prefix);
  }
}
