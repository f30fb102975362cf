package dev.loomray.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A task was cancelled: by {@code cancel()}, with its parent or scope, or because its Ray was closed (Ray: {@code
 * TaskCancelledError}).
 */
public class TaskCancelledException extends TaskStoppedException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Makes an exception.
   *
   * @param message what was expected, what was found, what to do
   * @param cause the cause, if there is one
   */
  public TaskCancelledException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
