package dev.loomray.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs every example as a user would. */
class ExamplesIT {
  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
  private static final String USAGE =
      "usage: CodeSearch [--in PATH] [--shards N] [--top N] [--once] [--help] WORD...\n";

  @TempDir Path dir;

  record Outcome(int exit, String out, String err) {
    Outcome succeeded() {
      assertThat(exit).as(toString()).isZero();
      assertThat(err).isEmpty();
      return this;
    }

    void refused(int exit, String sentence) {
      assertThat(err).as(toString()).isEqualTo(sentence);
      assertThat(this.exit).isEqualTo(exit);
    }
  }

  // ------------------------------------------------------------------------- from source, one each

  @Test
  void thereIsATestForEachExample() throws IOException {
    try (var files = Files.list(Path.of("examples"))) {
      assertThat(files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(".java")))
          .containsExactlyInAnyOrder(
              "Bank.java",
              "BigArrays.java",
              "CodeSearch.java",
              "CounterActors.java",
              "Failures.java",
              "Hello.java",
              "ManyTasks.java",
              "PingPong.java",
              "Pipeline.java",
              "Pool.java",
              "Spill.java");
    }
  }

  @Test
  void helloPrintsASquare() throws Exception {
    assertThat(source("Hello").succeeded().out).isEqualTo("16\n");
  }

  @Test
  void pipelineShowsHowTasksFeedOneAnother() throws Exception {
    assertThat(source("Pipeline").succeeded().out)
        .contains("chain: 4 words\n")
        .contains("then:  4 words, said another task\n")
        .contains("fan-out: 3 ready, 7 to come\n")
        .contains("in order:    [0, 1, 4, 9, 16, 25, 36, 49, 64, 81]\n")
        .contains("sum of squares, by tasks in a task: 285\n")
        .contains("fib(20), by 10,945 tasks: 6765\n")
        .contains("scope: 9 and 81\n");
  }

  @Test
  void failuresShowsWhatAProgramSees() throws Exception {
    assertThat(source("Failures").succeeded().out)
        .contains("TaskException: task Failures.read failed on attempt 1")
        .contains("cause:  java.io.IOException: a.txt is not there\n        at Failures.read(")
        .contains("rethrown as java.io.IOException: a.txt is not there\n")
        .contains("connected at attempt 3\n")
        .contains("TaskException: task Failures.flaky failed on attempt 4")
        .contains("GetTimeoutException: ")
        .contains("the task went on, and has ended by itself\n")
        .contains("TaskTimeoutException: task Failures.sleep did not end")
        .contains("cancelled: true, 101 tasks ended: true\nat once\n")
        .contains("TaskCancelledException: task Failures.family")
        .contains("TaskException: task Failures.length was not run");
  }

  @Test
  void manyTasksTellsTimesAndMemory() throws Exception {
    assertThat(source("ManyTasks").succeeded().out)
        .containsPattern(
            "   10,000 tasks that sleep for 100 ms: [0-9.]+ s in all \\(sum 49,995,000")
        .containsPattern("  100,000 tasks that do nothing: [0-9.]+ s, [0-9.]+ us each")
        .containsPattern("1,000,000 tasks behind one gate: [0-9.]+ s to submit, [0-9]+ bytes each")
        .contains("(sum 500,000,500,000)");
  }

  @Test
  void counterActorsShowsTheLifeOfAnActor() throws Exception {
    assertThat(source("CounterActors").succeeded().out)
        .isEqualTo(
            """
            in order:   [15, 19, 41]
            100 tasks:  100000
            a failure:  cannot add -1
            unharmed:   2
            a crash:    on purpose
            as new:     101
            by name:    2 [hits]
            stopped:    1, DEAD
            too late:   ActorDiedException
            """);
  }

  @Test
  void bankConservesWhatItsAccountsHold() throws Exception {
    assertThat(source("Bank").succeeded().out)
        .startsWith("10,000 accounts hold 1,000,000 in all\n")
        .containsPattern("\n[0-9,]+ transfers, [0-9,]+ refused, in [0-9.]+ s\n")
        .containsPattern("\n[0-9],[0-9]{3} crashes, each with a restart\n")
        .endsWith(
            "10,000 accounts hold 1,000,000 in all, and their pages 1,000,000\n"
                + "conserved: true\n");
  }

  @Test
  void bigArraysSumsWithoutCopies() throws Exception {
    assertThat(source("BigArrays", "16").succeeded().out)
        .startsWith("16 MiB of doubles outside the Java heap\nwritten in place:   ")
        .containsPattern(
            "\nfirst  by 64 tasks: [^\n]* \\(sum 1,047,462,976, as expected: true\\)\n")
        .containsPattern(
            "\nsecond by 64 tasks: [^\n]* \\(sum 1,047,462,976, as expected: true\\)\n")
        .containsPattern("\nan element by view: [0-9.]+ us \\(sums 4950 and 4950\\)\n");
  }

  @Test
  void bigArraysTakesWhatFits() throws Exception {
    var heapOfAll = "-XX:MaxRAMPercentage=100"; // leaves the least store, 16 MiB
    var command = List.of(heapOfAll, "-cp", jar(), "examples/BigArrays.java", "64");
    assertThat(run(command).succeeded().out)
        .startsWith(
            "8 MiB of doubles outside the Java heap, since there is no room here for 64 MiB\n")
        .contains("as expected: true");
  }

  @Test
  void spillHoldsThreeTimesTheStore() throws Exception {
    assertThat(source("Spill", "32").succeeded().out)
        .containsPattern(
            "put 96 MiB, [0-9,]+ MiB/s; (2|3)[0-9] MiB in memory, [67][0-9] MiB on disk\n")
        .contains("\nround 1: wrong numbers: 0\n")
        .contains("\nround 2: wrong numbers: 0\n");
  }

  @Test
  void pingPongTellsHopsPerSecond() throws Exception {
    assertThat(source("PingPong").succeeded().out)
        .containsPattern("    1 pairs,   500,000 hops: [0-9.]+ s, [0-9,]+ hops/s\n")
        .containsPattern("1,000 pairs, 1,000,000 hops: [0-9.]+ s, [0-9,]+ hops/s\n");
  }

  @Test
  void poolSpreadsWorkOverActors() throws Exception {
    assertThat(source("Pool").succeeded().out)
        .isEqualTo(
            """
            in order:   [4, 25, 168, 1229, 9592]
            it comes:   [1, 300, 600]
            not yet
            one by one: 500
            failed:     2000000 is too much for me
            asked:      6 times, all four actors together
            for myself: 4
            """);
  }

  @Test
  void codeSearchRanksTheFilesOfADirectory() throws Exception {
    file("a/Many.java", "class VirtualThread {}\n// a virtual\n// thread, a thread\n");
    file("b/Long.txt", "no\n  virtual thread\tin here\n" + "and more of it\n".repeat(100));
    file("c/One.md", "only a thread\n");
    file("d/None.md", "nothing at all\n");
    file(".git/hidden.txt", "virtual thread");
    Files.write(dir.resolve("picture.png"), new byte[] {'v', 0, 1});
    Files.write(dir.resolve("latin1.txt"), new byte[] {'v', (byte) 0xE4, 'x'});

    Outcome outcome = source("CodeSearch", "--in", dir.toString(), "virtual thread").succeeded();
    assertThat(outcome.out)
        .startsWith("6 files, 0.0 MB in " + dir + "\n")
        .contains("indexed 5 of 5 shards\n")
        .containsPattern("files +4    \\(2 more are not text\\)\n")
        .containsPattern("shards +5    \\(in 9 actors\\)\n")
        .containsPattern("with tasks +[0-9.]+ s  \\([0-9.]+ MB/s\\)\n")
        .containsPattern("in one loop +[0-9.]+ s  \\([0-9.]+ MB/s\\)\n")
        .containsPattern("speed-up +[0-9.]+    \\(best of 3 each\\)\n")
        .contains("index equals the sequential one: true\n")
        .endsWith(
            """

            2 files have all of the words, 1 some: virtual, thread
             1. a/Many.java:1
                class VirtualThread {}
             2. b/Long.txt:2
                virtual thread in here
             3. c/One.md:1
                only a thread
            """);
  }

  // ----------------------------------------------------------------- the search on compiled
  // classes

  @Test
  void codeSearchIndexesAPackageOfTheJdkAsALoopDoes() throws Exception {
    Path zip = packageOfTheJdk();
    Outcome outcome = search("--in", zip.toString(), "--top", "3", "thread pool").succeeded();
    assertThat(outcome.out)
        .contains("index equals the sequential one: true\n")
        .containsPattern("[0-9]+ files have all of the words, [0-9]+ some: thread, pool\n 1\\. ")
        .contains(" 3. ")
        .doesNotContain(" 4. ");
  }

  @Test
  void codeSearchFindsVirtualThreadsInTheSourcesOfTheJdk() throws Exception {
    Outcome outcome = search("--once", "virtual thread");
    if (Files.exists(JAVA_HOME.resolve("lib/src.zip"))) {
      assertThat(outcome.succeeded().out)
          .contains("indexed 64 of 64 shards")
          .contains("java.base/java/lang/VirtualThread.java:")
          .doesNotContain("speed-up");
    } else {
      outcome.refused(1, noSources());
    }
  }

  @Test
  void aJdkWithoutItsSourcesIsToldHowToNameOthers() throws Exception {
    Outcome outcome = run(List.of("-Djava.home=" + dir, "-cp", compiled(), "CodeSearch", "word"));
    assertThat(outcome.exit).isEqualTo(1);
    assertThat(outcome.err).startsWith(noSources()); // the JVM misses more files of its home
  }

  private static String noSources() {
    return "CodeSearch: this JDK has no lib/src.zip; name a directory, zip or jar with --in\n";
  }

  @Test
  void everyNumberOfShardsGivesTheSameAnswer() throws Exception {
    for (int i = 0; i < 20; i++) {
      file("f" + i + ".txt", "word ".repeat(i + 1) + "Nr" + i);
    }
    List<CompletableFuture<String>> answers = new ArrayList<>();
    for (String shards : List.of("1", "2", "3", "999999999")) {
      answers.add(
          CompletableFuture.supplyAsync(
              () -> {
                Outcome outcome = search("--in", dir.toString(), "--shards", shards, "word nr7");
                assertThat(outcome.succeeded().out).contains("sequential one: true");
                return outcome.out.substring(outcome.out.indexOf("\n\n"));
              }));
    }
    assertThat(answers.getFirst().join()).contains("1 files have all").contains(" 1. f7.txt:1");
    assertThat(answers).allMatch(answer -> answer.join().equals(answers.getFirst().join()));
  }

  @Test
  void aMissingInputIsOneSentence() throws Exception {
    search("--in", dir + "/none", "word")
        .refused(1, "CodeSearch: there is no file or directory " + dir + "/none\n");
  }

  @Test
  void anEmptyDirectoryIsOneSentence() throws Exception {
    Files.createDirectories(dir.resolve("deeper/.git"));
    search("--in", dir.toString(), "word")
        .refused(1, "CodeSearch: there are no files in " + dir + "\n");
  }

  @Test
  void aDirectoryWithoutTextIsOneSentence() throws Exception {
    Files.write(dir.resolve("picture.png"), new byte[] {1, 0, 2});
    search("--in", dir.toString(), "word")
        .refused(1, "CodeSearch: there is no text file in " + dir + "\n");
  }

  @Test
  void aFileThatIsNoZipIsOneSentence() throws Exception {
    Path file = file("a.zip", "this is no zip");
    Outcome outcome = search("--in", file.toString(), "word");
    outcome.refused(1, outcome.err);
    assertThat(outcome.err)
        .startsWith("CodeSearch: " + file + " is neither a directory nor a zip: ")
        .endsWith("\n")
        .hasLineCount(1);
  }

  @Test
  void aBrokenEntryOfAZipIsSkippedAndNamed() throws Exception {
    Path zip = dir.resolve("a.zip");
    Files.write(zip, brokenZip());
    Outcome outcome = search("--in", zip.toString(), "--once", "word");
    outcome.refused(
        0,
        "CodeSearch: 1 of the files cannot be read and was skipped: "
            + "bad.txt: the checksum does not match\n");
    assertThat(outcome.out)
        .containsPattern("files +1    \\(0 more are not text\\)\n")
        .contains(" 1. good.txt:1\n    word\n");
  }

  @Test
  void anUnreadableFileIsSkippedAndNamed() throws Exception {
    file("good.txt", "word\n");
    Files.createSymbolicLink(dir.resolve("link.txt"), Path.of("gone.txt"));
    Outcome outcome = search("--in", dir.toString(), "word");
    outcome.refused(
        0,
        "CodeSearch: 1 of the files cannot be read and was skipped: link.txt: "
            + (dir + "/link.txt (No such file or directory)\n"));
    assertThat(outcome.out)
        .contains("index equals the sequential one: true\n")
        .contains(" 1. good.txt:1\n    word\n");
  }

  @Test
  void aQueryWithoutHitsIsOneSentence() throws Exception {
    file("a.txt", "some words\n");
    assertThat(search("--in", dir.toString(), "--once", "no such thing").succeeded().out)
        .endsWith("\n\nno file has any of the words: no, such, thing\n");
  }

  @Test
  void helpSaysWhatTheOptionsAre() throws Exception {
    assertThat(search("--help").succeeded().out)
        .startsWith(USAGE)
        .contains("--in PATH", "--shards N", "--top N", "--once");
  }

  @Test
  void whatCannotBeUnderstoodIsOneSentenceAndTheUsage() throws Exception {
    String noWords = "no words to look for; try \"virtual thread\"";
    search().refused(2, "CodeSearch: " + noWords + "\n" + USAGE);
    search("", " +-*/ ").refused(2, "CodeSearch: " + noWords + "\n" + USAGE);
    search("--fast", "word").refused(2, "CodeSearch: unknown option --fast\n" + USAGE);
    search("word", "--in").refused(2, "CodeSearch: --in needs a value\n" + USAGE);
    search("--shards", "0", "word")
        .refused(2, "CodeSearch: --shards needs a number above 0, not 0\n" + USAGE);
    search("--top", "ten", "word")
        .refused(2, "CodeSearch: --top needs a number above 0, not ten\n" + USAGE);
  }

  // ------------------------------------------------------------------------------- examples/run

  @Test
  void theScriptListsTheExamples() throws Exception {
    Outcome outcome = process(Path.of(""), List.of("sh", "examples/run"));
    assertThat(outcome.exit).isEqualTo(2);
    assertThat(outcome.out).isEmpty();
    assertThat(outcome.err)
        .startsWith("usage: examples/run NAME [ARGUMENT...]\n  Bank ")
        .contains("  BigArrays     An array of 4 GiB")
        .contains("  CodeSearch    Full-text search")
        .contains("  Hello         The first program: one task.\n")
        .hasLineCount(12);
    assertThat(process(Path.of(""), List.of("sh", "examples/run", "Nothing")).err)
        .isEqualTo("examples/run: there is no example Nothing\n" + outcome.err);
  }

  @Test
  void theScriptRunsAnExampleFromAnyDirectory() throws Exception {
    file("a b/c.txt", "some words");
    String script = Path.of("examples", "run").toAbsolutePath().toString();
    var command = List.of("sh", script, "CodeSearch", "--once", "--in", "a b", "some words");
    assertThat(process(dir, command).succeeded().out).endsWith(" 1. c.txt:1\n    some words\n");
  }

  // ------------------------------------------------------------------------------------- helpers

  private Path file(String name, String text) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** Some of the JDK's sources, or of our own where the JDK has none. */
  private Path packageOfTheJdk() throws IOException {
    Path zip = dir.resolve("package.zip");
    Path sources = JAVA_HOME.resolve("lib/src.zip");
    try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
      if (Files.exists(sources)) {
        try (var in = new ZipFile(sources.toFile())) {
          for (var entry : in.stream().filter(e -> isConcurrent(e.getName())).toList()) {
            out.putNextEntry(new ZipEntry(entry.getName()));
            out.write(in.getInputStream(entry).readAllBytes());
          }
        }
      } else {
        try (var files = Files.walk(Path.of("src/main/java"))) {
          for (Path file : files.filter(Files::isRegularFile).toList()) {
            out.putNextEntry(new ZipEntry(file.toString()));
            out.write(Files.readAllBytes(file));
          }
        }
      }
    }
    return zip;
  }

  private static boolean isConcurrent(String name) {
    return name.startsWith("java.base/java/util/concurrent/");
  }

  /** A zip of two files; a byte of one of them is not what it was. */
  private static byte[] brokenZip() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.setLevel(0);
      zip.putNextEntry(new ZipEntry("good.txt"));
      zip.write("word\n".getBytes(UTF_8));
      zip.putNextEntry(new ZipEntry("bad.txt"));
      zip.write("word WORD\n".getBytes(UTF_8));
    }
    byte[] zip = bytes.toByteArray();
    int at = new String(zip, ISO_8859_1).indexOf("WORD");
    zip[at] = 'L';
    return zip;
  }

  private static Outcome source(String example, String... args) throws Exception {
    var command = new ArrayList<String>();
    command.addAll(List.of("-cp", jar()));
    command.add("examples/" + example + ".java");
    command.addAll(List.of(args));
    return run(command);
  }

  private static Outcome search(String... args) {
    var command = new ArrayList<>(List.of("-cp", compiled(), "CodeSearch"));
    command.addAll(List.of(args));
    try {
      return run(command);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static String compiled() {
    return jar() + File.pathSeparator + "target/example-classes";
  }

  private static String jar() {
    return System.getProperty("loomray.jar");
  }

  private static Outcome run(List<String> command) throws Exception {
    var all = new ArrayList<>(List.of(JAVA_HOME.resolve("bin/java").toString()));
    all.add("--enable-preview");
    all.add("-XX:TieredStopAtLevel=1"); // half the work of a start is the compiler's
    all.addAll(command);
    return process(Path.of(""), all);
  }

  private static Outcome process(Path directory, List<String> command) throws Exception {
    Path out = Files.createTempFile("example", ".out");
    Path err = Files.createTempFile("example", ".err");
    try {
      var process =
          new ProcessBuilder(command)
              .directory(directory.toAbsolutePath().toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError("it hangs: " + command + "\n" + Files.readString(out));
      }
      return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }
}
