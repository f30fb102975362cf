package dev.loomray.internal.base;

import java.util.Random;

/**
 * Everything through which a Ray touches the world outside it; the one place where a simulation takes over.
 *
 * @param clock time
 * @param threads threads
 * @param idle spinning
 * @param reclaim collected objects
 * @param storage memory outside the heap, and files
 * @param random every random choice, from one seed
 * @param reports what is said to people
 */
public record Environment(
    Clock clock,
    Threads threads,
    Idle idle,
    Reclaim reclaim,
    Storage storage,
    Random random,
    Reports reports) {
  /** A seed that differs from run to run. */
  public static long freshSeed() {
    return SystemSeed.next();
  }

  /** Real time and real threads. */
  public static Environment system(long seed) {
    return new Environment(
        new SystemClock(),
        new SystemThreads(),
        new SystemIdle(),
        new SystemReclaim(),
        new SystemStorage(),
        new Random(seed),
        new SystemReports());
  }
}
