package dev.loomray.internal.store;

import dev.loomray.internal.base.Environment;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
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
  // what to do instead is slow, and stops everything
  private static final long REFUSED_NANOS = TimeUnit.MINUTES.toNanos(1);
  // what was collected is told a moment later, by other threads
  private static final long TOLD_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final int MOST_TOLD = 50;
  private static final int SHARE = 4;
  private static final int MUCH = 16;

  private final Environment env;
  private final AtomicLong put = new AtomicLong();

  // any thread: how much had been put when the collector ran last, for whatever reason
  private volatile long paid;

  // any thread: an object that goes with the next collection. Two that see it gone both begin anew,
  // which is the same
  private volatile Supplier<@Nullable Object> sentinel;

  // written by the store's thread: how long the last collection took, and when it ended; -1 before
  // the first. How much had been put then
  private volatile long lastNanos = -1;
  private volatile long lastEnd;
  private volatile long lastPut;

  // written by the store's thread: whether the last collection that was waited for found much
  private volatile boolean foundMuch = true;

  // the store's thread: of the last collection, until that was waited for
  private @Nullable BooleanSupplier telling;

  // written by the store's thread: the JVM does not collect when it is asked to
  private volatile boolean isRefused;

  private final Runnable collected;

  /**
   * Owes nothing.
   *
   * @param collected told of each collection that was asked for
   */
  Debt(Environment env, Runnable collected) {
    this.env = env;
    this.collected = collected;
    this.sentinel = env.reclaim().weakly(new Object());
  }

  /** So many bytes were put. */
  void add(long bytes) {
    put.addAndGet(bytes);
  }

  /** Bytes that were added are those of an object that was put long ago: there is no more garbage by it. */
  void forget(long bytes) {
    put.addAndGet(-bytes);
  }

  /** Bytes put since the last collection. */
  long owed() {
    if (sentinel.get() == null) {
      paid = put.get();
      sentinel = env.reclaim().weakly(new Object());
    }
    return put.get() - paid;
  }

  /**
   * Whether so much was put since the last collection that was asked for that there may be much garbage. Others may have looked
   * at young objects only.
   */
  boolean isDue(long limit) {
    return put.get() - lastPut > limit / SHARE
        && !(isRefused && env.clock().nanoTime() - lastEnd < REFUSED_NANOS);
  }

  /** Whether it is better to wait for the next collection, if that is due, than to do without. */
  boolean isWorthWaiting() {
    return foundMuch;
  }

  /** Collects if much is owed and it is not too soon. On the store's thread. */
  void collectInTime(long limit) {
    if (owed() > limit / SHARE && isDue(limit) && nanosToNext(PAUSES) == 0) {
      collect();
    }
  }

  /** Collects since the store is full, whatever was put: what is old is garbage only now. On the store's thread. */
  void collectIfFull() {
    if (!isRefused
        && (nanosToFull() == 0
            || (lastNanos >= 0 && env.clock().nanoTime() - lastEnd > MOST_NANOS))) {
      collect();
    }
  }

  /**
   * Collects, and waits until what was found is given back. On the store's thread.
   *
   * @param used how much is in use
   * @param frees how often something was given back so far
   */
  void collectAndWait(LongSupplier used, LongSupplier frees, long limit) {
    long before = used.getAsLong();
    long start = env.clock().nanoTime();
    collect();
    awaitTold(frees);
    long end = env.clock().nanoTime();
    lastNanos = end - start; // who asked for it waits for that as well
    lastEnd = end;
    foundMuch = before - used.getAsLong() > limit / MUCH;
  }

  /** Waits until what the last collection has found is given back, once; whether it had to. On the store's thread. */
  boolean awaitTold(LongSupplier frees) {
    BooleanSupplier last = telling;
    telling = null;
    if (last != null) {
      awaitQuiet(last, frees);
    }
    return last != null;
  }

  private void awaitQuiet(BooleanSupplier last, LongSupplier frees) {
    int quiet = 0;
    for (int i = 0; i < MOST_TOLD && quiet < 2; i++) {
      long before = frees.getAsLong();
      env.clock().parkNanos(this, TOLD_NANOS);
      quiet = last.getAsBoolean() && frees.getAsLong() == before ? quiet + 1 : 0;
    }
  }

  /** Whether a collection has ended since. */
  boolean hasCollectedSince(long nanos) {
    return lastNanos >= 0 && lastEnd - nanos > 0;
  }

  /** How long a full store has to wait before the next collection; longer if the last one was of no use. */
  long nanosToFull() {
    return Math.min(MOST_NANOS, nanosToNext(foundMuch ? PAUSES_IF_FULL : PAUSES));
  }

  private long nanosToNext(int pauses) {
    long took = lastNanos;
    return took < 0 ? 0 : Math.max(0, pauses * took - (env.clock().nanoTime() - lastEnd));
  }

  private void collect() {
    long start = env.clock().nanoTime();
    lastPut = put.get();
    telling = env.reclaim().telling();
    Supplier<@Nullable Object> before = env.reclaim().weakly(new Object());
    env.reclaim().collect();
    if (before.get() != null) {
      collectRefused();
    }
    long end = env.clock().nanoTime();
    lastEnd = end;
    lastNanos = end - start;
    collected.run();
  }

  private void collectRefused() {
    if (!isRefused) {
      isRefused = true;
      env.reports()
          .warning(
              "this JVM ignores System.gc() (-XX:+DisableExplicitGC?), which tells the object store what is garbage outside the"
                  + " heap: it makes a class histogram instead, at most once a minute; free() objects, or allow explicit collections");
    }
    env.reclaim().collectAnyway();
  }
}
