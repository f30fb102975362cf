package dev.loomray.internal.task;

import dev.loomray.internal.base.Require;
import java.time.Duration;
import java.util.Random;

/**
 * How long to wait before something is tried again.
 *
 * @param firstNanos the delay before the first time
 * @param maxNanos the longest delay; equal to the first, it is the same every time
 */
public record Backoff(long firstNanos, long maxNanos) {
  /** No delay. */
  public static final Backoff NONE = new Backoff(0, 0);

  /** Always the same time. */
  public static Backoff of(Duration delay) {
    long nanos = Require.nanos(delay, "delay");
    return new Backoff(nanos, nanos);
  }

  /** From the first to the longest, doubling. */
  public static Backoff of(Duration first, Duration max) {
    long from = Require.nanos(first, "first");
    long to = Require.nanos(max, "max");
    if (to < from) {
      throw Require.refused("max", "first=" + first + " or more", max);
    }
    return new Backoff(from, to);
  }

  /** How long to wait after the given attempt: doubled each time up to the limit, then up to a quarter more or less. */
  public long delayNanos(int attempt, Random random) {
    if (firstNanos == maxNanos) {
      return firstNanos;
    }
    int doublings = Math.min(attempt - 1, 62);
    long delay = firstNanos > maxNanos >> doublings ? maxNanos : firstNanos << doublings;
    return (long) (delay * (0.75 + random.nextDouble() / 2));
  }
}
