package dev.loomray.util;

import dev.loomray.ActorHandle;
import dev.loomray.error.GetTimeoutException;
import dev.loomray.function.Fn2;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Spreads work over some actors, so that each has one call of the pool at a time (Ray: {@code ray.util.ActorPool}).
 *
 * {@snippet file="Snippets.java" region="actorPool"}
 *
 * <p>Work that finds no free actor waits in the pool, in order, and starts as soon as an actor is free, whether somebody
 * reads results or not. A call that fails gives its actor back like any other, and its result throws what {@link
 * dev.loomray.ObjectRef#get()} would; only an actor that is dead leaves the pool. If none is left, {@code getNext} and
 * the iterators throw {@link IllegalStateException} for work that has not begun; {@link #push} lets it go on.
 *
 * <p>Each result is given out once, to whoever asks first. A read that throws {@link GetTimeoutException} or {@link
 * dev.loomray.error.GetInterruptedException} has taken nothing: the next one finds it. Results of {@link #map} and
 * {@link #mapUnordered} belong to their iterables alone.
 *
 * <p>Safe for use by any thread, platform or virtual; a task that waits here gives its CPUs back. Every method throws
 * {@link IllegalArgumentException} for a null.
 *
 * @param <T> the class of the actors
 * @param <R> the type of the results
 */
public final class ActorPool<T, R> {
  private final PoolState<T, R> state;
  private final PoolResults<T, R> submitted;

  private ActorPool(List<ActorHandle<T>> actors) {
    state = new PoolState<>(actors);
    submitted = new PoolResults<>(state);
  }

  /**
   * Makes a pool (Ray: {@code ActorPool(actors)}).
   *
   * @param actors handles to different actors; more may be added by {@link #push}
   * @param <T> the class of the actors
   * @param <R> the type of the results
   * @return the pool
   * @throws IllegalArgumentException if an actor stands twice
   */
  public static <T, R> ActorPool<T, R> of(Collection<ActorHandle<T>> actors) {
    List<ActorHandle<T>> all = new ArrayList<>();
    for (ActorHandle<T> actor : Arguments.notNull(actors, "actors")) {
      if (all.contains(Arguments.notNull(actor, "actor"))) {
        throw Arguments.refused("actors", "each actor at most once", actor + " again");
      }
      all.add(actor);
    }
    return new ActorPool<>(all);
  }

  /**
   * Has an actor do something with a value (Ray: {@code submit}). It does not wait.
   *
   * @param fn what to do, as {@code Worker::work}
   * @param value the value
   * @param <V> its type
   */
  public <V> void submit(Fn2<T, V, R> fn, V value) {
    state.add(submitted, PoolItem.of(Arguments.notNull(fn, "fn"), value));
  }

  /**
   * Has the actors do something with each value (Ray: {@code map}). The work begins with this call.
   *
   * @param fn what to do
   * @param values the values
   * @param <V> their type
   * @return the results in the order of the values; each iterator begins anew, waits in {@code next()}, goes on after a
   *     failure with the next result, and is for one thread
   */
  public <V> Iterable<R> map(Fn2<T, V, R> fn, Collection<? extends V> values) {
    PoolMap<T, R> results = begin(fn, values);
    return results::inOrder;
  }

  /**
   * Has the actors do something with each value (Ray: {@code map_unordered}). The work begins with this call.
   *
   * @param fn what to do
   * @param values the values
   * @param <V> their type
   * @return the results in the order in which they come; else as for {@link #map}
   */
  public <V> Iterable<R> mapUnordered(Fn2<T, V, R> fn, Collection<? extends V> values) {
    PoolMap<T, R> results = begin(fn, values);
    return results::asTheyCome;
  }

  private <V> PoolMap<T, R> begin(Fn2<T, V, R> fn, Collection<? extends V> values) {
    Arguments.notNull(fn, "fn");
    PoolMap<T, R> results = new PoolMap<>(state);
    for (V value : new ArrayList<V>(Arguments.notNull(values, "values"))) {
      state.add(results, PoolItem.of(fn, value));
    }
    return results;
  }

  /**
   * Whether there is a result of {@link #submit} to come that nobody has got (Ray: {@code has_next}).
   *
   * @return true if {@code getNext} has something to wait for
   */
  public boolean hasNext() {
    return submitted.hasUnread();
  }

  /**
   * Whether an actor is free (Ray: {@code has_free}).
   *
   * @return true if work submitted now would start at once
   */
  public boolean hasFree() {
    return state.hasFree();
  }

  /**
   * The result of the work that was submitted first, of that whose result nobody has got (Ray: {@code get_next}).
   *
   * @return the result
   * @throws NoSuchElementException if there is nothing to wait for
   * @throws dev.loomray.error.RayException if the work failed; its result then counts as got
   */
  public R getNext() {
    return submitted.next(PoolResults.Order.SUBMITTED, null);
  }

  /**
   * The same, waiting at most for the given time.
   *
   * @param timeout how long; zero looks without waiting
   * @return the result
   * @throws GetTimeoutException if it is not there in time; it can still be got
   * @throws NoSuchElementException if there is nothing to wait for
   * @throws dev.loomray.error.RayException if the work failed; its result then counts as got
   */
  public R getNext(Duration timeout) {
    return submitted.next(PoolResults.Order.SUBMITTED, Arguments.notNegative(timeout, "timeout"));
  }

  /**
   * The next result that comes, whichever it is (Ray: {@code get_next_unordered}).
   *
   * @return the result
   * @throws NoSuchElementException if there is nothing to wait for
   * @throws dev.loomray.error.RayException if the work failed; its result then counts as got
   */
  public R getNextUnordered() {
    return submitted.next(PoolResults.Order.ANY, null);
  }

  /**
   * The same, waiting at most for the given time.
   *
   * @param timeout how long; zero looks without waiting
   * @return the result
   * @throws GetTimeoutException if none is there in time; they can still be got
   * @throws NoSuchElementException if there is nothing to wait for
   * @throws dev.loomray.error.RayException if the work failed; its result then counts as got
   */
  public R getNextUnordered(Duration timeout) {
    return submitted.next(PoolResults.Order.ANY, Arguments.notNegative(timeout, "timeout"));
  }

  /**
   * Takes a free actor out of the pool (Ray: {@code pop_idle}).
   *
   * @return the actor; empty if none is free
   */
  public Optional<ActorHandle<T>> popIdle() {
    return state.popIdle();
  }

  /**
   * Adds an actor, which starts with the work that waits (Ray: {@code push}).
   *
   * @param actor a handle to it
   * @throws IllegalArgumentException if it is in the pool
   */
  public void push(ActorHandle<T> actor) {
    state.push(Arguments.notNull(actor, "actor"));
  }
}
