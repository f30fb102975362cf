package dev.loomray.function;

import org.jspecify.annotations.Nullable;

/**
 * An action of three arguments that returns nothing and may throw.
 *
 * @param <A> the type of argument 1
 * @param <B> the type of argument 2
 * @param <C> the type of argument 3
 */
@FunctionalInterface
public non-sealed interface Act3<
        A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
    extends Fn {
  /**
   * Runs the action.
   *
   * @param a argument 1
   * @param b argument 2
   * @param c argument 3
   * @throws Exception whatever the action wants to report
   */
  void run(A a, B b, C c) throws Exception;
}
