package dev.loomray.internal.base;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A file system is full. */
public final class NoSpaceException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  /** Says what could not be written. */
  public NoSpaceException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
