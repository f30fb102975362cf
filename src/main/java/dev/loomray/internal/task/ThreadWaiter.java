package dev.loomray.internal.task;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread that waits until some number of refs is settled: one waiter on all of them. It is woken by the last, or by the
 * first that fails if it asked for that.
 */
final class ThreadWaiter extends Waiter {
  private final boolean failsFast;
  private final AtomicInteger missing;

  // cleared by the waiting thread when it has gone on
  private volatile @Nullable Thread thread = Thread.currentThread();

  // any thread, set once: which one does not matter if several fail at the same time
  private volatile @Nullable Ref<?> firstFailed;

  ThreadWaiter(int count, boolean failsFast) {
    this.missing = new AtomicInteger(count);
    this.failsFast = failsFast;
  }

  /** Whether there is nothing left to wait for. */
  boolean isDone() {
    return missing.get() <= 0 || firstFailed != null;
  }

  /** The first ref that failed, if the wait asked for it. */
  @Nullable Ref<?> firstFailed() {
    return firstFailed;
  }

  /** Counts a ref that is settled already. */
  void count(Ref<?> ref) {
    if (failsFast && ref.failed() != null && firstFailed == null) {
      firstFailed = ref;
    }
    missing.decrementAndGet();
  }

  /** The thread no longer waits. */
  void giveUp() {
    thread = null;
  }

  @Override
  public boolean readsFailures() {
    return false;
  }

  @Override
  public boolean isLive() {
    return thread != null;
  }

  @Override
  public void settled(Ref<?> ref, Cascade cascade) {
    count(ref);
    if (isDone()) {
      LockSupport.unpark(thread);
    }
  }
}
