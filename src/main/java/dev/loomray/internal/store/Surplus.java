package dev.loomray.internal.store;

import dev.loomray.internal.base.Environment;
import dev.loomray.internal.store.segment.Segments;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Gives memory back that was not needed for ten seconds, one segment after the other; what is in the way is moved. */
final class Surplus {
  private static final long RETIRE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Environment env;
  private final Predicate<Room.Opened> emptying;

  // written by the store's thread: since when much is free, 0 if it is not; others look without
  // need for the newest
  private volatile long since;

  /**
   * Watches.
   *
   * @param emptying makes a segment empty if none is
   */
  Surplus(Environment env, Predicate<Room.Opened> emptying) {
    this.env = env;
    this.emptying = emptying;
  }

  /** Whether much is free, and the store's thread does not know it yet. */
  boolean isNew(Segments memory) {
    return since == 0 && isMuch(memory, memory.usedAtMost());
  }

  private static boolean isMuch(Segments memory, long used) {
    return memory.segments() > 1 && used < memory.committed() / 4 * 3;
  }

  /** Gives back what is due; how long until it wants to look again. On the store's thread. */
  long look(Room.Opened opened) {
    Segments memory = opened.segments();
    if (!isMuch(memory, memory.used())) {
      since = 0;
      // who gave something back meanwhile did not wake this thread
      return isMuch(memory, memory.used()) ? RETIRE_NANOS : Long.MAX_VALUE;
    }
    long now = env.clock().nanoTime();
    if (since == 0) {
      memory.peak(); // of what was before
      since = now | 1;
    }
    long left = RETIRE_NANOS - (now - since);
    if (left > 0) {
      return left;
    }
    if (!isMuch(memory, memory.peak())) {
      since = now | 1;
      return RETIRE_NANOS;
    }
    boolean mayBeMore = retire(opened);
    if (!mayBeMore) {
      since = 0;
    }
    return mayBeMore ? 0 : Long.MAX_VALUE; // at once, behind what is waited for
  }

  private boolean retire(Room.Opened opened) {
    Segments memory = opened.segments();
    try {
      return memory.retire() || (emptying.test(opened) && memory.retire());
    } catch (IOException e) {
      env.reports().warning("the object store could not give memory back: " + e.getMessage());
      return false;
    }
  }
}
