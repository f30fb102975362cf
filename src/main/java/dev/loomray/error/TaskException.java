package dev.loomray.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The code of a task threw (Ray: {@code RayTaskError}). The cause is what it threw, with its own stack; the message says which
 * task, which attempt, and why it was not retried. A failure that passes through several tasks is wrapped once.
 *
 * {@snippet file="Snippets.java" region="errors"}
 */
public non-sealed class TaskException extends RayException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Makes an exception.
   *
   * @param message what was expected, what was found, what to do
   * @param cause the cause, if there is one
   */
  public TaskException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * Throws the cause if it is of the given type; else returns this exception, to be thrown.
   *
   * <p>{@code throw e.rethrow(IOException.class)} declares exactly what the task declared.
   *
   * @param type the type to look for
   * @param <X> the type
   * @return this exception
   * @throws X the cause
   */
  public <X extends Throwable> TaskException rethrow(Class<X> type) throws X {
    if (type.isInstance(getCause())) {
      throw type.cast(getCause());
    }
    return this;
  }
}
