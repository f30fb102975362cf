package dev.loomray.internal.actor;

import dev.loomray.internal.base.Require;

/**
 * How many unfinished calls an actor may have.
 *
 * @param maxPending how many, −1 without limit
 * @param blocksWhenFull whether one more waits instead of being refused
 */
record CallLimit(int maxPending, boolean blocksWhenFull) {
  static final CallLimit NONE = new CallLimit(-1, false);

  CallLimit of(int count) {
    if (count < 1 && count != -1) {
      throw Require.refused("maxPendingCalls", "1 or more, or -1 for no limit", count);
    }
    return new CallLimit(count, blocksWhenFull);
  }

  CallLimit blocking() {
    return new CallLimit(maxPending, true);
  }

  boolean isNone() {
    return maxPending == -1;
  }

  void requireConsistent() {
    if (blocksWhenFull && isNone()) {
      throw Require.refused("blockWhenFull", "a limit; use maxPendingCalls(..)", true);
    }
  }
}
