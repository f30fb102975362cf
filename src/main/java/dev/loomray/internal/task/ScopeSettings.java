package dev.loomray.internal.task;

import dev.loomray.ScopeOptions;
import dev.loomray.internal.base.Require;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * The options of a scope.
 *
 * @param failsFast whether the first failure ends the rest
 * @param timeoutNanos its time from its opening, 0 for no limit
 */
record ScopeSettings(boolean failsFast, long timeoutNanos) implements ScopeOptions {
  static final ScopeSettings DEFAULT = new ScopeSettings(false, 0);

  /** What a user's change makes of the defaults. */
  static ScopeSettings changed(UnaryOperator<ScopeOptions> change) {
    ScopeOptions changed = Require.notNull(change, "change").apply(DEFAULT);
    if (changed instanceof ScopeSettings settings) {
      return settings;
    }
    throw Require.refused(
        "change", "a function that returns the options it was given, changed", changed);
  }

  @Override
  public ScopeSettings failFast() {
    return new ScopeSettings(true, timeoutNanos);
  }

  @Override
  public ScopeSettings timeout(Duration timeout) {
    return new ScopeSettings(failsFast, Require.positiveNanos(timeout, "timeout"));
  }
}
