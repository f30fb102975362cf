package dev.loomray.internal.base;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file system is full. */
public final class NoSpaceException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  /** Says what could not be written. */
  public NoSpaceException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * What it means that a file could not be written: this, or something else. The message of the system may be in any language,
   * so the space that is left counts as well.
   *
   * @param wanted how many bytes it should have been
   * @param left for how many there was space
   */
  public static IOException or(IOException failure, Path file, long wanted, long left) {
    String message = String.valueOf(failure.getMessage());
    boolean isFull = message.contains("No space left") || message.contains("quota");
    return isFull || left < wanted
        ? new NoSpaceException("no space left for " + file, failure)
        : failure;
  }
}
