package dev.loomray.jmh;

import java.util.Arrays;
import java.util.Locale;

/** How long each of many asks took. */
final class Latencies {
  private static final int FIRST_CAPACITY = 1 << 20; // made before the heap is looked at
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double MEDIAN = 0.5;
  private static final double NINETY_NINE = 0.99;

  private long[] nanos = new long[FIRST_CAPACITY];
  private int count;

  void add(long taken) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = taken;
  }

  /** The number of asks, then p50, p99 and the maximum in milliseconds, as cells of a table. */
  String cells() {
    if (count == 0) {
      return "0 | - | - | -";
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return String.format(
        Locale.ROOT,
        "%d | %.3f | %.3f | %.1f",
        count,
        at(sorted, MEDIAN),
        at(sorted, NINETY_NINE),
        at(sorted, 1));
  }

  private static double at(long[] sorted, double quantile) {
    int index = (int) Math.ceil(quantile * sorted.length) - 1;
    return sorted[Math.max(0, index)] / NANOS_PER_MILLI;
  }
}
