package dev.loomray.internal.base;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Time that moves when a test says so. It starts shortly before nanoseconds overflow. */
public final class FakeClock implements Clock {
  private static final long START = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(1);
  // an advance may fall between the look at the time and the park: a short real park makes up for
  // it
  private static final long REAL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final AtomicLong nanos = new AtomicLong(START);
  private final Set<Thread> parked = ConcurrentHashMap.newKeySet();

  @Override
  public long nanoTime() {
    return nanos.get();
  }

  @Override
  public Instant instant() {
    return Instant.EPOCH.plusNanos(nanos.get() - START);
  }

  @Override
  public void parkNanos(Object blocker, long limit) {
    parked.add(Thread.currentThread());
    LockSupport.parkNanos(blocker, Math.min(limit, REAL_NANOS));
    parked.remove(Thread.currentThread());
  }

  /** Lets time pass. */
  public void advance(Duration time) {
    nanos.addAndGet(time.toNanos());
    parked.forEach(LockSupport::unpark);
  }
}
