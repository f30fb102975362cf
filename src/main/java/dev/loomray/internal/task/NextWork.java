package dev.loomray.internal.task;

import dev.loomray.internal.task.TaskEngine.Work;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The latest work that a lease's task has started, kept for the lease itself: a child that its parent is about to wait for, or
 * what follows from the task. Others are not woken for it. It goes to the queue of all when there is newer one, when the
 * lease waits or rests, and when the monitor finds that the lease is still in the same work.
 *
 * <p>The lease's own thread puts; it and the monitor take.
 */
final class NextWork {
  private static final VarHandle KEPT;

  static {
    try {
      KEPT = MethodHandles.lookup().findVarHandle(NextWork.class, "kept", Work.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // by getAndSet and CAS
  private volatile @Nullable Work kept;

  /** Keeps work; answers what was kept before, which is for others now. */
  @Nullable Work keep(Work work) {
    return (Work) KEPT.getAndSet(this, work);
  }

  /** What is kept; it is for the caller to run. */
  @Nullable Work take() {
    return isEmpty() ? null : (Work) KEPT.getAndSet(this, null);
  }

  /** Takes this very work; false if it is not here any more. */
  boolean take(Work work) {
    return kept == work && KEPT.compareAndSet(this, work, null);
  }

  boolean isEmpty() {
    return kept == null;
  }
}
