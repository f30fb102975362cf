package dev.loomray.internal.task;

import dev.loomray.internal.task.TaskEngine.Work;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The latest work that a lease's task has started, kept for the lease itself: a child that its parent is about to wait for, or
 * what follows from the task. Others are not woken for it. It goes to the queue of all when there is newer one, when the
 * lease waits or rests, and when the monitor finds that the lease is still in the same work.
 *
 * <p>The lease's own thread puts; it and the monitor take.
 */
final class NextWork {
  private final AtomicReference<@Nullable Work> kept = new AtomicReference<>();

  /** Keeps work; answers what was kept before, which is for others now. */
  @Nullable Work keep(Work work) {
    return kept.getAndSet(work);
  }

  /** What is kept; it is for the caller to run. */
  @Nullable Work take() {
    return isEmpty() ? null : kept.getAndSet(null);
  }

  /** Takes this very work; false if it is not here any more. */
  boolean take(Work work) {
    return kept.get() == work && kept.compareAndSet(work, null);
  }

  boolean isEmpty() {
    return kept.get() == null;
  }
}
