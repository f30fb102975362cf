package dev.loomray;

import java.time.Duration;

/**
 * How a task, or a call of an actor, is run (Ray: the arguments of {@code @ray.remote} and {@code .options}). Each
 * method returns a changed copy; the order of calls does not matter.
 *
 * {@snippet file="Snippets.java" region="options"}
 *
 * <p>Wherever a count may be unlimited, −1 says so; every other negative number or duration is refused with an {@link
 * IllegalArgumentException}.
 */
public interface TaskOptions {
  /**
   * A name for messages and threads instead of the function's own.
   *
   * @param name the name, not blank
   * @return the changed options
   */
  TaskOptions name(String name);

  /**
   * How often to run the task again when its code throws an exception (Ray: {@code retry_exceptions}). The unfinished
   * children of a failed attempt are cancelled first. An {@link Error} is never retried.
   *
   * @param count how often; 0, the default, is never, −1 without limit
   * @return the changed options
   */
  TaskOptions retries(int count);

  /**
   * Which exceptions {@link #retries} is for; by default every {@link Exception}.
   *
   * @param types exception classes, subtypes included
   * @return the changed options
   * @throws IllegalArgumentException if one is not an {@link Exception}
   */
  TaskOptions retryOn(Class<?>... types);

  /**
   * How often to run the task again when its worker or node is lost (Ray: {@code max_retries}). In one process nothing
   * is lost, so it has no effect yet.
   *
   * @param count how often; the default is 3, −1 is without limit
   * @return the changed options
   */
  TaskOptions systemRetries(int count);

  /**
   * How long to wait before each retry, always the same time.
   *
   * @param delay the time before a retry; none by default
   * @return the changed options
   */
  TaskOptions backoff(Duration delay);

  /**
   * How long to wait before a retry, doubling from the first to a limit, with a jitter of up to a quarter.
   *
   * @param first the time before the first retry
   * @param max the longest time; not below {@code first}
   * @return the changed options
   */
  TaskOptions backoff(Duration first, Duration max);

  /**
   * How long the task may take from its submission, over queueing, all attempts and backoff; after that it ends with
   * {@link dev.loomray.error.TaskTimeoutException}. Its child tasks inherit the deadline, also those that outlive it.
   *
   * @param timeout how long, above zero
   * @return the changed options
   */
  TaskOptions timeout(Duration timeout);

  /**
   * Which task starts first when several wait for the same resources (Ray has none).
   *
   * @param priority higher starts first; 0 by default
   * @return the changed options
   */
  TaskOptions priority(int priority);

  /**
   * How many CPUs the task counts for while it runs (Ray: {@code num_cpus}). It starts when they are free, and gives
   * them back while it waits in {@code get} or {@code waitFor}. The count admits; it does not isolate.
   *
   * @param cpus how many, to four decimals; 0, the default, starts at once
   * @return the changed options
   */
  TaskOptions cpus(double cpus);

  /**
   * How many GPUs the task counts for (Ray: {@code num_gpus}).
   *
   * @param gpus how many, to four decimals
   * @return the changed options
   */
  TaskOptions gpus(double gpus);

  /**
   * How much memory the task counts for (Ray: {@code memory}).
   *
   * @param bytes how many bytes
   * @return the changed options
   */
  TaskOptions memory(long bytes);

  /**
   * How much of a resource of your own the task counts for (Ray: {@code resources}).
   *
   * @param name the name, as in {@link RayConfig#resource}
   * @param amount how much, to four decimals; 0 takes the entry away
   * @return the changed options
   */
  TaskOptions resource(String name, double amount);

  /**
   * Runs the task on a virtual thread that no other task has used or will use.
   *
   * @return the changed options
   */
  TaskOptions ownThread();

  /**
   * Which group of its actor a call belongs to (Ray: {@code concurrency_group}); by default what {@code
   * @ConcurrencyGroup} on its method says, else none. For the calls of an actor alone: a task is refused with it.
   *
   * @param name a group that {@link ActorOptions#concurrencyGroup} has named
   * @return the changed options
   */
  TaskOptions concurrencyGroup(String name);

  /**
   * Passes what is large through the object store, outside the heap: the result, and each argument that is no ref, as far as
   * it is larger than {@link RayConfig#inlineBytes} and not immutable by its type. The task gets a copy of such an argument,
   * readers of the result get copies of it, or views that copy nothing (Ray does so with every result and argument).
   *
   * {@snippet file="StoreSnippets.java" region="stored"}
   *
   * @return the changed options
   */
  TaskOptions stored();
}
