package dev.loomray.jmh;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a program in a fresh JVM with this one's class path. */
final class OwnJvm {
  private OwnJvm() {}

  /** What it printed; its errors go to ours. */
  static String run(Class<?> program, List<String> flags, List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-preview", "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes()).strip();
    int exit = process.waitFor();
    if (exit != 0) {
      throw new IllegalStateException(command + ": expected exit 0, found " + exit + ": " + output);
    }
    return output;
  }
}
