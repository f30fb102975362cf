package dev.loomray.internal.actor;

import dev.loomray.internal.base.StackSafeLock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The carriers that wait for a slot: the last that came goes first, since its stack is warm. */
final class Resting {
  private final int kept;
  private final ReentrantLock lock = new StackSafeLock();

  // under the lock; how many is read by any thread
  private final Deque<Carrier> carriers = new ArrayDeque<>();
  private volatile int count;

  /**
   * None yet.
   *
   * @param kept how many stay, however long nobody needs them
   */
  Resting(int kept) {
    this.kept = kept;
  }

  int count() {
    return count;
  }

  void add(Carrier carrier) {
    lock.lock();
    try {
      carriers.addLast(carrier);
      count = carriers.size();
    } finally {
      lock.unlock();
    }
  }

  @Nullable Carrier take() {
    lock.lock();
    try {
      Carrier last = carriers.pollLast();
      count = carriers.size();
      return last;
    } finally {
      lock.unlock();
    }
  }

  /** Whether a carrier that has waited for long may end. */
  boolean retires(Carrier carrier) {
    lock.lock();
    try {
      boolean may = carriers.size() > kept && carriers.remove(carrier);
      count = carriers.size();
      return may;
    } finally {
      lock.unlock();
    }
  }

  void wakeAll() {
    lock.lock();
    try {
      carriers.forEach(carrier -> LockSupport.unpark(carrier.thread()));
    } finally {
      lock.unlock();
    }
  }
}
