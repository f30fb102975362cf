package dev.loomray.internal.base;

import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** Real time. */
final class SystemClock implements Clock {
  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Instant instant() {
    return Instant.now();
  }

  @Override
  public void parkNanos(Object blocker, long nanos) {
    LockSupport.parkNanos(blocker, nanos);
  }
}
