package dev.loomray.util;

import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.error.GetInterruptedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for something to change in a pool. A task or an actor waits for a ref, so that it gives its CPUs back and
 * hears of it when it is cancelled; any other thread waits as threads do.
 */
final class PoolWaits {
  private static final Duration FOREVER = QueueCore.FOREVER;

  // immutable
  private final ReentrantLock lock;
  private final Condition changed;

  // under the lock
  private final List<ObjectRef<Void>> gates =
      new ArrayList<>(); // timers that are there to be cancelled

  PoolWaits(ReentrantLock lock) {
    this.lock = lock;
    changed = lock.newCondition();
  }

  /** Under the lock: has everybody look again. */
  void wakeAll() {
    changed.signalAll();
    gates.forEach(ObjectRef::cancel);
    gates.clear();
  }

  /** Under the lock, which others hold meanwhile: waits until it is so; false if the time is over before. */
  boolean await(BooleanSupplier isSo, @Nullable Duration limit) {
    boolean came = isSo.getAsBoolean() || awaitMore(isSo, limit);
    if (came && Thread.currentThread().isInterrupted() && isStopped()) {
      throw new GetInterruptedException(
          "expected a result of the pool, found the task stopped, which takes none", null);
    }
    return came;
  }

  /** Whether the code of a task or an actor has been stopped: what it took would be lost. */
  private static boolean isStopped() {
    Ray ray = currentRay();
    return ray != null && ray.context().isCancelled();
  }

  private boolean awaitMore(BooleanSupplier isSo, @Nullable Duration limit) {
    if (limit != null && limit.isZero()) {
      return false;
    }
    Ray ray = currentRay();
    return ray == null ? awaitHere(isSo, limit) : await(ray, isSo, limit);
  }

  private static @Nullable Ray currentRay() {
    try {
      return Ray.current();
    } catch (IllegalStateException e) {
      return null; // neither a task nor an actor
    }
  }

  private boolean await(Ray ray, BooleanSupplier isSo, @Nullable Duration limit) {
    ObjectRef<Void> end = ray.after(limit == null ? FOREVER : limit);
    try {
      while (!isSo.getAsBoolean()) {
        if (end.isReady()) {
          return false;
        }
        awaitChange(ray, end);
      }
      return true;
    } finally {
      end.cancel();
    }
  }

  private void awaitChange(Ray ray, ObjectRef<Void> end) {
    ObjectRef<Void> gate = ray.after(FOREVER);
    gates.add(gate);
    lock.unlock();
    try {
      ray.waitFor(1, List.of(end, gate));
    } finally {
      lock.lock();
      gates.remove(gate);
      gate.cancel();
    }
  }

  private boolean awaitHere(BooleanSupplier isSo, @Nullable Duration limit) {
    try {
      long left = limit == null ? 0 : saturated(limit);
      while (!isSo.getAsBoolean()) {
        if (limit == null) {
          changed.await();
        } else if (left <= 0) {
          return false;
        } else {
          left = changed.awaitNanos(left);
        }
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GetInterruptedException(
          "expected a result of the pool, found the thread interrupted while it waited", e);
    }
  }

  private static long saturated(Duration limit) {
    return limit.compareTo(FOREVER) < 0 ? limit.toNanos() : FOREVER.toNanos();
  }
}
