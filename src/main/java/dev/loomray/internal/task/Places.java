package dev.loomray.internal.task;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many leases may run: as many as there are processors, and more for a while after some have waited. A lease holds a
 * place from when it is summoned until it rests, ends or waits.
 */
final class Places {
  private final int limit;
  private final AtomicInteger taken = new AtomicInteger();

  Places(int limit) {
    this.limit = limit;
  }

  /** Takes a place if one is free. */
  boolean take() {
    while (true) {
      int now = taken.get();
      if (now >= limit) {
        return false;
      }
      if (taken.compareAndSet(now, now + 1)) {
        return true;
      }
    }
  }

  /** Takes a place, free or not. */
  void force() {
    taken.incrementAndGet();
  }

  void giveBack() {
    taken.decrementAndGet();
  }

  /** Whether none is free. */
  boolean areTaken() {
    return taken.get() >= limit;
  }

  /** Whether more are taken than there are. */
  boolean isOvertaken() {
    return taken.get() > limit;
  }

  int limit() {
    return limit;
  }

  int taken() {
    return taken.get();
  }
}
