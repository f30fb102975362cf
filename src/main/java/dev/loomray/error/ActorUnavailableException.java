package dev.loomray.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The actor cannot be reached now; the call may have run (Ray: {@code ActorUnavailableError}).
 */
public class ActorUnavailableException extends ActorException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Makes an exception.
   *
   * @param message what was expected, what was found, what to do
   * @param cause the cause, if there is one
   */
  public ActorUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
