package dev.loomray.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.agrona.concurrent.status.CountersReader;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The store of one JVM, and another JVM that looks at its counters through Agrona. */
class ControlFileIT {
  private static final String ACCESS = "--sun-misc-unsafe-memory-access=";

  @TempDir private Path place;
  @TempDir private Path logs;

  @ParameterizedTest
  @ValueSource(strings = {"warn", "deny"})
  void anotherProcessReadsWhatTheStoreSays(String access) throws Exception {
    Process store =
        start(
            "store",
            List.of("--enable-preview", ACCESS + access, "-cp", System.getProperty("loomray.jar")),
            "Counted",
            place);
    try (BufferedReader out = store.inputReader()) {
      Map<String, Long> told = numbers(out);
      await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertSame(told, read()));
    } finally {
      store.outputWriter().close();
    }
    assertThat(store.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(store.exitValue()).isZero();
    assertThat(logs.resolve("store")).isEmptyFile();
    assertThat(files("control")).isEmpty();
  }

  private void assertSame(Map<String, Long> told, Map<String, Long> read) throws IOException {
    assertThat(read)
        .containsEntry("bytes used", told.get("bytes used"))
        .containsEntry("bytes at most", told.get("bytes at most"))
        .containsEntry("objects freed so far", told.get("objects freed so far"))
        .containsEntry("collections asked for", 0L)
        .containsEntry("waits for room", 0L)
        .containsEntry("objects moved to make room", 0L);
    assertThat(read.get("objects stored so far") - read.get("objects freed so far"))
        .isEqualTo(told.get("objects"));
    List<Path> segments = files("segment-");
    assertThat(read).containsEntry("segments", (long) segments.size());
    long committed = 0;
    for (Path segment : segments) {
      assertThat(read).containsEntry("bytes of " + segment.getFileName(), Files.size(segment));
      committed += read.get("committed of " + segment.getFileName());
    }
    assertThat(read).containsEntry("bytes committed", committed);
    assertThat(told.get("bytes used")).isBetween(20L << 20, committed);
  }

  /** What a fresh JVM finds, which has Agrona and nothing of ours. */
  private Map<String, Long> read() throws Exception {
    Path agrona =
        Path.of(CountersReader.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> options = List.of(ACCESS + "allow", "-cp", agrona.toString());
    Process reader = start("reader", options, "CounterReader", files("control").getFirst());
    try (BufferedReader out = reader.inputReader()) {
      return numbers(out);
    } finally {
      assertThat(reader.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(logs.resolve("reader")).isEmptyFile();
    }
  }

  private static Map<String, Long> numbers(BufferedReader out) throws IOException {
    Map<String, Long> numbers = new TreeMap<>();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.equals("that is all")) {
        break;
      }
      String[] parts = line.split(": ");
      numbers.put(parts[0], Long.parseLong(parts[1]));
    }
    return numbers;
  }

  private List<Path> files(String name) throws IOException {
    try (Stream<Path> all = Files.walk(place)) {
      return all.filter(file -> file.getFileName().toString().startsWith(name)).toList();
    }
  }

  private Process start(String log, List<String> options, String program, Path argument)
      throws IOException, URISyntaxException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(options);
    var url = ControlFileIT.class.getResource("/programs/" + program + ".java");
    command.addAll(List.of(Path.of(url.toURI()).toString(), argument.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.endsWith("JAVA_OPTIONS"));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return builder.redirectError(logs.resolve(log).toFile()).start();
  }
}
