package dev.loomray.function;

import org.jspecify.annotations.Nullable;

/**
 * An action of one argument that returns nothing and may throw.
 *
 * @param <A> the type of argument 1
 */
@FunctionalInterface
public non-sealed interface Act1<A extends @Nullable Object> extends Fn {
  /**
   * Runs the action.
   *
   * @param a argument 1
   * @throws Exception whatever the action wants to report
   */
  void run(A a) throws Exception;
}
