package dev.loomray.internal.serial.code;

import org.jspecify.annotations.Nullable;

/** Asks exceptions of users, whose own code may fail in any way. */
public final class Thrown {
  private static final StackTraceElement[] NO_STACK = new StackTraceElement[0];

  private Thrown() {}

  /** The class and the message. */
  public static String text(Throwable thrown) {
    String text = null;
    try {
      text = thrown.toString();
    } catch (Throwable e) {
      // its class has to do
    }
    return text == null ? thrown.getClass().getName() : text;
  }

  /** The cause; null if there is none. */
  public static @Nullable Throwable cause(Throwable thrown) {
    try {
      return thrown.getCause();
    } catch (Throwable e) {
      return null;
    }
  }

  /** The stack. */
  public static StackTraceElement[] stack(Throwable thrown) {
    StackTraceElement @Nullable [] stack = null;
    try {
      stack = thrown.getStackTrace();
    } catch (Throwable e) {
      // then there is none
    }
    return stack == null ? NO_STACK : stack;
  }
}
