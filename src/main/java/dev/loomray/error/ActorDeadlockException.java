package dev.loomray.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Waiting would have closed a cycle of actors that wait for each other (Ray has none).
 */
public class ActorDeadlockException extends ActorException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Makes an exception.
   *
   * @param message what was expected, what was found, what to do
   * @param cause the cause, if there is one
   */
  public ActorDeadlockException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
