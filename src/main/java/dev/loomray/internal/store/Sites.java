package dev.loomray.internal.store;

import java.lang.StackWalker.StackFrame;

/** Where in the user's code an object is stored. */
final class Sites {
  private static final StackWalker WALKER = StackWalker.getInstance();

  private Sites() {}

  /** The first frame that is not ours, such as {@code Main.load(Main.java:12)}; empty if there is none. */
  static String here() {
    return WALKER.walk(
        frames ->
            frames
                .filter(frame -> !frame.getClassName().startsWith("dev.loomray."))
                .findFirst()
                .map(Sites::text)
                .orElse(""));
  }

  private static String text(StackFrame frame) {
    return frame.toStackTraceElement().toString();
  }
}
