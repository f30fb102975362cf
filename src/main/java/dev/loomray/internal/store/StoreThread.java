package dev.loomray.internal.store;

import dev.loomray.internal.base.Environment;
import dev.loomray.internal.base.StackSafeLock;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The platform thread on which a store waits for disks and collections, so that the carrier of no virtual thread does. It
 * starts with the first work and ends with the store.
 */
final class StoreThread {
  /** What it does between two pieces of work. */
  interface Rounds {
    /** Looks around; nanoseconds until it wants to look again, {@link Long#MAX_VALUE} for not by itself. */
    long look();
  }

  private static final long LATER_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final String name;
  private final Environment env;
  private final Rounds rounds;
  private final ReentrantLock lock = new StackSafeLock();
  private final Condition ended = lock.newCondition();

  // under the lock
  private final Queue<Runnable> work = new ArrayDeque<>();
  private final Queue<Runnable> later = new ArrayDeque<>();
  private boolean isClosing;
  private boolean isAwake;
  private @Nullable Thread thread;

  StoreThread(String name, Environment env, Rounds rounds) {
    this.name = name;
    this.env = env;
    this.rounds = rounds;
  }

  /** Has something done; false once the store has ended. */
  boolean run(Runnable what) {
    lock.lock();
    try {
      if (isClosing) {
        return false;
      }
      wakeOrStart(); // may find no memory for a thread: then nothing was given
      work.add(what);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** The same, when nothing else is to be done; not at all if the store ends before. */
  void runLater(Runnable what) {
    lock.lock();
    try {
      if (!isClosing) {
        wakeOrStart();
        later.add(what);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Has it look around soon, if it runs at all. */
  void wake() {
    lock.lock();
    try {
      if (!isClosing) {
        isAwake = true;
        wakeOrStart();
      }
    } finally {
      lock.unlock();
    }
  }

  private void wakeOrStart() {
    if (thread == null) {
      thread = env.threads().startDaemon("loomray-" + name, this::loop);
    } else {
      LockSupport.unpark(thread);
    }
  }

  /** Does what was given, takes no more, and waits for the end of the thread. */
  void close() {
    lock.lock();
    try {
      isClosing = true;
      LockSupport.unpark(thread);
      while (thread != null) {
        ended.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private void loop() {
    while (true) {
      Runnable next = next();
      if (next != null) {
        doSafely(next);
      } else if (isOver()) {
        return;
      } else {
        long nanos = lookSafely();
        if (mayRest()) {
          park(nanos);
        }
      }
    }
  }

  private @Nullable Runnable next() {
    lock.lock();
    try {
      Runnable next = work.poll();
      return next != null || isClosing ? next : later.poll();
    } finally {
      lock.unlock();
    }
  }

  private boolean isOver() {
    lock.lock();
    try {
      if (!isClosing || !work.isEmpty()) {
        return false;
      }
      thread = null;
      ended.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether nothing was given since it looked. It is asked last: a lock that is waited for takes the unpark that came before, and
   * between this and the park there is none.
   */
  private boolean mayRest() {
    lock.lock();
    try {
      boolean rests = work.isEmpty() && later.isEmpty() && !isClosing && !isAwake;
      isAwake = false;
      return rests;
    } finally {
      lock.unlock();
    }
  }

  private void park(long nanos) {
    if (nanos == Long.MAX_VALUE) {
      LockSupport.park(this);
    } else {
      env.clock().parkNanos(this, nanos);
    }
  }

  private long lookSafely() {
    try {
      return rounds.look();
    } catch (Throwable e) { // those who wait for this thread must not wait for ever
      env.reports().bug("the thread of the object store", e);
      return LATER_NANOS;
    }
  }

  private void doSafely(Runnable what) {
    try {
      what.run();
    } catch (Throwable e) { // the next may well work
      env.reports().bug("the thread of the object store", e);
    }
  }
}
