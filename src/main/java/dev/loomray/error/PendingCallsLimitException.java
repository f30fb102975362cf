package dev.loomray.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The actor has as many unfinished calls as its limit allows (Ray: {@code PendingCallsLimitExceeded}).
 */
public class PendingCallsLimitException extends ActorException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Makes an exception.
   *
   * @param message what was expected, what was found, what to do
   * @param cause the cause, if there is one
   */
  public PendingCallsLimitException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
