package dev.loomray.internal.task;

import org.jspecify.annotations.Nullable;

/**
 * Takes from a thread what a task has left on it, before the next one runs: name, class loader, handler, interrupt flag,
 * thread locals.
 */
final class ThreadState {
  private static final HiddenField LOCALS = HiddenField.of("threadLocals");
  private static final HiddenField INHERITABLE = HiddenField.of("inheritableThreadLocals");

  private ThreadState() {}

  /** Whether thread locals can be reached at all, so that a thread may run more than one task. */
  static boolean isClearable() {
    return LOCALS.isThere() && INHERITABLE.isThere();
  }

  /** Makes the current thread like a fresh one, but for its thread locals if these cannot be reached. */
  static void clear(Thread current, @Nullable ClassLoader loader) {
    current.setName("");
    current.setContextClassLoader(loader);
    current.setUncaughtExceptionHandler(null);
    Thread.interrupted();
    LOCALS.clear(current);
    INHERITABLE.clear(current);
  }
}
