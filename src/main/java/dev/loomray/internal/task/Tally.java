package dev.loomray.internal.task;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** What a lease counts beside its turns. Each number has one thread that counts it up, without a fence; any thread reads. */
final class Tally {
  private static final VarHandle LENT;
  private static final VarHandle HANDED_OVER;
  private static final VarHandle INLINED;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      LENT = lookup.findVarHandle(Tally.class, "lent", long.class);
      HANDED_OVER = lookup.findVarHandle(Tally.class, "handedOver", long.class);
      INLINED = lookup.findVarHandle(Tally.class, "inlined", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // the monitor writes, opaque, as all reads are
  private long lent;
  // the lease's own thread writes, opaque
  private long handedOver;
  private long inlined;

  /** For the monitor: its place was given away. */
  void countLent() {
    LENT.setOpaque(this, lent + 1);
  }

  /** For its own thread: it has given its place away. */
  void countHandedOver() {
    HANDED_OVER.setOpaque(this, handedOver + 1);
  }

  /** For its own thread: a task runs on top of another. */
  void countInlined() {
    INLINED.setOpaque(this, inlined + 1);
  }

  /** All of them. */
  LeaseCounters counters(long runs, boolean hasEnded) {
    return new LeaseCounters(
        runs,
        1,
        hasEnded ? 1 : 0,
        (long) LENT.getOpaque(this),
        (long) HANDED_OVER.getOpaque(this),
        (long) INLINED.getOpaque(this));
  }
}
