package dev.loomray.function;

import org.jspecify.annotations.Nullable;

/**
 * A function of one argument that returns a value and may throw.
 *
 * @param <A> the type of argument 1
 * @param <R> the type of the result
 */
@FunctionalInterface
public non-sealed interface Fn1<A extends @Nullable Object, R extends @Nullable Object> extends Fn {
  /**
   * Runs the function.
   *
   * @param a argument 1
   * @return the result; may be null
   * @throws Exception whatever the function wants to report
   */
  R call(A a) throws Exception;
}
