package dev.loomray;

import java.time.Duration;

/**
 * How an actor is started and kept (Ray: the arguments of {@code @ray.remote} on a class and of {@code .options}). Each
 * method returns a changed copy; the order of calls does not matter.
 *
 * {@snippet file="Snippets.java" region="actorOptions"}
 *
 * <p>Wherever a count may be unlimited, −1 says so; every other negative number or duration is refused with an {@link
 * IllegalArgumentException}. Options that exclude each other are refused where the change is used.
 */
public interface ActorOptions {
  /**
   * A name under which the actor is found, and that stands in messages (Ray: {@code name}). It belongs to one living
   * actor of the namespace: a second one is refused with {@link dev.loomray.error.ActorAlreadyExistsException}. A name
   * does not keep its actor alive.
   *
   * @param name the name, not blank; none by default
   * @return the changed options
   */
  ActorOptions name(String name);

  /**
   * The namespace of the name (Ray: {@code namespace}).
   *
   * @param namespace the namespace, not blank; by default that of the Ray
   * @return the changed options
   */
  ActorOptions namespace(String namespace);

  /**
   * Gives a handle to the actor of this name if there is one, and starts one only if there is none (Ray: {@code
   * get_if_exists}). It needs a {@link #name}; an actor that is there keeps its own options.
   *
   * @return the changed options
   */
  ActorOptions getIfExists();

  /**
   * Keeps the actor alive without handles, until it is stopped or killed or the Ray is closed (Ray: {@code
   * lifetime="detached"}). By default an actor ends when its last handle is gone.
   *
   * @return the changed options
   */
  ActorOptions detached();

  /**
   * How often the actor may be restarted: after a failure of {@link #restartOn}, by {@link ActorHandle#restart()}, or
   * when its process is lost (Ray: {@code max_restarts}). A restart makes a new instance from the constructor and its
   * arguments; queued calls wait for it. When none is left, the actor ends.
   *
   * @param count how often; 0, the default, is never, −1 without limit
   * @return the changed options
   */
  ActorOptions maxRestarts(int count);

  /**
   * How often a call is run again that a restart has cut, or that threw an exception of {@link #retryOn} (Ray: {@code
   * max_task_retries}). A call that is run again may come after later ones.
   *
   * @param count how often; 0, the default, is never, −1 without limit
   * @return the changed options
   */
  ActorOptions maxTaskRetries(int count);

  /**
   * Which exceptions of a call {@link #maxTaskRetries} is for (Ray: {@code retry_exceptions}); none by default, since
   * what has thrown may have changed the actor. An {@link Error} is never retried.
   *
   * @param types exception classes, subtypes included
   * @return the changed options
   * @throws IllegalArgumentException if one is not an {@link Exception}
   */
  ActorOptions retryOn(Class<?>... types);

  /**
   * Which failures of a call restart the actor while restarts are left, and end it when none is; every other one fails
   * the call alone. By default every {@link Error}. Nothing restarts an actor whose {@link #maxRestarts} is 0.
   *
   * <p>The class of what the call threw counts, not that of a cause: what another task or actor threw arrives as a
   * {@link dev.loomray.error.TaskException}.
   *
   * {@snippet file="Snippets.java" region="restart"}
   *
   * @param types classes of exceptions or errors, subtypes included; none for {@link ActorHandle#restart()} alone
   * @return the changed options
   * @throws IllegalArgumentException if one is not a {@link Throwable}
   */
  ActorOptions restartOn(Class<?>... types);

  /**
   * How long to wait before each restart, always the same time.
   *
   * @param delay the time before a restart
   * @return the changed options
   */
  ActorOptions backoff(Duration delay);

  /**
   * How long to wait before a restart, doubling from the first to a limit, with a jitter of up to a quarter. By default
   * from 100 milliseconds to 10 seconds.
   *
   * @param first the time before the first restart
   * @param max the longest time; not below {@code first}
   * @return the changed options
   */
  ActorOptions backoff(Duration first, Duration max);

  /**
   * How many unfinished calls the actor may have, of all callers together, running and waiting ones (Ray: {@code
   * max_pending_calls}, there for each handle). One more throws {@link
   * dev.loomray.error.PendingCallsLimitException} at the call, or waits as {@link #blockWhenFull()} says.
   *
   * @param count how many, at least 1; −1, the default, is without limit
   * @return the changed options
   */
  ActorOptions maxPendingCalls(int count);

  /**
   * Lets a call wait for room where it would exceed {@link #maxPendingCalls}, first come, first served (Ray has none).
   * A call of the actor to itself never waits, since it would wait for itself; it throws {@link
   * dev.loomray.error.PendingCallsLimitException}. Needs a limit.
   *
   * <p>A call of another actor or task whose answer the actor waits for at that time throws {@link
   * dev.loomray.error.ActorDeadlockException} instead of waiting.
   *
   * @return the changed options
   */
  ActorOptions blockWhenFull();

  /**
   * How many calls may run at a time (Ray: {@code max_concurrency}). With more than one the class must be thread-safe,
   * and calls start in order but may end in any.
   *
   * @param count how many, at least 1; 1 by default
   * @return the changed options
   */
  ActorOptions maxConcurrency(int count);

  /**
   * Sets places apart for some calls, beside those of {@link #maxConcurrency} (Ray: {@code concurrency_groups}). A call
   * belongs to a group by {@link TaskOptions#concurrencyGroup} or by {@code @ConcurrencyGroup} on its method; a full
   * group does not keep the others waiting. The class must be thread-safe.
   *
   * {@snippet file="Snippets.java" region="concurrencyGroup"}
   *
   * @param name the name, not blank, each at most once
   * @param maxConcurrency how many calls of the group may run at a time, at least 1
   * @return the changed options
   */
  ActorOptions concurrencyGroup(String name, int maxConcurrency);

  /**
   * Runs the constructor and all calls on one platform thread that nothing else uses, for code that depends on its
   * thread. A restart brings a new one. It excludes {@link #maxConcurrency} above 1 and {@link #concurrencyGroup}.
   *
   * @return the changed options
   */
  ActorOptions ownThread();

  /**
   * How many CPUs the actor counts for while it lives (Ray: {@code num_cpus}). Its constructor runs when they are free.
   * The count admits; it does not isolate.
   *
   * @param cpus how many, to four decimals; 0 by default
   * @return the changed options
   */
  ActorOptions cpus(double cpus);

  /**
   * How many GPUs the actor counts for while it lives (Ray: {@code num_gpus}).
   *
   * @param gpus how many, to four decimals; 0 by default
   * @return the changed options
   */
  ActorOptions gpus(double gpus);

  /**
   * How much memory the actor counts for while it lives (Ray: {@code memory}).
   *
   * @param bytes how many bytes; 0 by default
   * @return the changed options
   */
  ActorOptions memory(long bytes);

  /**
   * How much of a resource of your own the actor counts for while it lives (Ray: {@code resources}).
   *
   * @param name the name, as in {@link RayConfig#resource}
   * @param amount how much, to four decimals; 0 takes the entry away
   * @return the changed options
   */
  ActorOptions resource(String name, double amount);
}
