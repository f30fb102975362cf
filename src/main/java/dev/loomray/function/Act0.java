package dev.loomray.function;

/**
 * An action of no arguments that returns nothing and may throw.
 */
@FunctionalInterface
public non-sealed interface Act0 extends Fn {
  /**
   * Runs the action.
   *
   * @throws Exception whatever the action wants to report
   */
  void run() throws Exception;
}
