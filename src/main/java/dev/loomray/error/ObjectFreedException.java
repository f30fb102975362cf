package dev.loomray.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * An object was freed by the program (Ray: {@code ObjectFreedError}).
 */
public class ObjectFreedException extends ObjectLostException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Makes an exception.
   *
   * @param message what was expected, what was found, what to do
   * @param cause the cause, if there is one
   */
  public ObjectFreedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
