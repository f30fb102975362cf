package dev.loomray.function;

import org.jspecify.annotations.Nullable;

/**
 * An action of five arguments that returns nothing and may throw.
 *
 * @param <A> the type of argument 1
 * @param <B> the type of argument 2
 * @param <C> the type of argument 3
 * @param <D> the type of argument 4
 * @param <E> the type of argument 5
 */
@FunctionalInterface
public non-sealed interface Act5<
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        D extends @Nullable Object,
        E extends @Nullable Object>
    extends Fn {
  /**
   * Runs the action.
   *
   * @param a argument 1
   * @param b argument 2
   * @param c argument 3
   * @param d argument 4
   * @param e argument 5
   * @throws Exception whatever the action wants to report
   */
  void run(A a, B b, C c, D d, E e) throws Exception;
}
