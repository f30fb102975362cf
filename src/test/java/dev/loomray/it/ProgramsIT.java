package dev.loomray.it;

import static dev.loomray.it.Programs.PREVIEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.loomray.Engine;
import dev.loomray.it.Programs.Outcome;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole programs, each in a JVM of its own, run as users run theirs; one at a time, since some are
 * timed.
 */
@Isolated("it measures how long a program takes to end")
class ProgramsIT {
  private static final String NESTED = "fib: 987\nfan-out: 12497500\nsleepers: 499500\n";

  @TempDir private Path directory;

  @Test
  void aProgramThatNeverClosesExitsByItself() throws Exception {
    Outcome outcome = run("LeftIdle", PREVIEW);
    assertThat(outcome).isEqualTo(new Outcome(0, "16\n", ""));
  }

  @Test
  void aProgramThatLeavesTasksBehindExitsAndSaysWhatWasCut() throws Exception {
    Outcome outcome = run("LeftBusy", PREVIEW);
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).isEqualTo("main ends\n");
    String work = "LeftBusy.work";
    assertThat(outcome.err())
        .isEqualTo(
            "loomray: the JVM ended before Ray left was closed: cut 7 unfinished tasks"
                + " (%s, %s, %s, %s, %s, ...)\n".formatted(work, work, work, work, work));
  }

  @Test
  void aSignalInTheMiddleOfWorkEndsItAndSaysWhatWasCut() throws Exception {
    Outcome outcome = terminated("Working");
    assertThat(outcome.err())
        .contains("loomray: the JVM ended before Ray working was closed: cut 3 unfinished tasks (")
        .contains("Working.computes", "Working.sleeps");
  }

  @Test
  void aSignalEndsAlsoAProgramWithATaskThatIsDeaf() throws Exception {
    Outcome outcome = terminated("Working", "deaf");
    assertThat(outcome.err()).contains("cut 3 unfinished tasks (").contains("Working.isDeaf");
  }

  @Test
  void closeLeavesADeafTaskBehindAndLogsItsStack() throws Exception {
    Outcome outcome = run("DeafClose", PREVIEW);
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).startsWith("true\nclosed after ms: ");
    String millis = outcome.out().substring(outcome.out().lastIndexOf(' ') + 1).strip();
    assertThat(Long.parseLong(millis)).isBetween(300L, 5_000L);
    assertThat(outcome.err())
        .contains(
            "WARNING: task DeafClose.swallowsEveryInterrupt ignored its interrupt for"
                + " closeTimeout=PT0.3S and is left behind on a daemon thread:")
        .containsPattern("\n +at DeafClose\\.swallowsEveryInterrupt\\(DeafClose\\.java:\\d+\\)\n");
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void sixtyFourMegabytesAreEnough(Engine engine) throws Exception {
    assertDidMuch(run("Heavy", PREVIEW, on(engine), "-Xmx64m"));
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void oneProcessorIsEnough(Engine engine) throws Exception {
    assertDidMuch(run("Heavy", PREVIEW, on(engine), "-Xmx512m", "-XX:ActiveProcessorCount=1"));
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void oneCarrierIsEnough(Engine engine) throws Exception {
    String one = "-Djdk.virtualThreadScheduler.parallelism=1";
    assertDidMuch(run("Heavy", PREVIEW, on(engine), "-Xmx512m", one));
  }

  private static String on(Engine engine) {
    return "-Dengine=" + engine;
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void oneCarrierIsEnoughForTasksInTasksSleepersAndAFanOutAtOnce(Engine engine) throws Exception {
    Outcome outcome =
        run("Nested", PREVIEW, on(engine), "-Djdk.virtualThreadScheduler.parallelism=1");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).startsWith(NESTED);
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void withoutUnsafeALeaseEndsAfterEachTask(Engine engine) throws Exception {
    Outcome outcome = run("Nested", PREVIEW, on(engine), "--sun-misc-unsafe-memory-access=deny");
    String counted = engine == Engine.LEASES ? "a lease for each: true\n" : "";
    assertThat(outcome).isEqualTo(new Outcome(0, NESTED + counted, ""));
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void sleepersAreNotInTheWay(Engine engine) throws Exception {
    assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThan(1);
    String many = System.getProperty("sleepers");
    Outcome outcome = run("Sleepers", PREVIEW, on(engine), "-Xmx1g", "-Dmany=" + many);
    assertThat(outcome)
        .isEqualTo(
            new Outcome(
                0,
                """
                woke up: 2000
                computes still: true
                all sleep; beside them: 42
                interrupted by the close: %s
                """
                    .formatted(many),
                ""));
  }

  /**
   * A virtual thread that parks keeps its stack on the heap. The JDK copies it frame by frame, for
   * which the default stack of a carrier is too small here, and refuses what fills half a region.
   */
  @ParameterizedTest
  @EnumSource(Engine.class)
  void tenThousandTasksDeepWithThreeThousandFramesInEach(Engine engine) throws Exception {
    Outcome outcome =
        run(
            "DeepRecursion",
            PREVIEW,
            on(engine),
            "-Dframes=3000",
            "-DinlineDepth=0",
            "-Xmx3g",
            "-Xss16m",
            "-XX:+UseG1GC",
            "-XX:G1HeapRegionSize=8m");
    assertThat(outcome).isEqualTo(new Outcome(0, "frames: 30000000\nidle: true\n", ""));
  }

  /** Tasks on one thread share its stack, and the default one is enough. */
  @ParameterizedTest
  @EnumSource(Engine.class)
  void tenThousandTasksDeepWithThreeHundredFramesInEach(Engine engine) throws Exception {
    Outcome outcome = run("DeepRecursion", PREVIEW, on(engine), "-Dframes=300", "-Xmx3g");
    assertThat(outcome).isEqualTo(new Outcome(0, "frames: 3000000\nidle: true\n", ""));
  }

  /**
   * Its frames are interpreted, always as large, and one task alone can park: so what overflows is a
   * stack that tasks share, whoever of them is on top.
   */
  @Test
  void aStackThatTasksShareAndOverflowIsNamedWithTheCure() throws Exception {
    Outcome outcome =
        run(
            "DeepRecursion",
            PREVIEW,
            on(Engine.LEASES),
            "-Dtasks=1000",
            "-Dframes=1500",
            "-Xss1m",
            "-XX:CompileCommand=quiet",
            "-XX:CompileCommand=exclude,DeepRecursion::frames");
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out())
        .matches(
            "task DeepRecursion\\.task( > (\\.\\.\\.|DeepRecursion\\.task))+ failed on attempt 1:"
                + " java\\.lang\\.StackOverflowError at [\\w.-]+:-?\\d+, on what the tasks that wait for"
                + " it on the same thread had left of the stack; give it one of its own with"
                + " ownThread\\(\\), or set a smaller inlineDepth; not retried: an Error is never"
                + " retried\nidle: true\n");
  }

  @Test
  void anActorAnswersBesideTasksThatNeverGiveWayAndActorsThatBlock() throws Exception {
    Outcome outcome = run("Crowded", PREVIEW);
    assertThat(outcome).isEqualTo(new Outcome(0, "first: 1\nanswered: 1001\n", ""));
  }

  @Test
  void withoutPreviewThereIsOneClearSentence() throws Exception {
    Outcome outcome = run("Plain", on(Engine.REFERENCE));
    assertThat(outcome)
        .isEqualTo(
            new Outcome(
                0,
                "refused: Loomray needs JDK 25 with --enable-preview; this is Java %s\n"
                    .formatted(Runtime.version()),
                ""));
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void anOrdinaryProgramPrintsNoWarning(Engine engine) throws Exception {
    assertIsPlain(run("Plain", PREVIEW, on(engine)));
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void copiesAndStoresWithoutUnsafe(Engine engine) throws Exception {
    String deny = "--sun-misc-unsafe-memory-access=deny";
    assertIsPlain(run("Plain", PREVIEW, on(engine), deny));
    assertDidMuch(run("Heavy", PREVIEW, on(engine), "-Xmx512m", deny));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:+UseG1GC",
        "-XX:+UseSerialGC",
        "-XX:+UseZGC",
        "--sun-misc-unsafe-memory-access=deny",
        "-Xmx48m"
      })
  void viewsAreWhatTheyWereWhateverIsFreedAndCollected(String option) throws Exception {
    Outcome outcome = programs().run("Views", List.of(PREVIEW, option), List.of("1500"));
    assertThat(outcome).isEqualTo(new Outcome(0, "in a segment: true\ntorn: 0\n", ""));
  }

  @Test
  void anObjectOfMoreThanTwoGibibytesHasASegmentAndNoBuffer() throws Exception {
    assumeThat(new File("/dev/shm").getUsableSpace()).isGreaterThan(5L << 30);
    assertThat(run("Huge", PREVIEW, "-Xmx256m"))
        .isEqualTo(
            new Outcome(
                0,
                """
                2147483649 bytes: 42, 7
                expected at most 2147483647 bytes for a buffer, found byteSize=2147483649 of object #1 \
                (MemorySegment, 2 GiB); take segment(), which has no limit
                2147483649 bytes, read-only: true
                after free: 7
                """,
                ""));
  }

  private static void assertIsPlain(Outcome outcome) {
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out().lines())
        .containsExactly(
            "SHARE stored a12{x=[7]}",
            "SHARE Line[from=a12{x=[7]}, to=b34{}]",
            "SHARE 2",
            "SHARE java.io.IOException: broken",
            "COPY stored a12{x=[7]}",
            "COPY Line[from=a12{x=[7]}, to=b34{}]",
            "COPY 2",
            "COPY java.io.IOException: broken");
  }

  private static void assertDidMuch(Outcome outcome) {
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out().lines())
        .containsExactly(
            "200000 tasks: 1000100000",
            "get of a list: 100000",
            "100000 refs as one argument: 500050000",
            "failed with java.lang.OutOfMemoryError",
            "failed with java.lang.OutOfMemoryError",
            "afterwards: 42");
    assertThat(outcome.exit()).isZero();
  }

  private Programs programs() {
    return new Programs(directory);
  }

  private Outcome run(String program, String... options) throws Exception {
    return programs().run(program, List.of(options), List.of());
  }

  /** Starts a program, waits until it works, and asks it to end, for which it has two seconds. */
  private Outcome terminated(String program, String... args) throws Exception {
    Process process = programs().start(program, List.of(PREVIEW), List.of(args));
    programs().awaitLine(process);
    long start = System.nanoTime();
    process.destroy();
    Outcome outcome = programs().end(process);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    assertThat(outcome.out()).isEqualTo("working\n");
    return outcome;
  }
}
