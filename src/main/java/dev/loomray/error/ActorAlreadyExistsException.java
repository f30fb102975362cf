package dev.loomray.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The name is taken by another actor of the namespace (Ray: {@code ActorAlreadyExistsError}).
 */
public class ActorAlreadyExistsException extends ActorException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Makes an exception.
   *
   * @param message what was expected, what was found, what to do
   * @param cause the cause, if there is one
   */
  public ActorAlreadyExistsException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
