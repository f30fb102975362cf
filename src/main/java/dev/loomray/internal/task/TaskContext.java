package dev.loomray.internal.task;

import dev.loomray.ActorHandle;
import dev.loomray.RuntimeContext;
import dev.loomray.internal.base.Current;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A running attempt, as its code sees it.
 *
 * @param work what runs
 * @param attempt which attempt, from 1
 */
public record TaskContext(Execution<?> work, int attempt) implements RuntimeContext {
  /** What this thread runs or was forked by, of whatever Ray; null outside. */
  public static @Nullable Execution<?> current() {
    return Current.KEY.isBound() && Current.KEY.get().work() instanceof Execution<?> work
        ? work
        : null;
  }

  /** Who this thread is, for people: its task, or its name. */
  static String whoAmI() {
    Execution<?> work = current();
    return work == null ? "thread " + Thread.currentThread().getName() : work.kind() + work.name();
  }

  @Override
  public String taskName() {
    return work.name();
  }

  @Override
  public Optional<Duration> timeLeft() {
    Deadline deadline = work.deadline();
    if (deadline == null) {
      return Optional.empty();
    }
    long left = deadline.left(work.owner().env().clock().nanoTime());
    return Optional.of(Duration.ofNanos(Math.max(0, left)));
  }

  @Override
  public boolean isCancelled() {
    return work.failed() != null;
  }

  @Override
  public Optional<ActorHandle<?>> actor() {
    return work.actor();
  }

  @Override
  public boolean wasRestarted() {
    return work.wasRestarted();
  }
}
