package dev.loomray.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Waiting for a ref ended without its value; the ref itself is untouched.
 */
public non-sealed class GetException extends RayException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Makes an exception.
   *
   * @param message what was expected, what was found, what to do
   * @param cause the cause, if there is one
   */
  public GetException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
