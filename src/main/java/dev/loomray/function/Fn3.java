package dev.loomray.function;

import org.jspecify.annotations.Nullable;

/**
 * A function of three arguments that returns a value and may throw.
 *
 * @param <A> the type of argument 1
 * @param <B> the type of argument 2
 * @param <C> the type of argument 3
 * @param <R> the type of the result
 */
@FunctionalInterface
public non-sealed interface Fn3<
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        R extends @Nullable Object>
    extends Fn {
  /**
   * Runs the function.
   *
   * @param a argument 1
   * @param b argument 2
   * @param c argument 3
   * @return the result; may be null
   * @throws Exception whatever the function wants to report
   */
  R call(A a, B b, C c) throws Exception;
}
