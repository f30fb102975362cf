package dev.loomray.internal.base;

/** Tells when an object has been collected; a simulation delivers these events itself. */
@FunctionalInterface
public interface Reclaim {
  /** Runs the action once after {@code owner} is unreachable; the action must not reach it. */
  void onUnreachable(Object owner, Runnable action);
}
