package dev.loomray.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The thread was interrupted while it waited, or the task it runs was cancelled. The thread's interrupt flag is set.
 */
public class GetInterruptedException extends GetException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Makes an exception.
   *
   * @param message what was expected, what was found, what to do
   * @param cause the cause, if there is one
   */
  public GetInterruptedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
