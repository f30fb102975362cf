package dev.loomray.jmh;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A thousand tasks of which each starts the next, so that a thousand are always ready to run; once
 * every second all end, and the last of them begins anew after a moment.
 */
final class Chains {
  static final int READY = 1_000;
  // some 10 µs
  static final long TOKENS = 4_000;
  static final long PAUSE_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Executor executor;
  private final AtomicInteger running = new AtomicInteger();
  // whoever starts them all; read by each
  private volatile long end;
  private volatile boolean stopped;

  Chains(Executor executor) {
    this.executor = executor;
    startAll();
  }

  private void startAll() {
    end = System.nanoTime() + PAUSE_EVERY_NANOS;
    running.set(READY);
    for (int i = 0; i < READY; i++) {
      executor.execute(this::step);
    }
  }

  private void step() {
    Blackhole.consumeCPU(TOKENS);
    if (!stopped && System.nanoTime() - end < 0) {
      executor.execute(this::step);
    } else if (running.decrementAndGet() == 0 && !stopped) {
      LockSupport.parkNanos(MOMENT_NANOS);
      startAll();
    }
  }

  /** Lets the queue run dry. */
  void stop() {
    stopped = true;
  }
}
