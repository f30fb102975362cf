package dev.loomray.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A task did not end before its deadline, its own or an inherited one (Ray has none).
 */
public class TaskTimeoutException extends TaskStoppedException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Makes an exception.
   *
   * @param message what was expected, what was found, what to do
   * @param cause the cause, if there is one
   */
  public TaskTimeoutException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
