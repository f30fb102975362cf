package dev.loomray.internal.task;

import dev.loomray.internal.base.Clock;
import dev.loomray.internal.base.Reports;
import dev.loomray.internal.base.StackSafeLock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Timers in a binary heap whose elements know their place, so that a million of them are scheduled and cancelled in
 * O(log n) each and a cancelled one leaves nothing behind. The engine's owner thread runs those that are due; their
 * actions are ours, short, and never a user's.
 */
public final class Timers {
  private final Clock clock;
  private final Reports reports;
  private final ReentrantLock lock = new StackSafeLock();

  // under the lock
  private final List<Due> heap = new ArrayList<>();

  // immutable after construction of the engine: called when the first deadline moved forward
  private Runnable wake = () -> {};

  public Timers(Clock clock, Reports reports) {
    this.clock = clock;
    this.reports = reports;
  }

  /** Sets what to call when the earliest timer has changed; once, before any thread starts. */
  public void onEarlier(Runnable action) {
    wake = action;
  }

  /** A timer for a delay from now, not yet scheduled. */
  public Timer prepare(long nanos, Runnable action) {
    return new Timer(clock.nanoTime() + nanos, action);
  }

  /** Adds a timer; at once due if its moment has passed, nothing if it was cancelled before. */
  public void schedule(Due timer) {
    boolean first;
    lock.lock();
    try {
      if (timer.index() == Due.CANCELLED) {
        return;
      }
      heap.add(timer);
      timer.index(heap.size() - 1);
      up(timer);
      first = timer.index() == 0;
    } finally {
      lock.unlock();
    }
    if (first) {
      wake.run();
    }
  }

  /** Takes a timer away; nothing if it ran or was taken before. */
  public void cancel(@Nullable Due timer) {
    if (timer == null) {
      return;
    }
    lock.lock();
    try {
      if (timer.index() >= 0) {
        remove(timer);
      }
      timer.index(Due.CANCELLED);
    } finally {
      lock.unlock();
    }
  }

  /** Runs what is due. */
  public void runDue() {
    for (Due due = takeDue(); due != null; due = takeDue()) {
      run(due);
    }
  }

  /** Nanoseconds until the next is due, 0 if one is, {@link Long#MAX_VALUE} if there is none. */
  public long nanosToNext() {
    lock.lock();
    try {
      return heap.isEmpty() ? Long.MAX_VALUE : Math.max(0, heap.getFirst().at() - clock.nanoTime());
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Due takeDue() {
    lock.lock();
    try {
      if (heap.isEmpty() || heap.getFirst().at() - clock.nanoTime() > 0) {
        return null;
      }
      Due due = heap.getFirst();
      remove(due);
      return due;
    } finally {
      lock.unlock();
    }
  }

  /** How many wait. */
  public int size() {
    lock.lock();
    try {
      return heap.size();
    } finally {
      lock.unlock();
    }
  }

  private void run(Due timer) {
    try {
      timer.run();
    } catch (VirtualMachineError e) {
      schedule(timer); // out of memory: again, when there is some
      throw e;
    } catch (Throwable e) {
      reports.bug("a timer threw", e);
    }
  }

  private void remove(Due timer) {
    int hole = timer.index();
    Due last = heap.removeLast();
    timer.index(Due.NOT_QUEUED);
    if (last != timer) {
      place(last, hole);
      up(last);
      down(last);
    }
  }

  private void up(Due timer) {
    int i = timer.index();
    while (i > 0) {
      int above = (i - 1) / 2;
      if (!isEarlier(timer, heap.get(above))) {
        break;
      }
      place(heap.get(above), i);
      i = above;
    }
    place(timer, i);
  }

  private void down(Due timer) {
    int i = timer.index();
    while (2 * i + 1 < heap.size()) {
      int below = 2 * i + 1;
      if (below + 1 < heap.size() && isEarlier(heap.get(below + 1), heap.get(below))) {
        below++;
      }
      if (!isEarlier(heap.get(below), timer)) {
        break;
      }
      place(heap.get(below), i);
      i = below;
    }
    place(timer, i);
  }

  private void place(Due timer, int index) {
    heap.set(index, timer);
    timer.index(index);
  }

  private static boolean isEarlier(Due a, Due b) {
    return a.at() - b.at() < 0;
  }
}
