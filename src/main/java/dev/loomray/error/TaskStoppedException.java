package dev.loomray.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A task was ended from outside: cancelled, out of time, or lost with its node.
 */
public non-sealed class TaskStoppedException extends RayException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Makes an exception.
   *
   * @param message what was expected, what was found, what to do
   * @param cause the cause, if there is one
   */
  public TaskStoppedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
