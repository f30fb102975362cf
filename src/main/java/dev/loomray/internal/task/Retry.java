package dev.loomray.internal.task;

import dev.loomray.error.TaskException;
import dev.loomray.internal.base.Require;
import dev.loomray.internal.serial.code.Thrown;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a task or call whose code threw is run again.
 *
 * @param limit how often at most, −1 without limit
 * @param types for which exceptions
 * @param backoff how long to wait before
 */
public record Retry(int limit, List<Class<? extends Exception>> types, Backoff backoff) {
  /** Not once; with another limit, after every exception. */
  public static final Retry NEVER = new Retry(0, List.of(Exception.class), Backoff.NONE);

  /** Whether the first attempt is the last, whatever it throws. */
  public boolean isNever() {
    return limit == 0;
  }

  /** A copy with another limit. */
  public Retry withLimit(int count) {
    return new Retry(count, types, backoff);
  }

  /** A copy for the exceptions that a user names. */
  public Retry on(Class<?>... chosen) {
    List<Class<? extends Exception>> exceptions = new ArrayList<>();
    for (Class<?> type : Require.notNull(chosen, "types")) {
      if (!Exception.class.isAssignableFrom(Require.notNull(type, "types"))) {
        throw Require.refused("types", "exceptions; an Error is never retried", type);
      }
      exceptions.add(type.asSubclass(Exception.class));
    }
    return new Retry(limit, List.copyOf(exceptions), backoff);
  }

  /** A copy with other delays. */
  public Retry with(Backoff changed) {
    return new Retry(limit, types, changed);
  }

  /** Why the attempt that threw is the last, in words for a person; null if there is another. */
  public @Nullable String refusal(int attempt, Throwable thrown) {
    if (thrown instanceof Error) {
      return "an Error is never retried";
    }
    if (!covers(thrown)) {
      return "retryOn does not name " + thrown.getClass().getName();
    }
    if (limit == 0) {
      return "retries=0; use options(o -> o.retries(n)) to run it again";
    }
    return limit > 0 && attempt > limit ? "retries=" + limit + " are used up" : null;
  }

  private boolean covers(Throwable thrown) {
    Throwable cause = Thrown.cause(thrown);
    boolean passedOn = thrown instanceof TaskException && cause != null;
    return types.stream()
        .anyMatch(type -> type.isInstance(thrown) || (passedOn && type.isInstance(cause)));
  }
}
