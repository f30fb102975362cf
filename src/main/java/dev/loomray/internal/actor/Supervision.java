package dev.loomray.internal.actor;

import dev.loomray.internal.base.Require;
import dev.loomray.internal.task.Backoff;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * When an actor is restarted.
 *
 * @param maxRestarts how often at most, −1 without limit
 * @param types for which failures of a call, or null for every Error
 * @param backoff how long to wait before
 */
record Supervision(
    int maxRestarts, @Nullable List<Class<? extends Throwable>> types, Backoff backoff) {
  static final Supervision NEVER =
      new Supervision(
          0, null, new Backoff(TimeUnit.MILLISECONDS.toNanos(100), TimeUnit.SECONDS.toNanos(10)));

  Supervision withLimit(int count) {
    return new Supervision(Require.countOrUnlimited(count, "maxRestarts"), types, backoff);
  }

  Supervision on(Class<?>... chosen) {
    List<Class<? extends Throwable>> failures = new ArrayList<>();
    for (Class<?> type : Require.notNull(chosen, "types")) {
      if (!Throwable.class.isAssignableFrom(Require.notNull(type, "types"))) {
        throw Require.refused("types", "exceptions and errors", type);
      }
      failures.add(type.asSubclass(Throwable.class));
    }
    return new Supervision(maxRestarts, List.copyOf(failures), backoff);
  }

  Supervision with(Backoff changed) {
    return new Supervision(maxRestarts, types, changed);
  }

  /**
   * Whether what a call threw is more than its own failure: the actor is restarted, or ends when no restart is left.
   * Its own class counts and not that of its cause, since what other tasks threw says nothing of this actor.
   */
  boolean restartsOn(Throwable thrown) {
    if (maxRestarts == 0) {
      return false;
    }
    return types == null
        ? thrown instanceof Error
        : types.stream().anyMatch(type -> type.isInstance(thrown));
  }

  /** Why there is no other restart, in words for a person. */
  String noneLeft() {
    return maxRestarts == 0
        ? ", and maxRestarts=0"
        : ", and all maxRestarts=" + maxRestarts + " are used up";
  }

  /** Whether there is another restart after so many. */
  boolean allows(int restarts) {
    return maxRestarts == -1 || restarts < maxRestarts;
  }
}
