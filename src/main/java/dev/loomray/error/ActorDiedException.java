package dev.loomray.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The actor is dead; the cause says why (Ray: {@code ActorDiedError}).
 */
public class ActorDiedException extends ActorException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Makes an exception.
   *
   * @param message what was expected, what was found, what to do
   * @param cause the cause, if there is one
   */
  public ActorDiedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
