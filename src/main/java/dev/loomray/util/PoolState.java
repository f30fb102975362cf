package dev.loomray.util;

import dev.loomray.ActorHandle;
import dev.loomray.ObjectRef;
import dev.loomray.error.ActorDiedException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The actors of a pool and the work that waits for them. Work is begun outside the lock, since that runs code of the
 * actor engine; the thread that made an actor free begins what waits for it, one after the other.
 *
 * @param <T> the class of the actors
 * @param <R> the type of the results
 */
final class PoolState<T, R> {
  private record Assignment<T, R>(
      ActorHandle<T> actor, PoolBatch<T, R> batch, PoolItem<T, R> item) {
    @Nullable ObjectRef<R> begin() {
      return item.begin(actor);
    }
  }

  private record Waiting<T, R>(PoolBatch<T, R> batch, PoolItem<T, R> item) {}

  final ReentrantLock lock = new ReentrantLock();
  final PoolWaits waits = new PoolWaits(lock);

  // under the lock
  private final Set<ActorHandle<T>> actors;
  private final ArrayDeque<ActorHandle<T>> free;
  private final ArrayDeque<Waiting<T, R>> waiting = new ArrayDeque<>();

  PoolState(Collection<ActorHandle<T>> actors) {
    this.actors = new HashSet<>(actors);
    free = new ArrayDeque<>(actors);
  }

  /** Adds work, and begins it if an actor is free. */
  void add(PoolBatch<T, R> batch, PoolItem<T, R> item) {
    lock.lock();
    try {
      batch.added(item);
      waiting.add(new Waiting<>(batch, item));
    } finally {
      lock.unlock();
    }
    beginAll();
  }

  void push(ActorHandle<T> actor) {
    lock.lock();
    try {
      if (!actors.add(actor)) {
        throw Arguments.refused("actor", "one that is not in the pool", actor);
      }
      free.add(actor);
    } finally {
      lock.unlock();
    }
    beginAll();
  }

  Optional<ActorHandle<T>> popIdle() {
    lock.lock();
    try {
      ActorHandle<T> actor = nextFree();
      if (actor != null) {
        actors.remove(actor);
        waits.wakeAll(); // it may have been the last one
      }
      return Optional.ofNullable(actor);
    } finally {
      lock.unlock();
    }
  }

  boolean hasFree() {
    lock.lock();
    try {
      dropDead();
      return !free.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock: refuses to wait for work that no actor will ever begin. */
  void requireActors() {
    dropDead();
    if (actors.isEmpty()) {
      throw new IllegalStateException(
          "expected an actor for the work that waits (%d), found none left; push one"
              .formatted(waiting.size()));
    }
  }

  private @Nullable ActorHandle<T> nextFree() {
    for (ActorHandle<T> actor = free.poll(); actor != null; actor = free.poll()) {
      if (!isDead(actor)) {
        return actor;
      }
      actors.remove(actor);
    }
    return null;
  }

  private void dropDead() {
    free.removeIf(actor -> isDead(actor) && actors.remove(actor));
  }

  private static boolean isDead(ActorHandle<?> actor) {
    return actor.state() == ActorHandle.State.DEAD;
  }

  /** Begins what can be begun. A call that has ended when it is looked at makes its actor free in this loop. */
  private void beginAll() {
    for (Assignment<T, R> next = assign(); next != null; next = assign()) {
      Assignment<T, R> begun = next;
      ObjectRef<R> ref = begun.begin();
      CompletableFuture<R> end = ref == null ? null : ref.toFuture();
      if (end == null || end.isDone()) {
        ended(begun, end != null && end.isCompletedExceptionally() ? end.exceptionNow() : null);
      } else {
        var _ = end.whenComplete((_, thrown) -> endedLater(begun, thrown));
      }
    }
  }

  private @Nullable Assignment<T, R> assign() {
    lock.lock();
    try {
      ActorHandle<T> actor = waiting.isEmpty() ? null : nextFree();
      if (actor == null) {
        return null;
      }
      Waiting<T, R> next = waiting.remove();
      next.item.markBegun();
      return new Assignment<>(actor, next.batch, next.item);
    } finally {
      lock.unlock();
    }
  }

  private void endedLater(Assignment<T, R> assignment, @Nullable Throwable thrown) {
    ended(assignment, thrown);
    beginAll();
  }

  private void ended(Assignment<T, R> assignment, @Nullable Throwable thrown) {
    lock.lock();
    try {
      assignment.item.markDone();
      assignment.batch.done(assignment.item);
      if (thrown instanceof ActorDiedException || isDead(assignment.actor)) {
        actors.remove(assignment.actor);
      } else {
        free.add(assignment.actor);
      }
      waits.wakeAll();
    } finally {
      lock.unlock();
    }
  }
}
