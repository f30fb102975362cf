package dev.loomray;

import java.time.Duration;
import java.util.Optional;

/** What is known of a running task (Ray: {@code RuntimeContext}). Get it from {@link Ray#context()}. */
public interface RuntimeContext {
  /**
   * The task's name: its option {@code name}, else its function's.
   *
   * @return the name
   */
  String taskName();

  /**
   * Which attempt this is.
   *
   * @return 1 for the first
   */
  int attempt();

  /**
   * How much time is left until the task's deadline, its own or an inherited one.
   *
   * @return the time, zero if it is over; empty if there is no deadline
   */
  Optional<Duration> timeLeft();

  /**
   * Whether the task was cancelled or has run out of time (Ray: {@code is_canceled()}). It stays true, whatever the
   * code does with the thread's interrupt.
   *
   * @return true if the task's result is no longer wanted
   */
  boolean isCancelled();
}
