package dev.loomray.internal.store;

import dev.loomray.internal.base.Clock;
import dev.loomray.internal.store.control.Control;
import dev.loomray.internal.store.control.Counter;
import java.util.concurrent.TimeUnit;

/**
 * Writes into the control file how many objects there were. They are counted under locks that are held anyway, and the
 * store's thread writes the sums, at most once a second, so that threads which store do not meet at one word.
 */
final class Tally {
  private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Roster roster;
  private final Clock clock;

  // any thread: the counts have changed since they were last summed up. Two that find them
  // unchanged
  // both wake the store's thread, which is harmless
  private volatile boolean isDue;

  // the store's thread
  private boolean hasWritten;
  private long lastNanos;

  Tally(Roster roster, Clock clock) {
    this.roster = roster;
    this.clock = clock;
  }

  /** Something has changed; whether the store's thread must be told. */
  boolean becomesDue() {
    if (isDue) {
      return false;
    }
    isDue = true;
    return true;
  }

  /** Writes the sums if it is time; nanoseconds until then, {@link Long#MAX_VALUE} if nothing has changed. */
  long look(Control control) {
    if (!isDue) {
      return Long.MAX_VALUE;
    }
    long now = clock.nanoTime();
    long left = hasWritten ? EVERY_NANOS - (now - lastNanos) : 0;
    if (left > 0) {
      return left;
    }
    isDue = false; // first: what changes from now on is due again
    hasWritten = true;
    lastNanos = now;
    // this one first: there never seem to be fewer than none
    long freed = roster.removed();
    control.set(Counter.STORED, roster.added());
    control.set(Counter.FREED, freed);
    return Long.MAX_VALUE;
  }
}
