package dev.loomray.function;

import org.jspecify.annotations.Nullable;

/**
 * An action of two arguments that returns nothing and may throw.
 *
 * @param <A> the type of argument 1
 * @param <B> the type of argument 2
 */
@FunctionalInterface
public non-sealed interface Act2<A extends @Nullable Object, B extends @Nullable Object>
    extends Fn {
  /**
   * Runs the action.
   *
   * @param a argument 1
   * @param b argument 2
   * @throws Exception whatever the action wants to report
   */
  void run(A a, B b) throws Exception;
}
