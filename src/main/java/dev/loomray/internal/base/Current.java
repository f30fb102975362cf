package dev.loomray.internal.base;

import dev.loomray.Ray;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What runs on this thread: bound once per thread or once per task, inherited by the threads that a task forks in
 * structured scopes of its own. A thread that runs one task after the other changes what it says; the threads that a task
 * has forked end before the next begins.
 */
public final class Current {
  /** The binding. */
  public static final ScopedValue<Current> KEY = ScopedValue.newInstance();

  private static final VarHandle WORK;

  static {
    try {
      WORK = MethodHandles.lookup().findVarHandle(Current.class, "work", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // immutable
  private final Ray ray;
  private final @Nullable Object host;

  // written by the thread that bound it, read by it and by those it forks afterwards
  @SuppressWarnings("FieldMayBeFinal") // through the VarHandle
  private @Nullable Object work;

  private int attempt;

  /** For a thread that runs nothing yet, and nothing else afterwards. */
  public Current(Ray ray) {
    this(ray, null);
  }

  /** For a thread that runs nothing yet, on behalf of a host. */
  public Current(Ray ray, @Nullable Object host) {
    this.ray = ray;
    this.host = host;
  }

  /** The Ray of the thread. */
  public Ray ray() {
    return ray;
  }

  /** On whose behalf the thread runs what it runs; null for nobody's. */
  public @Nullable Object host() {
    return host;
  }

  /** What runs; null between two tasks, and in callbacks. */
  public @Nullable Object work() {
    return work;
  }

  /** Which attempt of it, from 1. */
  public int attempt() {
    return attempt;
  }

  /** Something begins. */
  public Current begin(Object what, int which) {
    work = what;
    attempt = which;
    return this;
  }

  /** The same, for {@link #workAcquire}: to be followed by a CAS before a word is read that says whether somebody asks. */
  public void beginRelease(Object what, int which) {
    attempt = which;
    WORK.setRelease(this, what);
  }

  /** What runs, for another thread than those that it is bound on. */
  public @Nullable Object workAcquire() {
    return WORK.getAcquire(this);
  }

  /** It has ended. */
  public void end() {
    work = null;
  }
}
