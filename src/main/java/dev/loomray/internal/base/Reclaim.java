package dev.loomray.internal.base;

import java.lang.ref.WeakReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells when an object has been collected; a simulation delivers these events itself. */
@FunctionalInterface
public interface Reclaim {
  /** Runs the action once after {@code owner} is unreachable; the action must not reach it. */
  void onUnreachable(Object owner, Runnable action);

  /**
   * The same, for what often ends before it is collected.
   *
   * @return runs the action now, unless it has run, and has nobody watch any more; it costs less than to be collected watched
   */
  default Runnable watch(Object owner, Runnable action) {
    onUnreachable(owner, action);
    return () -> {};
  }

  /** Asks for a collection, and waits for it; it may be refused. */
  default void collect() {
    System.gc();
  }

  /** Asked after the next collection: whether those who tell what it has found have begun to. They may be slow to get going. */
  default BooleanSupplier telling() {
    return () -> true;
  }

  /** Collects in a way that is slow, but not refused. */
  default void collectAnyway() {
    collect();
  }

  /** A way to an object that does not keep it; null once it was collected. */
  default <T> Supplier<@Nullable T> weakly(T object) {
    WeakReference<T> reference = new WeakReference<>(object);
    return reference::get;
  }
}
