package dev.loomray.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The root of everything that reading a ref throws (Ray: {@code RayError}). It is sealed over six families, so that a
 * {@code switch} can be complete; the families are open for members that come later.
 *
 * {@snippet file="Snippets.java" region="families"}
 */
public abstract sealed class RayException extends RuntimeException
    permits ActorException,
        GetException,
        ObjectException,
        RayClosedException,
        TaskException,
        TaskStoppedException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Makes an exception.
   *
   * @param message what was expected, what was found, what to do
   * @param cause the cause, if there is one
   */
  RayException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
