package dev.loomray.scenario;

import dev.loomray.ActorHandle;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

/** An actor of a storm: it holds the order of its callers, that nobody is beside it, and its end. */
final class StormActor implements AutoCloseable {
  /** What all of one kind count together. */
  static final class Counts {
    final LongAdder made = new LongAdder();
    final LongAdder closed = new LongAdder();
    final LongAdder onCarriers = new LongAdder();
    final LongAdder onVirtualThreads = new LongAdder();
    final LongAdder wrong = new LongAdder();

    void check(boolean holds) {
      if (!holds) {
        wrong.increment();
      }
    }

    boolean isRight() {
      return wrong.sum() == 0;
    }
  }

  /** What restarts it. */
  static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private final Counts counts;
  private final int[] last;
  private final AtomicBoolean inside = new AtomicBoolean();
  private final AtomicBoolean over = new AtomicBoolean();
  private int missing;

  StormActor(Counts counts, int callers) {
    this.counts = counts;
    this.last = new int[callers];
    counts.made.increment();
  }

  private int turn(int caller, int number) {
    (Thread.currentThread().isVirtual() ? counts.onVirtualThreads : counts.onCarriers).increment();
    counts.check(!over.get());
    counts.check(last[caller] < number);
    missing += number - last[caller] - 1;
    last[caller] = number;
    return number;
  }

  private void enter() {
    counts.check(inside.compareAndSet(false, true));
  }

  private void leave() {
    counts.check(inside.compareAndSet(true, false));
  }

  /** A call. */
  int take(int caller, int number) {
    enter();
    int result = turn(caller, number);
    leave();
    return result;
  }

  /** A call that sleeps. */
  int sleep(Ray ray, int caller, int number) throws InterruptedException {
    enter();
    try {
      int result = turn(caller, number);
      ray.sleep(Duration.ofMillis(1));
      return result;
    } finally {
      leave();
    }
  }

  /** A call that takes a lock. */
  int lock(ReentrantLock lock, int caller, int number) throws InterruptedException {
    enter();
    try {
      int result = turn(caller, number);
      lock.lockInterruptibly();
      lock.unlock();
      return result;
    } finally {
      leave();
    }
  }

  /** A call that waits for another actor. */
  int ask(ActorHandle<StormActor> other, int caller, int number) {
    enter();
    try {
      int result = turn(caller, number);
      ObjectRef<Integer> asked = other.call(StormActor::missing);
      counts.check(asked.get() == 0);
      return result;
    } finally {
      leave();
    }
  }

  /** A call that throws what restarts it. */
  int crash(int caller, int number) {
    enter();
    int result = turn(caller, number);
    leave();
    if (result == number) {
      throw new Crash();
    }
    return result;
  }

  /** How many calls have been passed over. */
  int missing() {
    enter();
    int result = missing;
    leave();
    return result;
  }

  @Override
  public void close() {
    counts.check(!inside.get());
    counts.check(over.compareAndSet(false, true));
    counts.closed.increment();
  }
}
