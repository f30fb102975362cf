package dev.loomray.internal.task;

import java.util.concurrent.ThreadFactory;

/** The one thing we need of a structured task scope, so that a single class touches the preview API. */
interface Forks {
  /** Starts a thread of the scope. Only the thread that opened it may call. */
  void fork(Runnable body);

  /** Waits for all threads, then closes the scope. */
  void joinAndClose() throws InterruptedException;

  /** Opens a scope on the thread that calls. */
  @FunctionalInterface
  interface Opener {
    /** Opens a scope of this name whose threads come from the factory. */
    Forks open(String name, ThreadFactory threads);
  }

  /**
   * Finds the class behind this interface.
   *
   * @throws IllegalStateException if this Java does not have the preview API of JDK 25
   */
  static Opener opener() {
    try {
      Class<?> type = Class.forName(Forks.class.getPackageName() + ".RootScope");
      return (Opener) type.getDeclaredMethod("opener").invoke(null);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new IllegalStateException(
          "Loomray needs JDK 25 with --enable-preview; this is Java " + Runtime.version(), e);
    }
  }
}
