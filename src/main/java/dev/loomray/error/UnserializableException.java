package dev.loomray.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A value cannot be stored; the message gives the path to the field that cannot (Ray: {@code
 * inspect_serializability}). As the cause of a {@link TaskException} it stands for an exception that could not be
 * passed on, with that exception's text and stack.
 */
public class UnserializableException extends ObjectException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Makes an exception.
   *
   * @param message what was expected, what was found, what to do
   * @param cause the cause, if there is one
   */
  public UnserializableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
