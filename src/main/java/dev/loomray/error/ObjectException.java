package dev.loomray.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * An object could not be stored or read.
 */
public non-sealed class ObjectException extends RayException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Makes an exception.
   *
   * @param message what was expected, what was found, what to do
   * @param cause the cause, if there is one
   */
  public ObjectException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
