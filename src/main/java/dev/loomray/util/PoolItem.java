package dev.loomray.util;

import dev.loomray.ActorHandle;
import dev.loomray.ObjectRef;
import dev.loomray.function.Fn2;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a pool's work.
 *
 * @param <T> the class of the actors
 * @param <R> the type of the result
 */
abstract class PoolItem<T, R> {
  // under the pool's lock
  private boolean begun;
  private boolean done;

  // whoever began it, before it is done
  private @Nullable ObjectRef<R> ref;
  private @Nullable RuntimeException refusal;

  /** The item of a function and its value, which it no longer holds once it has begun. */
  static <T, V, R> PoolItem<T, R> of(Fn2<T, V, R> fn, V value) {
    return new PoolItem<>() {
      private @Nullable Fn2<T, V, R> left = fn;
      private @Nullable V argument = value;

      @Override
      @SuppressWarnings("NullAway") // called once, and the value may be null if the user's was
      ObjectRef<R> call(ActorHandle<T> actor) {
        ObjectRef<R> called = actor.call(left, argument);
        left = null;
        argument = null;
        return called;
      }
    };
  }

  abstract ObjectRef<R> call(ActorHandle<T> actor);

  /** Calls the actor; empty if that was refused, which then is the result. */
  @Nullable ObjectRef<R> begin(ActorHandle<T> actor) {
    try {
      ref = call(actor);
    } catch (RuntimeException e) {
      refusal = e;
    }
    return ref;
  }

  void markBegun() {
    begun = true;
  }

  boolean hasBegun() {
    return begun;
  }

  void markDone() {
    done = true;
  }

  boolean isDone() {
    return done;
  }

  /** The result of an item that is done. */
  R result() {
    if (refusal != null) {
      throw refusal;
    }
    return Arguments.notNull(ref, "ref").get();
  }
}
