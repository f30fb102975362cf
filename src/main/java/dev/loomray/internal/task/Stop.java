package dev.loomray.internal.task;

import dev.loomray.internal.serial.Failure;
import dev.loomray.internal.serial.Failure.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Why a part of the tree is stopped.
 *
 * @param self the failure of the node itself, or null to leave it alone
 * @param below the failure that its descendants share
 * @param relation what the descendants' messages say before that, or null for nothing
 */
public record Stop(@Nullable Failure self, Failure below, @Nullable String relation) {
  private static final String CANCELLED = "was cancelled";

  /** By {@code cancel()} on a task. */
  public static Stop cancelled(String what) {
    return new Stop(
        cancellation(what + " was cancelled by cancel()"),
        cancellation("its parent " + what + " was cancelled"),
        CANCELLED);
  }

  /** By the deadline of a task or scope. */
  public static Stop timedOut(Failure failure) {
    return new Stop(failure, failure, "was ended too");
  }

  /** By the first failure in a scope. */
  public static Stop failedFast(Failure first) {
    return new Stop(first, cancellation("its scope failed fast: " + first.message()), CANCELLED);
  }

  /** By the end of a scope. */
  public static Stop scopeClosed() {
    Failure closed = cancellation("its scope was closed");
    return new Stop(closed, closed, CANCELLED);
  }

  /** By the failure of an attempt that will be retried: its children only. */
  public static Stop attemptFailed(String task, int attempt) {
    return new Stop(
        null, cancellation("attempt " + attempt + " of " + task + " failed"), CANCELLED);
  }

  /** By the failure of something above, which is said to what stands below. */
  public static Stop below(Failed above) {
    Failure failure = above.failure();
    return failure.kind() == Kind.CANCELLED
        ? new Stop(failure, failure, CANCELLED)
        : new Stop(failure, cancellation("its parent ended: " + failure.message()), CANCELLED);
  }

  /** By the end of the Ray. */
  public static Stop rayClosed() {
    Failure closed = cancellation("Ray closed");
    return new Stop(closed, closed, null);
  }

  /** What an unfinished descendant gets. */
  public Failed ofBelow(Node<?> node) {
    return Failed.because(node.kind(), node.name(), relation, below);
  }

  /** What a descendant gets that comes too late. */
  public Failed ofLate(Node<?> node) {
    return Failed.because(node.kind(), node.name(), "was not run", below);
  }

  private static Failure cancellation(String text) {
    return new Failure(Kind.CANCELLED, text, null);
  }
}
