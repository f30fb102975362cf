package dev.loomray.internal.store;

import java.util.function.BooleanSupplier;

/** How a user's thread waits in the store; inside a task it gives its place to others meanwhile. */
@FunctionalInterface
public interface Pause {
  /** No limit in time. */
  long FOREVER = -1;

  /**
   * Waits until the condition holds; whoever changes it unparks the thread.
   *
   * @param limitNanos how long, or {@link #FOREVER}
   * @param what what is waited for, for people
   * @return false if the time is over first
   * @throws dev.loomray.error.GetInterruptedException if the thread is interrupted or its task was stopped
   */
  boolean await(BooleanSupplier done, long limitNanos, Object what);
}
