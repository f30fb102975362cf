package dev.loomray.internal.task;

import dev.loomray.RuntimeContext;
import dev.loomray.internal.base.Current;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A running attempt, as its code sees it.
 *
 * @param task the task
 * @param attempt which attempt, from 1
 */
record TaskContext(Task<?> task, int attempt) implements RuntimeContext {
  /** The task that this thread runs or was forked by, of whatever Ray; null outside tasks. */
  static @Nullable Task<?> currentTask() {
    return Current.KEY.isBound() && Current.KEY.get().work() instanceof Task<?> task ? task : null;
  }

  @Override
  public String taskName() {
    return task.name();
  }

  @Override
  public Optional<Duration> timeLeft() {
    Deadline deadline = task.deadline();
    if (deadline == null) {
      return Optional.empty();
    }
    long left = deadline.left(task.owner().env().clock().nanoTime());
    return Optional.of(Duration.ofNanos(Math.max(0, left)));
  }

  @Override
  public boolean isCancelled() {
    return task.failed() != null;
  }
}
