package dev.loomray.jmh;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** The bodies of tasks that do nothing but take time. */
final class Nap {
  /** As long as a call to a fast neighbour in the same network takes. */
  private static final long IO_NANOS = 200_000;

  private static final Duration SHORT = Duration.ofMillis(100);
  private static final Duration LONG = Duration.ofHours(1);

  private Nap() {}

  /** Sleeps for 100 ms. */
  static String take() throws InterruptedException {
    Thread.sleep(SHORT);
    return "x";
  }

  static String takeUnchecked() {
    try {
      return take();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sleeps until it is interrupted, and says so when it begins. */
  static String takeLong(CountDownLatch asleep) throws InterruptedException {
    asleep.countDown();
    Thread.sleep(LONG);
    return "x";
  }

  /** Waits as one does for an answer, 0.2 ms. */
  static String io() {
    long end = System.nanoTime() + IO_NANOS;
    for (long left = IO_NANOS; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    return "x";
  }
}
