package dev.loomray;

import java.time.Duration;
import java.util.Optional;

/**
 * What is known of a running task, or of a call that an actor runs (Ray: {@code RuntimeContext}). Get it from {@link
 * Ray#context()}.
 */
public interface RuntimeContext {
  /**
   * The name of the task or call: its option {@code name}, else its function's.
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

  /**
   * The actor whose constructor or call runs here, so that it can hand out a handle to itself (Ray: {@code
   * current_actor}). An actor that keeps the handle in a field does not end by itself.
   *
   * @return a handle to the actor; empty in a task
   */
  Optional<ActorHandle<?>> actor();

  /**
   * Whether the actor has been restarted, so that its constructor can look for what the last instance has left (Ray:
   * {@code was_current_actor_reconstructed}).
   *
   * @return true from the second instance on; false in a task
   */
  boolean wasRestarted();
}
