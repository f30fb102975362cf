package dev.loomray.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Whole programs, each in a JVM of its own, run as users run theirs. One at a time: what they print goes to two files.
 *
 * @param directory where these are
 */
record Programs(Path directory) {
  static final String PREVIEW = "--enable-preview";

  /** How a program ended. */
  record Outcome(int exit, String out, String err) {}

  /** Runs a program to its end. */
  Outcome run(String program, List<String> options, List<String> args) throws Exception {
    return end(start(program, options, args));
  }

  Process start(String program, List<String> options, List<String> args)
      throws IOException, URISyntaxException {
    return start(command(program, options, args));
  }

  List<String> command(String program, List<String> options, List<String> args)
      throws URISyntaxException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("loomray.jar")));
    command.add(source(program));
    command.addAll(args);
    return command;
  }

  Process start(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.endsWith("JAVA_OPTIONS"));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return builder.redirectOutput(out().toFile()).redirectError(err().toFile()).start();
  }

  /** Waits until a program has printed its first line, or has ended. */
  void awaitLine(Process process) throws Exception {
    try (BufferedReader reader = Files.newBufferedReader(out())) {
      while (reader.readLine() == null && process.isAlive()) {
        process.waitFor(Duration.ofMillis(10));
      }
    }
  }

  /** Waits for its end, for a minute at most. */
  Outcome end(Process process) throws Exception {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    return new Outcome(process.exitValue(), Files.readString(out()), Files.readString(err()));
  }

  private Path out() {
    return directory.resolve("out");
  }

  private Path err() {
    return directory.resolve("err");
  }

  private static String source(String program) throws URISyntaxException {
    var url = Programs.class.getResource("/programs/" + program + ".java");
    return Path.of(url.toURI()).toString();
  }
}
