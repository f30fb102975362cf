package dev.loomray.internal.actor;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * Batches that were sent to virtual threads and have not begun: other virtual threads may compute on all processors that the
 * JDK gives them, and never give way. After a moment a platform thread runs them, as long as there may be more of those.
 */
final class Starving {
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final int AT_ONCE = 2;

  private final Carriers carriers;
  // any thread adds, the monitor takes
  private final Queue<VirtualBatch> waiting = new ConcurrentLinkedQueue<>();

  Starving(Carriers carriers) {
    this.carriers = carriers;
  }

  void add(VirtualBatch batch) {
    waiting.add(batch);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Has a few of them run that have waited for long. */
  void look(long now) {
    int started = 0;
    for (VirtualBatch head = waiting.peek(); head != null; head = waiting.peek()) {
      if (!head.hasBegun()) {
        boolean isLate = now - head.since() >= PATIENCE_NANOS;
        if (!isLate || started == AT_ONCE || !carriers.startSpare(head)) {
          return;
        }
        started++;
      }
      waiting.poll();
    }
  }
}
