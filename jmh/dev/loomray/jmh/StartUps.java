package dev.loomray.jmh;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Runs {@link StartUp} in ten fresh JVMs with this one's class path, and prints a table of
 * milliseconds.
 */
public final class StartUps {
  private static final int RUNS = 10;
  private static final int WARMUP_RUNS = 2;
  private static final double NANOS_PER_MILLI = 1e6;

  private record Run(double firstResult, double process) {}

  private StartUps() {}

  /** Prints the table. */
  public static void main(String[] args) throws Exception {
    List<Run> loomray = runs();
    List<Run> nothing = runs("nothing");
    System.out.println("| ms | median | least | most |");
    System.out.println("| --- | ---: | ---: | ---: |");
    print("Ray.init to the first result", loomray.stream().map(Run::firstResult));
    print("the whole process", loomray.stream().map(Run::process));
    print("a JVM that does nothing", nothing.stream().map(Run::process));
  }

  private static List<Run> runs(String... arguments) throws Exception {
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < WARMUP_RUNS + RUNS; i++) {
      runs.add(run(arguments));
    }
    return runs.subList(WARMUP_RUNS, runs.size()); // the first bring the files into memory
  }

  private static Run run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-preview");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(StartUp.class.getName());
    command.addAll(List.of(arguments));
    long start = System.nanoTime();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes()).strip();
    int exit = process.waitFor();
    double whole = (System.nanoTime() - start) / NANOS_PER_MILLI;
    if (exit != 0) {
      throw new IllegalStateException("expected exit 0, found " + exit + ": " + output);
    }
    return new Run(arguments.length > 0 ? 0 : nanosIn(output) / NANOS_PER_MILLI, whole);
  }

  private static double nanosIn(String output) {
    return Double.parseDouble(output.substring(output.lastIndexOf(' ') + 1));
  }

  private static void print(String what, Stream<Double> times) {
    double[] sorted = times.mapToDouble(Double::doubleValue).sorted().toArray();
    double median = (sorted[(RUNS - 1) / 2] + sorted[RUNS / 2]) / 2;
    System.out.printf(
        Locale.ROOT, "| %s | %.1f | %.1f | %.1f |%n", what, median, sorted[0], sorted[RUNS - 1]);
  }
}
