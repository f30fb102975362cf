package dev.loomray.internal.actor;

/**
 * What is known of how an actor's code behaves, and so where its next batch begins.
 *
 * <ul>
 *   <li>unknown: it has not run yet, or its last batch was cut off
 *   <li>proven: its last batch has ended without blocking
 *   <li>blocker: it has blocked a carrier; it runs on virtual threads, until a batch there did not wait, as far as that can be
 *       seen, but not before its patience is over, which doubles with each relapse
 * </ul>
 *
 * @param isProven its last batch has ended without blocking
 * @param isBlocker it runs on virtual threads
 * @param patience how long it stays there when it blocks next, in nanoseconds
 * @param until when its patience is over
 */
record Temper(boolean isProven, boolean isBlocker, long patience, long until) {
  private static final long FIRST_PATIENCE = 100_000_000;
  private static final long LAST_PATIENCE = 60_000_000_000L;

  /** What nobody has seen run. */
  static final Temper UNKNOWN = new Temper(false, false, FIRST_PATIENCE, 0);

  /** What has never blocked. */
  private static final Temper PROVEN = new Temper(true, false, FIRST_PATIENCE, 0);

  /** For people. */
  String describe() {
    return isBlocker ? ", on virtual threads since it blocks" : "";
  }

  private Temper proven(boolean now) {
    if (isProven == now) {
      return this;
    }
    return now && !isBlocker && patience == FIRST_PATIENCE
        ? PROVEN
        : new Temper(now, isBlocker, patience, until);
  }

  /** A batch on a carrier has ended. */
  Temper ended(boolean blocked) {
    return proven(!blocked);
  }

  /** It has blocked a carrier. */
  Temper blocks(long now, double jitter) {
    return isBlocker
        ? proven(false)
        : new Temper(
            false,
            true,
            Math.min(LAST_PATIENCE, 2 * patience),
            now + (long) (patience * (0.75 + jitter / 2)));
  }

  /** A batch on a virtual thread has ended that did not wait. */
  Temper endedVirtually(long now) {
    return new Temper(false, isPatient(now), patience, until).proven(true);
  }

  /** One has ended there that took long, by computing or by waiting for what only a carrier's monitor could tell. */
  Temper endedLateVirtually(long now) {
    return isPatient(now) ? this : new Temper(false, false, patience, until);
  }

  private boolean isPatient(long now) {
    return isBlocker && now - until < 0;
  }
}
