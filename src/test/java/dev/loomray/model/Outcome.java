package dev.loomray.model;

import dev.loomray.error.TaskCancelledException;
import dev.loomray.error.TaskException;
import dev.loomray.error.TaskTimeoutException;

/**
 * What a ref answers, the same to everybody who asks.
 *
 * @param kind the kind of answer
 * @param value the value, if it is one
 * @param cause the user's exception, if it is one
 * @param message what the exception says
 */
record Outcome(Kind kind, Object value, Throwable cause, String message) {
  enum Kind {
    VALUE,
    FAILED,
    CANCELLED,
    TIMED_OUT
  }

  static Outcome value(Object value) {
    return new Outcome(Kind.VALUE, value, null, "");
  }

  /** The outcome behind an exception; null if it says nothing about the ref. */
  static Outcome of(Throwable thrown) {
    return switch (thrown) {
      case TaskException e -> new Outcome(Kind.FAILED, null, e.getCause(), e.getMessage());
      case TaskCancelledException e -> new Outcome(Kind.CANCELLED, null, null, e.getMessage());
      case TaskTimeoutException e -> new Outcome(Kind.TIMED_OUT, null, null, e.getMessage());
      default -> null;
    };
  }

  /** The same for equal outcomes of different runs. */
  String text() {
    return kind + " " + value + " " + message;
  }

  boolean isValue() {
    return kind == Kind.VALUE;
  }
}
