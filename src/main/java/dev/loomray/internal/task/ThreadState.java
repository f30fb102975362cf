package dev.loomray.internal.task;

import org.jspecify.annotations.Nullable;

/**
 * Takes from a thread what a task has left on it, before the next one runs: name, class loader, handler, interrupt flag,
 * thread locals. Each is looked at first, since most tasks leave nothing and a look costs less.
 */
public final class ThreadState {
  private static final HiddenField LOCALS = HiddenField.of("threadLocals");
  private static final HiddenField INHERITABLE = HiddenField.of("inheritableThreadLocals");
  private static final HiddenField SCOPES = HiddenField.of("headStackableScopes");
  private static final HiddenField BINDINGS = HiddenField.of("scopedValueBindings");

  private ThreadState() {}

  /** Whether all of it can be reached, so that a thread may run more than one task. */
  public static boolean isClearable() {
    return LOCALS.isThere() && INHERITABLE.isThere() && SCOPES.isThere() && BINDINGS.isThere();
  }

  /** Makes the current thread like a fresh one, but for its name, and for its thread locals if these cannot be reached. */
  public static void clear(Thread current, @Nullable ClassLoader loader) {
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
  public static void name(Thread current, String name) {
    if (current.getName() != name) {
      current.setName(name);
    }
  }

  /** Whether structured scopes are open that the current thread has opened. */
  public static boolean hasOpenScopes(Thread current) {
    return SCOPES.get(current) != null;
  }

  /** Whether the current thread looks like a fresh one that has only the given bindings of scoped values. */
  public static boolean isBare(
      Thread current, @Nullable ClassLoader loader, @Nullable Object bindings) {
    return isClearable()
        && LOCALS.get(current) == null
        && INHERITABLE.get(current) == null
        && SCOPES.get(current) == null
        && BINDINGS.get(current) == bindings
        && current.getContextClassLoader() == loader
        && current.getUncaughtExceptionHandler() == current.getThreadGroup();
  }

  /** What is bound on the current thread, to be compared. */
  public static @Nullable Object bindings(Thread current) {
    return BINDINGS.get(current);
  }
}
