package dev.loomray.internal.base;

import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that wait for a condition which others make true. A waiter enters, checks, parks and checks again; whoever
 * changes the condition calls {@link #all()} afterwards, so that either sees the other.
 */
public final class Signal {
  private final Queue<Thread> waiting = new ConcurrentLinkedQueue<>();

  /** Registers the current thread; to be followed by {@link #leave()}. */
  public void enter() {
    waiting.add(Thread.currentThread());
  }

  /** Takes one registration of the current thread away. */
  public void leave() {
    Thread current = Thread.currentThread();
    for (Iterator<Thread> threads = waiting.iterator(); threads.hasNext(); ) {
      if (threads.next() == current) { // not equals, which is a user's code
        threads.remove();
        return;
      }
    }
  }

  /** Whether anybody is registered. */
  public boolean isAwaited() {
    return !waiting.isEmpty();
  }

  /** Wakes every registered thread. */
  public void all() {
    for (Thread thread : waiting) {
      LockSupport.unpark(thread);
    }
  }
}
