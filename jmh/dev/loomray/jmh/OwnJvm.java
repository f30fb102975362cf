package dev.loomray.jmh;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program in a fresh JVM with this one's class path. */
final class OwnJvm {
  private static final long LIMIT_SECONDS = 90;

  private OwnJvm() {}

  /** What it printed; its errors go to ours. Who has not ended by then is ended, and that is what it says. */
  static String run(Class<?> program, List<String> flags, List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-preview", "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    process
        .onExit()
        .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
        .whenComplete((_, _) -> process.destroyForcibly()); // of one that has ended: nothing
    long start = System.nanoTime();
    String output = new String(process.getInputStream().readAllBytes()).strip();
    int exit = process.waitFor();
    if (TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start) >= LIMIT_SECONDS) {
      return "no end within " + LIMIT_SECONDS + " s";
    }
    if (exit != 0) {
      throw new IllegalStateException(command + ": expected exit 0, found " + exit + ": " + output);
    }
    return output;
  }
}
