package dev.loomray.internal.task;

import dev.loomray.error.TaskException;
import dev.loomray.internal.serial.code.Thrown;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * When a task whose code threw is run again.
 *
 * @param limit how often at most, −1 without limit
 * @param types for which exceptions
 * @param firstNanos the delay before the first retry
 * @param maxNanos the longest delay; equal to the first, it is the same before every retry
 */
record Retry(int limit, List<Class<? extends Exception>> types, long firstNanos, long maxNanos) {
  static final Retry NEVER = new Retry(0, List.of(Exception.class), 0, 0);

  /** Whether the first attempt is the last, whatever it throws. */
  boolean isNever() {
    return limit == 0;
  }

  Retry withLimit(int count) {
    return new Retry(count, types, firstNanos, maxNanos);
  }

  Retry withTypes(List<Class<? extends Exception>> chosen) {
    return new Retry(limit, chosen, firstNanos, maxNanos);
  }

  Retry withBackoff(long first, long max) {
    return new Retry(limit, types, first, max);
  }

  /** Why the attempt that threw is the last, in words for a person; null if there is another. */
  @Nullable String refusal(int attempt, Throwable thrown) {
    if (thrown instanceof Error) {
      return "an Error is never retried";
    }
    if (!covers(thrown)) {
      return "retryOn does not name " + thrown.getClass().getName();
    }
    if (limit == 0) {
      return "retries=0; use options(o -> o.retries(n)) to run it again";
    }
    return limit > 0 && attempt > limit ? "retries=" + limit + " are used up" : null;
  }

  private boolean covers(Throwable thrown) {
    Throwable cause = Thrown.cause(thrown);
    boolean passedOn = thrown instanceof TaskException && cause != null;
    return types.stream()
        .anyMatch(type -> type.isInstance(thrown) || (passedOn && type.isInstance(cause)));
  }

  /** How long to wait after the given attempt: doubled each time up to the limit, then up to a quarter more or less. */
  long delayNanos(int attempt, Random random) {
    if (firstNanos == maxNanos) {
      return firstNanos;
    }
    int doublings = Math.min(attempt - 1, 62);
    long delay = firstNanos > maxNanos >> doublings ? maxNanos : firstNanos << doublings;
    return (long) (delay * (0.75 + random.nextDouble() / 2));
  }
}
