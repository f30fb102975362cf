package dev.loomray.internal.task;

import org.jspecify.annotations.Nullable;

/**
 * Takes from a thread what a task has left on it, before the next one runs: name, class loader, handler, interrupt flag,
 * thread locals. Each is looked at first, since most tasks leave nothing and a look costs less.
 */
final class ThreadState {
  private static final HiddenField LOCALS = HiddenField.of("threadLocals");
  private static final HiddenField INHERITABLE = HiddenField.of("inheritableThreadLocals");
  private static final HiddenField SCOPES = HiddenField.of("headStackableScopes");
  private static final HiddenField BINDINGS = HiddenField.of("scopedValueBindings");

  private ThreadState() {}

  /** Whether all of it can be reached, so that a thread may run more than one task. */
  static boolean isClearable() {
    return LOCALS.isThere() && INHERITABLE.isThere() && SCOPES.isThere() && BINDINGS.isThere();
  }

  /** Makes the current thread like a fresh one, but for its name, and for its thread locals if these cannot be reached. */
  static void clear(Thread current, @Nullable ClassLoader loader) {
    if (current.getContextClassLoader() != loader) {
      current.setContextClassLoader(loader);
    }
    if (current.getUncaughtExceptionHandler() != current.getThreadGroup()) {
      current.setUncaughtExceptionHandler(null);
    }
    Thread.interrupted();
    LOCALS.clear(current);
    INHERITABLE.clear(current);
  }

  /** Names the current thread. */
  @SuppressWarnings("ReferenceEquality") // a name that is equal but not the same is set again
  static void name(Thread current, String name) {
    if (current.getName() != name) {
      current.setName(name);
    }
  }

  /** Whether structured scopes are open that the current thread has opened. */
  static boolean hasOpenScopes(Thread current) {
    return SCOPES.get(current) != null;
  }

  /** Whether nothing of a task can be seen on the current thread but the given bindings of scoped values. */
  static boolean isBare(Thread current, @Nullable Object bindings) {
    return LOCALS.get(current) == null
        && INHERITABLE.get(current) == null
        && SCOPES.get(current) == null
        && BINDINGS.get(current) == bindings;
  }

  /** What is bound on the current thread, to be compared. */
  static @Nullable Object bindings(Thread current) {
    return BINDINGS.get(current);
  }
}
