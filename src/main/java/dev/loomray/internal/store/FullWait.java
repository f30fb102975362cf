package dev.loomray.internal.store;

import dev.loomray.internal.base.Clock;
import java.util.concurrent.TimeUnit;

/** How long one thread waits for room in a full store. For that thread alone. */
final class FullWait {
  private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Clock clock;
  private final Debt debt;
  private final long patience;
  private final long start;
  private boolean hadGrace;
  private boolean hasBegun;

  FullWait(Clock clock, Debt debt, long patience) {
    this.clock = clock;
    this.debt = debt;
    this.patience = patience;
    this.start = clock.nanoTime();
  }

  /** Whether it has to wait for the first time. */
  boolean begins() {
    boolean isFirst = !hasBegun;
    hasBegun = true;
    return isFirst;
  }

  /** Whether it has waited long enough: what it tries now is the last. */
  boolean isOver() {
    return clock.nanoTime() - start >= patience;
  }

  /**
   * How long to wait for what is freed, 0 for no longer. A collection may have taken all of the time: what it has found is told
   * a moment later.
   */
  long left() {
    long left = patience - (clock.nanoTime() - start);
    if (left <= 0 && !hadGrace && debt.hasCollectedSince(start)) {
      hadGrace = true;
      return GRACE_NANOS;
    }
    return Math.max(0, left);
  }
}
