package dev.loomray.jmh;

import dev.loomray.Ray;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Prints the time per task for ever more tasks, to show that it does not grow: submitted and
 * awaited, queued behind one ref, and chained. A cell is the median of several runs with the
 * fastest and the slowest.
 */
public final class Growth {
  private static final int[] SIZES = {1_000, 10_000, 100_000, 1_000_000};
  private static final int WARMUP_TASKS = 300_000;
  private static final int TASKS_PER_CELL = 500_000;
  private static final int MOST_RUNS = 50;
  private static final int FEWEST_RUNS = 3;

  private interface Work {
    Object run(int tasks) throws Exception;
  }

  private record Row(String shape, String contender, Work work) {}

  private Growth() {}

  /** Prints the table. */
  public static void main(String[] args) throws Exception {
    try (Ray ray = Ray.init();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Row> rows = rows(ray, threads);
      for (Row row : rows) {
        warmUp(row.work);
      }
      printHeader();
      for (Row row : rows) {
        print(row);
      }
    }
  }

  private static List<Row> rows(Ray ray, ExecutorService threads) {
    LoomrayWork loomray = new LoomrayWork(ray);
    ExecutorWork executor = new ExecutorWork(threads);
    FutureWork futures = new FutureWork(threads);
    return List.of(
        new Row("submitted, awaited", "loomray", loomray::batch),
        new Row("submitted, awaited", "virtualThreads", executor::batch),
        new Row("behind one ref", "loomray", loomray::fanOut),
        new Row("behind one ref", "completableFutureVirtual", futures::fanOut),
        new Row("chained", "loomray", loomray::chain),
        new Row("chained", "completableFutureVirtual", futures::chain));
  }

  private static void warmUp(Work work) throws Exception {
    for (int done = 0; done < WARMUP_TASKS; done += SIZES[1]) {
      work.run(SIZES[1]);
    }
  }

  private static void printHeader() {
    StringBuilder sizes = new StringBuilder();
    for (int size : SIZES) {
      sizes.append(String.format(Locale.ROOT, " %,d |", size));
    }
    System.out.println("| ns per task | contender |" + sizes + " last / first |");
    System.out.println("| --- | --- |" + " ---: |".repeat(SIZES.length + 1));
  }

  private static void print(Row row) throws Exception {
    StringBuilder line = new StringBuilder("| " + row.shape + " | " + row.contender + " |");
    double first = 0;
    double median = 0;
    for (int size : SIZES) {
      double[] sorted = measure(row.work, size);
      median = sorted[sorted.length / 2];
      first = first == 0 ? median : first;
      line.append(
          String.format(
              Locale.ROOT,
              " %,.0f (%,.0f..%,.0f) |",
              median,
              sorted[0],
              sorted[sorted.length - 1]));
    }
    System.out.println(line.append(String.format(Locale.ROOT, " %.2f |", median / first)));
  }

  /** The time per task of each run, sorted. */
  private static double[] measure(Work work, int tasks) throws Exception {
    int runs = Math.clamp(TASKS_PER_CELL / tasks, FEWEST_RUNS, MOST_RUNS);
    double[] times = new double[runs];
    for (int i = 0; i < runs; i++) {
      System.gc();
      long start = System.nanoTime();
      work.run(tasks);
      times[i] = (double) (System.nanoTime() - start) / tasks;
    }
    Arrays.sort(times);
    return times;
  }
}
