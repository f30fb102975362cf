package dev.loomray.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * There is no room for an object (Ray: {@code ObjectStoreFullError}).
 */
public class ObjectStoreFullException extends ObjectException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Makes an exception.
   *
   * @param message what was expected, what was found, what to do
   * @param cause the cause, if there is one
   */
  public ObjectStoreFullException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
