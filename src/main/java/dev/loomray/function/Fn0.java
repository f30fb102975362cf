package dev.loomray.function;

import org.jspecify.annotations.Nullable;

/**
 * A function of no arguments that returns a value and may throw.
 *
 * @param <R> the type of the result
 */
@FunctionalInterface
public non-sealed interface Fn0<R extends @Nullable Object> extends Fn {
  /**
   * Runs the function.
   *
   * @return the result; may be null
   * @throws Exception whatever the function wants to report
   */
  R call() throws Exception;
}
