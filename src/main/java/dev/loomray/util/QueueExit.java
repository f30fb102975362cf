package dev.loomray.util;

import dev.loomray.ActorHandle;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.error.RayClosedException;
import dev.loomray.error.TaskCancelledException;
import dev.loomray.util.QueueCore.Exit;
import dev.loomray.util.QueueCore.Ticket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to take elements, as its caller sees it.
 *
 * <p>Its calls are made by callbacks of futures, which belong to no task: a call that a task makes is cancelled with the
 * task, and elements that it brings would be lost. When they have arrived here, the callback uses the ticket; if the
 * caller has given up before, it sends them back.
 *
 * @param <E> the type of the elements
 */
final class QueueExit<E> {
  // immutable
  private final Ray ray;
  private final ActorHandle<QueueCore<E>> core;
  private final ObjectRef<Void> timer;
  private final Ticket ticket;
  private final boolean isLimited;

  // written before the timer is cancelled, read after it was
  private volatile @Nullable Exit<E> exit;
  private volatile @Nullable Throwable failure;

  QueueExit(Ray ray, ActorHandle<QueueCore<E>> core, Duration limit) {
    this.ray = ray;
    this.core = core;
    timer = ray.after(limit);
    ticket = new Ticket(timer);
    isLimited = limit != QueueCore.FOREVER;
  }

  /** Takes one, and waits for it while the time lasts; empty if it is over. */
  Optional<E> take() {
    return outcome(() -> core.call(QueueCore<E>::take, ticket)).map(List::getFirst);
  }

  /** Takes so many if there are, else none. */
  Optional<List<E>> poll(int count) {
    return outcome(() -> core.call(QueueCore<E>::poll, count));
  }

  private Optional<List<E>> outcome(Supplier<ObjectRef<Exit<E>>> call) {
    apart(ray, () -> follow(call));
    try {
      ray.waitFor(1, List.of(timer));
    } catch (RuntimeException | Error e) {
      if (timer.cancel()) {
        throw e; // given up before the elements were here
      }
    }
    if (isLimited && !wasUsed(timer)) {
      return Optional.empty(); // whatever arrives now goes back
    }
    if (failure != null) {
      throw rethrown(failure);
    }
    return switch (exit) {
      case null -> throw new RayClosedException("expected elements, found the Ray closed", null);
      case Exit.Taken<E>(List<E> elements) -> Optional.of(elements);
      case Exit.Closed<E> _ ->
          throw new IllegalStateException("expected elements, found the queue closed and empty");
      case Exit.Later<E> _, Exit.Nothing<E> _ -> Optional.empty();
    };
  }

  /** Whether a timer that is ready was cancelled, and has not run out. */
  static boolean wasUsed(ObjectRef<Void> timer) {
    try {
      timer.get();
      return false;
    } catch (TaskCancelledException e) {
      return true;
    }
  }

  /** Runs the action on a thread of the Ray, outside of all tasks, also if this task has been stopped. */
  static void apart(Ray ray, Runnable action) {
    ObjectRef<Void> start = ray.after(QueueCore.FOREVER);
    var _ = start.toFuture().whenComplete((_, _) -> action.run());
    start.cancel();
  }

  private void follow(Supplier<ObjectRef<Exit<E>>> call) {
    try {
      var _ = call.get().toFuture().whenComplete(this::answered);
    } catch (RuntimeException | Error e) {
      answered(null, e);
    }
  }

  private void answered(@Nullable Exit<E> answer, @Nullable Throwable thrown) {
    if (answer instanceof Exit.Later<E>(ObjectRef<Void> wake)) {
      var _ = wake.toFuture().whenComplete((_, _) -> follow(this::resume));
      return;
    }
    exit = answer;
    failure = thrown;
    if (!ticket.use() && answer instanceof Exit.Taken<E>(List<E> elements)) {
      core.run(QueueCore<E>::giveBack, elements);
    }
  }

  private ObjectRef<Exit<E>> resume() {
    return core.call(QueueCore<E>::resume, ticket);
  }

  /** What has failed, as if it had been thrown here. */
  static RuntimeException rethrown(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException exception
        ? exception
        : new RayClosedException("the queue cannot be reached: " + failure, failure);
  }
}
