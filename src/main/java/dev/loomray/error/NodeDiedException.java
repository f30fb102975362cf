package dev.loomray.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The node that ran a task was lost (Ray: {@code NodeDiedError}). It cannot happen in one process.
 */
public class NodeDiedException extends TaskStoppedException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Makes an exception.
   *
   * @param message what was expected, what was found, what to do
   * @param cause the cause, if there is one
   */
  public NodeDiedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
