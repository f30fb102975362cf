package dev.loomray;

import java.time.Duration;

/** How a {@link TaskScope} behaves. Each method returns a changed copy. */
public interface ScopeOptions {
  /**
   * Cancels the rest of the scope at the first task of it that fails, and lets {@link TaskScope#join()} throw that
   * failure. A cancelled task is not a failure.
   *
   * @return the changed options
   */
  ScopeOptions failFast();

  /**
   * Bounds the scope: its tasks and their descendants end with {@link dev.loomray.error.TaskTimeoutException} when the
   * time is over.
   *
   * @param timeout how long, from the opening of the scope
   * @return the changed options
   * @throws IllegalArgumentException if negative or zero
   */
  ScopeOptions timeout(Duration timeout);
}
