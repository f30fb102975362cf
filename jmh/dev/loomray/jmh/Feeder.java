package dev.loomray.jmh;

import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A platform thread that submits a task for each that has ended, so that a thousand are always
 * ready to run; once every second it waits until all have ended, and a moment longer.
 */
final class Feeder {
  private final Semaphore missing = new Semaphore(Chains.READY);
  private final Executor executor;
  private final Thread thread;

  Feeder(Executor executor) {
    this.executor = executor;
    thread = Thread.ofPlatform().daemon().start(this::feed);
  }

  private void feed() {
    try {
      while (true) {
        feedUntil(System.nanoTime() + Chains.PAUSE_EVERY_NANOS);
        missing.acquire(Chains.READY);
        TimeUnit.MILLISECONDS.sleep(1);
        missing.release(Chains.READY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void feedUntil(long end) throws InterruptedException {
    while (System.nanoTime() - end < 0) {
      missing.acquire();
      executor.execute(this::step);
    }
  }

  private void step() {
    Blackhole.consumeCPU(Chains.TOKENS);
    missing.release();
  }

  /** Lets the queue run dry. */
  void stop() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }
}
