package dev.loomray.internal.task;

import dev.loomray.error.GetInterruptedException;
import dev.loomray.internal.base.Clock;
import dev.loomray.internal.base.Environment;
import dev.loomray.internal.base.StackRoom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How a thread waits for a condition: it looks, spins briefly, and parks until someone unparks it. While a task waits its
 * CPUs are given back, and what it waits for is shown in dumps. A task that was stopped does not wait at all, whatever
 * its code did with the interrupt.
 */
public final class Parking {
  /** No limit in time. */
  public static final long FOREVER = -1;

  private final Environment env;
  private final Spin outside;
  private final Spin inTasks;
  private final Deadlocks deadlocks = new Deadlocks();

  public Parking(Environment env) {
    this.env = env;
    this.outside = Spin.ofPlatformThread(env);
    this.inTasks = Spin.ofVirtualThread(env);
  }

  /**
   * Waits until the condition holds.
   *
   * @param limitNanos how long, or {@link #FOREVER}
   * @param what what is waited for, for people
   * @return false if the time is over first
   * @throws GetInterruptedException if the thread is interrupted or its task was stopped; the flag stays set
   */
  public boolean await(BooleanSupplier done, long limitNanos, Object what) {
    return await(done, limitNanos, what, null);
  }

  /**
   * The same, for a wait that is known in the net of who waits for whom.
   *
   * @param goal the one thing that ends it, if there is no limit in time
   * @throws dev.loomray.error.ActorDeadlockException if it could never end, since all that it needs waits for this thread
   */
  public boolean await(BooleanSupplier done, long limitNanos, Object what, @Nullable Awaited goal) {
    Spin spin = Thread.currentThread().isVirtual() ? inTasks : outside;
    if (spin.await(done)) {
      return true;
    }
    StackRoom.require();
    Execution<?> work = TaskContext.current();
    boolean mine = enter(work, what);
    WaitEdge edge = null;
    try {
      edge = mine && goal != null && limitNanos == FOREVER ? edge(work, goal) : null;
      long start = env.clock().nanoTime();
      boolean held = park(done, start, limitNanos, what, work);
      spin.parked(env.clock().nanoTime() - start);
      return held;
    } finally {
      if (edge != null) {
        edge.clear();
      }
      leave(work, mine);
    }
  }

  /** What has a deadline ends in time, and another Ray is not ours to judge. */
  private @Nullable WaitEdge edge(@Nullable Execution<?> work, Awaited goal) {
    Place place = work == null ? null : work.place();
    if (place == null
        || work == null
        || work.deadline() != null
        || work.owner().parking() != this) {
      return null;
    }
    return deadlocks.enter(work, place, goal);
  }

  /** Waits through interrupts, which are kept for afterwards; false if the time is over first. */
  public boolean awaitUninterruptibly(BooleanSupplier done, long limitNanos, Object what) {
    StackRoom.require();
    Execution<?> work = TaskContext.current();
    boolean mine = enter(work, what);
    boolean interrupted = false;
    long start = env.clock().nanoTime();
    try {
      while (!done.getAsBoolean()) {
        if (!parkOnce(start, limitNanos, what)) {
          return false;
        }
        interrupted |= Thread.interrupted();
      }
      return true;
    } finally {
      leave(work, mine);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Sleeps on the clock. */
  public void sleep(long nanos) throws InterruptedException {
    Execution<?> work = TaskContext.current();
    long start = env.clock().nanoTime();
    do {
      if (Thread.interrupted() || isStopped(work)) {
        throw new InterruptedException("sleep interrupted");
      }
    } while (parkOnce(start, nanos, "sleep"));
  }

  private boolean park(
      BooleanSupplier done, long start, long limitNanos, Object what, @Nullable Execution<?> work) {
    while (!done.getAsBoolean()) {
      if (Thread.currentThread().isInterrupted() || isStopped(work)) {
        Thread.currentThread().interrupt();
        throw interrupted(what, work);
      }
      if (!parkOnce(start, limitNanos, what)) {
        return false;
      }
    }
    return true;
  }

  /** Parks for what is left of the time; false if nothing is left. */
  private boolean parkOnce(long start, long limitNanos, Object what) {
    if (limitNanos == FOREVER) {
      LockSupport.park(what);
      return true;
    }
    Clock clock = env.clock();
    long left = limitNanos - (clock.nanoTime() - start);
    if (left <= 0) {
      return false;
    }
    clock.parkNanos(what, left);
    return true;
  }

  private static boolean isStopped(@Nullable Execution<?> work) {
    return work != null && work.failed() != null;
  }

  private static GetInterruptedException interrupted(Object what, @Nullable Execution<?> work) {
    Failed failed = work == null ? null : work.failed();
    if (failed != null) {
      return new GetInterruptedException(
          "stopped waiting for " + what + ": " + failed.message(), null);
    }
    return new GetInterruptedException(
        "interrupted while waiting for " + what + "; the interrupt flag is still set", null);
  }

  private static boolean enter(@Nullable Execution<?> work, Object what) {
    Place place = work == null ? null : work.place();
    if (place == null || work == null || place.thread() != Thread.currentThread()) {
      return false;
    }
    place.blockedOn(what);
    work.usesCpus(false);
    place.waits();
    return true;
  }

  private static void leave(@Nullable Execution<?> work, boolean mine) {
    Place place = work == null || !mine ? null : work.place();
    if (place != null && work != null) {
      place.goesOn();
      work.usesCpus(true);
      place.blockedOn(null);
    }
  }
}
