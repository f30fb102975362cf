package dev.loomray.internal.serial.code;

import org.jspecify.annotations.Nullable;

/** Asks exceptions of users, whose own code may fail. */
public final class Thrown {
  private static final StackTraceElement[] NO_STACK = new StackTraceElement[0];

  private Thrown() {}

  /** The class and the message. */
  public static String text(Throwable thrown) {
    try {
      return thrown.toString();
    } catch (RuntimeException | StackOverflowError e) {
      return thrown.getClass().getName();
    }
  }

  /** The cause; null if there is none. */
  public static @Nullable Throwable cause(Throwable thrown) {
    try {
      return thrown.getCause();
    } catch (RuntimeException | StackOverflowError e) {
      return null;
    }
  }

  /** The stack. */
  public static StackTraceElement[] stack(Throwable thrown) {
    try {
      return thrown.getStackTrace();
    } catch (RuntimeException | StackOverflowError e) {
      return NO_STACK;
    }
  }
}
