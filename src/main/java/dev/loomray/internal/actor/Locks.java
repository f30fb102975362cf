package dev.loomray.internal.actor;

import dev.loomray.internal.base.StackSafeLock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock for each actor, which it shares with a few others: what is done under it is short, takes no lock of another actor
 * and runs no code of a user, and an actor is smaller by a lock.
 */
final class Locks {
  private static final int COUNT = 64;

  private final ReentrantLock[] locks = new ReentrantLock[COUNT];

  Locks() {
    for (int i = 0; i < COUNT; i++) {
      locks[i] = new StackSafeLock();
    }
  }

  /** The lock of the actor with this number. */
  ReentrantLock of(long number) {
    return locks[(int) (number % COUNT)];
  }
}
