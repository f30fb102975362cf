package dev.loomray.internal.actor;

/**
 * What is known of how an actor's code behaves, and so where its next batch begins.
 *
 * <ul>
 *   <li>unknown: it has not run yet, or its last batch was cut off
 *   <li>proven: its last batch has ended without blocking
 *   <li>blocker: it has blocked a carrier; it runs on virtual threads, until a batch there did not wait, but not before its
 *       patience is over, which doubles with each relapse
 * </ul>
 *
 * Written by whoever runs the actor, and by the monitor; a lost write costs a batch in the wrong place.
 */
final class Temper {
  private static final long FIRST_PATIENCE = 100_000_000;
  private static final long LAST_PATIENCE = 60_000_000_000L;

  private volatile boolean proven;
  private volatile boolean blocker;
  private long patience = FIRST_PATIENCE;
  private long since;

  /** For people. */
  String describe() {
    return blocker ? ", on virtual threads since it blocks" : "";
  }

  boolean isProven() {
    return proven;
  }

  boolean isBlocker() {
    return blocker;
  }

  /** A batch on a carrier has ended. */
  void ended(boolean blocked) {
    if (proven == blocked) {
      proven = !blocked;
    }
  }

  /** It has blocked a carrier. */
  void blocks(long now, double jitter) {
    proven = false;
    if (!blocker) {
      since = now + (long) (patience * (0.75 + jitter / 2));
      patience = Math.min(LAST_PATIENCE, 2 * patience);
      blocker = true;
    }
  }

  /** A batch on a virtual thread has ended. */
  void endedVirtually(boolean waited, long now) {
    if (!waited) {
      if (blocker && now - since >= 0) {
        blocker = false;
      }
      proven = true;
    }
  }
}
