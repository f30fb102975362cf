package dev.loomray.internal.store;

import dev.loomray.internal.base.Environment;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How much was put since the collector last ran. It does not see memory outside the heap, so refs that nobody holds may fill
 * the store while it has no reason to look; then it is asked to.
 */
final class Debt {
  // how many times as long as a collection took there is none: two percent of the time, and a fifth
  // while somebody waits
  private static final int PAUSES = 50;
  private static final int PAUSES_IF_FULL = 4;
  // but a collection that took long is not waited for for ever by who waits for two seconds
  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Environment env;
  private final AtomicLong owed = new AtomicLong();

  // any thread: an object that goes with the next collection. Two that see it gone both begin anew,
  // which is the same
  private volatile Supplier<@Nullable Object> sentinel;

  // written by the store's thread: how long the last collection took, and when it ended; -1 before
  // the first
  private volatile long lastNanos = -1;
  private volatile long lastEnd;

  Debt(Environment env) {
    this.env = env;
    this.sentinel = env.reclaim().weakly(new Object());
  }

  /** So many bytes were put. */
  void add(long bytes) {
    owed.addAndGet(bytes);
  }

  /** Bytes put since the last collection. */
  long owed() {
    if (sentinel.get() == null) {
      owed.set(0);
      sentinel = env.reclaim().weakly(new Object());
    }
    return owed.get();
  }

  /** Collects if much is owed and it is not too soon; whether it did. On the store's thread. */
  boolean collectInTime(long limit) {
    return owed() > limit / 4 && nanosToNext(PAUSES) == 0 && collect();
  }

  /** Collects since the store is full, whatever was put: what is old is garbage only now. On the store's thread. */
  boolean collectIfFull() {
    boolean isTime =
        nanosToFull() == 0 || (lastNanos >= 0 && env.clock().nanoTime() - lastEnd > MOST_NANOS);
    return isTime && collect();
  }

  /** Whether a collection has ended since. */
  boolean hasCollectedSince(long nanos) {
    return lastNanos >= 0 && lastEnd - nanos > 0;
  }

  /** How long a full store has to wait before the next collection. */
  long nanosToFull() {
    return Math.min(MOST_NANOS, nanosToNext(PAUSES_IF_FULL));
  }

  private long nanosToNext(int pauses) {
    long took = lastNanos;
    return took < 0 ? 0 : Math.max(0, pauses * took - (env.clock().nanoTime() - lastEnd));
  }

  private boolean collect() {
    long start = env.clock().nanoTime();
    env.reclaim().collect();
    long end = env.clock().nanoTime();
    lastEnd = end;
    lastNanos = end - start;
    return true;
  }
}
