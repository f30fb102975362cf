package dev.loomray.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * An object's value is gone (Ray: {@code ObjectLostError}).
 */
public class ObjectLostException extends ObjectException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Makes an exception.
   *
   * @param message what was expected, what was found, what to do
   * @param cause the cause, if there is one
   */
  public ObjectLostException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
