package dev.loomray.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The process that owned an object is gone (Ray: {@code OwnerDiedError}).
 */
public class OwnerDiedException extends ObjectLostException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Makes an exception.
   *
   * @param message what was expected, what was found, what to do
   * @param cause the cause, if there is one
   */
  public OwnerDiedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
