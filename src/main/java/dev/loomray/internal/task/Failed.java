package dev.loomray.internal.task;

import dev.loomray.error.RayException;
import dev.loomray.internal.observe.UnreadFailures;
import dev.loomray.internal.serial.Failure;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a ref that failed. Many refs may fail for one reason: they share the {@link Failure}, and the message
 * of each is put together only when it is read.
 */
public final class Failed implements UnreadFailures.Entry {
  // "task " or "a "
  private final String kind;
  private final String name;
  private final @Nullable String relation;
  private final Failure failure;

  // any thread, set once to true; a race between a read and the report of an unread failure is
  // harmless
  private volatile boolean read;

  private Failed(String kind, String name, @Nullable String relation, Failure failure) {
    this.kind = kind;
    this.name = name;
    this.relation = relation;
    this.failure = failure;
  }

  /** A task's own failure. */
  public static Failed of(String task, Failure failure) {
    return new Failed("task ", task, null, failure);
  }

  /**
   * The failure of a task or a scope for a reason that lies elsewhere, such as "was not run: its argument failed".
   *
   * @param kind what it is, for messages: "task " or "a "
   * @param name its name, such as "scope"
   * @param relation how it is related to the reason
   * @param failure the reason
   */
  public static Failed because(
      String kind, String name, @Nullable String relation, Failure failure) {
    return new Failed(kind, name, relation, failure);
  }

  /** What is left of a value that the program has freed. */
  static Failed freed(String what, String by) {
    String message =
        "expected a value, found that "
            + what
            + " was freed by "
            + by
            + "; free() what nobody needs";
    return of(what, new Failure(Failure.Kind.OBJECT_FREED, message, null));
  }

  public Failure failure() {
    return failure;
  }

  /** A fresh exception for a reader. */
  public RayException toException() {
    return new Failure(failure.kind(), message(), failure.cause()).toException();
  }

  public void markRead() {
    read = true;
  }

  @Override
  public boolean isRead() {
    return read;
  }

  @Override
  public String function() {
    return name;
  }

  @Override
  public String message() {
    return relation == null
        ? failure.message()
        : kind + name + " " + relation + ": " + failure.message();
  }

  /** Whether the task was ended from outside by someone who knows: that is not reported when nobody reads it. */
  public boolean isCancellation() {
    return failure.kind() == Failure.Kind.CANCELLED;
  }
}
