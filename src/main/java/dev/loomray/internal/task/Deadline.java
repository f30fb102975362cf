package dev.loomray.internal.task;

import dev.loomray.internal.serial.Failure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A moment at which a task ends, and where it comes from.
 *
 * @param at the moment, in the clock's nanoseconds
 * @param timeoutNanos how long the task or scope that set it was given
 * @param origin what set it
 */
public record Deadline(long at, long timeoutNanos, String origin) {
  /** The earlier of two, either of which may be missing. */
  public static @Nullable Deadline earlier(@Nullable Deadline a, @Nullable Deadline b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return b.at - a.at < 0 ? b : a;
  }

  /** How much time is left, negative when it is over. */
  public long left(long now) {
    return at - now;
  }

  /** The failure of the task or scope {@code name} that was still in the given state then. */
  public Failure failure(String what, String name, String state) {
    String from = origin.equals(name) ? "" : " that it inherited from " + origin;
    String text =
        "%s did not end within timeout=%s%s (it was %s); raise the timeout, or make the tasks faster"
            .formatted(what, Duration.ofNanos(timeoutNanos), from, state);
    return new Failure(Failure.Kind.TIMEOUT, text, null);
  }
}
