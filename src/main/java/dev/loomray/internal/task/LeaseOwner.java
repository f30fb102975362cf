package dev.loomray.internal.task;

import dev.loomray.internal.base.Environment;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The thread that makes leases, since only the thread that opened a scope may fork in it; it is a daemon of the system's, so
 * that busy virtual threads cannot starve it. It runs the timers, and while work waits it is the monitor: each millisecond
 * it looks for leases whose thread is parked elsewhere than in a call of ours, and starts as many more as it found, so that
 * ten thousand sleepers soon all sleep. Each second it ends leases that rest and that are more than there are places.
 *
 * <pre>
 *   others: want, watch or add a timer, then read asleep ── true ──▶ unpark
 *   owner:  asleep = true, then look at all of these ── something ──▶ go on, else park
 * </pre>
 */
final class LeaseOwner {
  private static final long RETIRE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  // immutable
  private final LeaseEngine engine;
  private final String name;
  private final Environment env;
  private final Timers timers;
  private final Forks.Opener opener = Forks.opener();

  // any thread: how many leases are to be made; a place is taken for each
  private final AtomicInteger wanted = new AtomicInteger();

  // its own thread writes
  private volatile boolean asleep;
  // its own thread only
  private long lastTick;
  // whether there are more leases than places, and since when some may have rested
  private boolean isCrowded;
  private long lastRetired;

  // written once, before any work
  private volatile @Nullable Thread thread;

  LeaseOwner(LeaseEngine engine, String name, Environment env, Timers timers) {
    this.engine = engine;
    this.name = name;
    this.env = env;
    this.timers = timers;
  }

  void open() {
    timers.onEarlier(this::wake);
    lastTick = env.clock().nanoTime();
    thread = env.threads().startDaemon(name + "-owner", this::own);
  }

  void wake() {
    if (asleep) {
      LockSupport.unpark(thread);
    }
  }

  /** Has a lease made for a place that was taken. */
  void want() {
    wanted.incrementAndGet();
    wake();
  }

  int wanted() {
    return wanted.get();
  }

  /** Makes no more; how many were wanted. */
  int unmade() {
    return wanted.getAndSet(0);
  }

  private void own() {
    try {
      Forks forks = opener.open(name, env.threads().virtual());
      while (!engine.mayEnd()) {
        turn(forks);
      }
      engine.end();
      forks.joinAndClose();
    } catch (Throwable e) {
      env.reports().bug("the owner thread of " + name + " ended", e);
    } finally {
      engine.end();
    }
  }

  /** One round; out of memory, it goes on with the next. */
  private void turn(Forks forks) {
    try {
      timers.runDue();
      forkLeases(forks);
      engine.forkAlone(forks);
      if (engine.isWatching()) {
        tick();
      }
      if (isCrowded) {
        retire();
      }
      sleep();
    } catch (Throwable e) {
      env.clock().parkNanos(this, TICK_NANOS);
    }
  }

  private void forkLeases(Forks forks) {
    while (wanted.get() > 0) {
      wanted.decrementAndGet();
      if (!engine.idle().wakeOne() && !forkLease(forks)) {
        return;
      }
    }
  }

  /** Makes a lease for a place that was taken; false if there is no thread for it. */
  private boolean forkLease(Forks forks) {
    Lease lease = null;
    engine.comes();
    try {
      lease = new Lease(engine);
      engine.roll().add(lease);
      forks.fork(lease);
      crowd();
      return true;
    } catch (Throwable e) { // no memory for a thread, or a thread factory that throws
      engine.roll().remove(lease);
      engine.failed(e);
      return false;
    }
  }

  /** Looks for leases that are parked elsewhere, and starts as many more while work waits. */
  private void tick() {
    long now = env.clock().nanoTime();
    if (now - lastTick < TICK_NANOS) {
      return;
    }
    lastTick = now;
    engine.looks();
    engine.roll().sweep();
    long parked = engine.roll().look();
    if (engine.hasWork() || engine.roll().keeps()) {
      engine.watch();
      engine.grow(parked);
    }
  }

  /** Each second, ends leases beyond the places that have rested since the last time. */
  private void retire() {
    if (env.clock().nanoTime() - lastRetired < RETIRE_NANOS) {
      return;
    }
    lastRetired = env.clock().nanoTime();
    isCrowded = engine.roll().retire(engine.places().limit()) > engine.places().limit();
  }

  private void crowd() {
    if (!isCrowded && engine.isCrowded()) {
      isCrowded = true;
      lastRetired = env.clock().nanoTime();
    }
  }

  private void sleep() {
    asleep = true;
    long nanos = timers.nanosToNext();
    if (isCrowded) {
      nanos = Math.min(nanos, left(lastRetired + RETIRE_NANOS));
    }
    if (engine.isWatching()) {
      nanos = Math.min(nanos, left(lastTick + TICK_NANOS));
    }
    if (wanted.get() == 0 && !engine.hasAlone() && !engine.mayEnd() && nanos > 0) {
      if (nanos == Long.MAX_VALUE) {
        LockSupport.park(this);
      } else {
        env.clock().parkNanos(this, nanos);
      }
    }
    asleep = false;
    Thread.interrupted();
  }

  private long left(long until) {
    return Math.max(1, until - env.clock().nanoTime());
  }
}
