package dev.loomray.internal.base;

import java.time.InstantSource;

/**
 * The time that a Ray lives in. Everything that measures or waits goes through it, so that a simulation can put virtual
 * time in its place.
 */
public interface Clock extends InstantSource {
  /** Nanoseconds from an arbitrary origin, as {@link System#nanoTime()}; compare by difference. */
  long nanoTime();

  /**
   * Parks the current thread for at most the given time, as {@link java.util.concurrent.locks.LockSupport#parkNanos}:
   * an unpark, an interrupt or nothing at all may end it earlier.
   */
  void parkNanos(Object blocker, long nanos);
}
