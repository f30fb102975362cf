package dev.loomray.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A call of an actor could not be answered (Ray: {@code RayActorError}).
 */
public non-sealed class ActorException extends RayException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Makes an exception.
   *
   * @param message what was expected, what was found, what to do
   * @param cause the cause, if there is one
   */
  public ActorException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
