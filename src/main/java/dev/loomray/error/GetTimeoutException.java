package dev.loomray.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The value was not there in time; the task goes on (Ray: {@code GetTimeoutError}).
 */
public class GetTimeoutException extends GetException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Makes an exception.
   *
   * @param message what was expected, what was found, what to do
   * @param cause the cause, if there is one
   */
  public GetTimeoutException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
