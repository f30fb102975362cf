package dev.loomray.model;

/** What a task leaves on its thread, and no other may find there: thread locals and bindings. */
final class Marks {
  private static final ThreadLocal<Object> LOCAL = new ThreadLocal<>();
  private static final ThreadLocal<Object> INHERITED = new InheritableThreadLocal<>();
  private static final ScopedValue<Object> BOUND = ScopedValue.newInstance();

  private Marks() {}

  /** Runs code with a binding that what it submits must not see. */
  static <R> R bound(Object mark, ScopedValue.CallableOp<R, Exception> code) throws Exception {
    return ScopedValue.where(BOUND, mark).call(code);
  }

  /** The task begins, on a thread like a fresh one. */
  static void checkNone(Fate fate) {
    fate.check(!BOUND.isBound(), "sees a binding of its submitter");
    fate.check(LOCAL.get() == null, "sees a thread local of " + LOCAL.get());
    fate.check(INHERITED.get() == null, "has inherited a thread local of " + INHERITED.get());
  }

  /** It is never taken away. */
  static void leave(Object mark) {
    LOCAL.set(mark);
    INHERITED.set(mark);
  }

  /** The task is still on its own thread, whatever it waited for. */
  static void checkOwn(Fate fate) {
    boolean own = LOCAL.get() == fate && INHERITED.get() == fate && BOUND.get() == fate;
    fate.check(own, "has lost what it put on its thread");
  }
}
