package dev.loomray.internal.base;

import dev.loomray.Ray;
import dev.loomray.RuntimeContext;

/**
 * Who runs on this thread: bound once per task, inherited by the threads that the task forks in structured scopes of
 * its own.
 *
 * @param ray the Ray of the task
 * @param context the task
 */
public record Current(Ray ray, RuntimeContext context) {
  /** The binding. */
  public static final ScopedValue<Current> KEY = ScopedValue.newInstance();
}
