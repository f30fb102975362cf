package dev.loomray.util;

import dev.loomray.ActorHandle;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.error.RayException;
import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A queue between tasks, actors and threads, first in, first out; its elements are in an actor of its own (Ray: {@code
 * ray.util.queue.Queue}).
 *
 * {@snippet file="Snippets.java" region="actorQueue"}
 *
 * <p>The verbs are those of {@link java.util.concurrent.BlockingQueue}: {@code put} and {@code take} wait, {@code offer}
 * and {@code poll} do not, or only for a given time. Where Ray raises {@code Full} or {@code Empty}, they answer false or
 * an empty {@link Optional}. Who waits is served in the order of arrival, and holds neither the actor nor, in a task, its
 * CPUs.
 *
 * <p>A call that throws or answers false or empty, whatever the reason, has put or taken nothing: no interrupt, timeout or
 * cancelled task loses an element or doubles one. An element that was on its way to a taker who gave up goes back to the
 * head of the queue. Elements are handed over by reference as all values are, and none is null.
 *
 * <p>{@link #close()} ends the queue: what is in it can still be taken.
 *
 * <p>A queue may be kept, passed as an argument, captured and stored inside values; its actor ends when no such queue is
 * left. Safe for use by any thread, platform or virtual. Every method but {@code close} throws {@link
 * IllegalArgumentException} for a null, {@link dev.loomray.error.GetInterruptedException} if the thread is interrupted
 * while it waits, or the task it runs was cancelled, and {@link dev.loomray.error.RayClosedException} once the Ray is
 * closed.
 *
 * @param <E> the type of the elements
 */
@SuppressWarnings("serial") // a Ray and a handle travel as what they stand for
public final class ActorQueue<E> implements AutoCloseable, Serializable {
  @Serial private static final long serialVersionUID = 1;

  /** Where the actor lives. */
  private final Ray ray;

  /** The actor that has the elements. */
  private final ActorHandle<QueueCore<E>> core;

  private ActorQueue(Ray ray, int capacity) {
    this.ray = ray;
    core = ray.actor(QueueCore<E>::new, capacity);
  }

  /**
   * Makes a queue without a limit (Ray: {@code Queue()}).
   *
   * @param ray where its actor lives
   * @param <E> the type of the elements
   * @return the queue
   */
  public static <E> ActorQueue<E> create(Ray ray) {
    return create(ray, Integer.MAX_VALUE);
  }

  /**
   * Makes a queue of limited size (Ray: {@code Queue(maxsize)}).
   *
   * @param ray where its actor lives
   * @param capacity how many elements it holds; {@link Integer#MAX_VALUE} is no limit
   * @param <E> the type of the elements
   * @return the queue
   * @throws IllegalArgumentException if the capacity is below 1
   */
  public static <E> ActorQueue<E> create(Ray ray, int capacity) {
    if (capacity < 1) {
      throw Arguments.refused("capacity", "1 or more", capacity);
    }
    return new ActorQueue<>(Arguments.notNull(ray, "ray"), capacity);
  }

  /**
   * Puts an element at the end, and waits for room (Ray: {@code put}).
   *
   * @param element the element
   * @throws IllegalStateException if the queue is closed
   */
  public void put(E element) {
    new QueueEntry<>(ray, core, QueueCore.FOREVER).put(Arguments.notNull(element, "element"));
  }

  /**
   * Puts an element at the end if there is room now (Ray: {@code put_nowait}).
   *
   * @param element the element
   * @return false if the queue is full
   * @throws IllegalStateException if the queue is closed
   */
  public boolean offer(E element) {
    return offerAll(List.of(Arguments.notNull(element, "element")));
  }

  /**
   * Puts an element at the end, and waits for room at most for the given time (Ray: {@code put} with a timeout).
   *
   * @param element the element
   * @param timeout how long to wait; zero does not wait
   * @return false if there was no room in time
   * @throws IllegalStateException if the queue is closed
   */
  public boolean offer(E element, Duration timeout) {
    Arguments.notNull(element, "element");
    return isZero(timeout) ? offer(element) : new QueueEntry<>(ray, core, timeout).put(element);
  }

  /**
   * Puts all elements at the end, one after the other, if there is room for all of them now, else none (Ray: {@code
   * put_nowait_batch}).
   *
   * @param elements the elements, none of them null
   * @return false if they do not all fit
   * @throws IllegalStateException if the queue is closed
   */
  public boolean offerAll(List<? extends E> elements) {
    List<E> all = List.of(elementsOf(elements));
    return new QueueEntry<>(ray, core, QueueCore.FOREVER).offer(all);
  }

  @SuppressWarnings("unchecked") // an array that is only read
  private static <E> E[] elementsOf(List<? extends E> elements) {
    Object[] all = Arguments.notNull(elements, "elements").toArray();
    for (int i = 0; i < all.length; i++) {
      Arguments.notNull(all[i], "elements[" + i + "]");
    }
    return (E[]) all;
  }

  /**
   * Takes the first element, and waits until there is one (Ray: {@code get}).
   *
   * @return the element
   * @throws IllegalStateException if the queue is closed, and all has been taken
   */
  public E take() {
    return new QueueExit<>(ray, core, QueueCore.FOREVER).take().orElseThrow();
  }

  /**
   * Takes the first element if there is one now (Ray: {@code get_nowait}).
   *
   * @return the element; empty if the queue is
   * @throws IllegalStateException if the queue is closed, and all has been taken
   */
  public Optional<E> poll() {
    return pollBatch(1).map(List::getFirst);
  }

  /**
   * Takes the first element, and waits for it at most for the given time (Ray: {@code get} with a timeout).
   *
   * @param timeout how long to wait; zero does not wait
   * @return the element; empty if there was none in time
   * @throws IllegalStateException if the queue is closed, and all has been taken
   */
  public Optional<E> poll(Duration timeout) {
    return isZero(timeout) ? poll() : new QueueExit<>(ray, core, timeout).take();
  }

  /**
   * Takes the first elements if there are so many now, else none (Ray: {@code get_nowait_batch}).
   *
   * @param count how many
   * @return so many elements; empty if there are fewer in the queue
   * @throws IllegalArgumentException if the count is negative
   * @throws IllegalStateException if the queue is closed, and all has been taken
   */
  public Optional<List<E>> pollBatch(int count) {
    if (count < 0) {
      throw Arguments.refused("count", "0 or more", count);
    }
    return new QueueExit<>(ray, core, QueueCore.FOREVER).poll(count);
  }

  /**
   * How many elements there are (Ray: {@code qsize}). As all such answers it may be out of date when it is read.
   *
   * @return the number
   */
  public int size() {
    return core.call(QueueCore<E>::size).get();
  }

  /**
   * How many elements may be put without waiting.
   *
   * @return the number; {@link Integer#MAX_VALUE} without a limit
   */
  public int remainingCapacity() {
    return core.call(QueueCore<E>::remainingCapacity).get();
  }

  /**
   * Whether there is no element (Ray: {@code empty}).
   *
   * @return true if {@link #size} is 0
   */
  public boolean isEmpty() {
    return size() == 0;
  }

  /**
   * Whether there is no room (Ray: {@code full}).
   *
   * @return true if {@link #remainingCapacity} is 0
   */
  public boolean isFull() {
    return remainingCapacity() == 0;
  }

  /**
   * Refuses all later puts. Puts that wait for room are let in at once, also beyond the capacity; what is in the queue
   * can still be taken, and then whoever takes, or waits for an element, gets an {@link IllegalStateException}. A second
   * close does nothing, nor does one after the Ray's (Ray: {@code shutdown}, which drops the elements).
   */
  @Override
  public void close() {
    try {
      ObjectRef<Void> done = ray.after(QueueCore.FOREVER);
      QueueExit.apart(
          ray,
          () -> {
            var _ = core.run(QueueCore<E>::close).toFuture().whenComplete((_, _) -> done.cancel());
          });
      ray.waitFor(1, List.of(done));
    } catch (RayException e) {
      // interrupted, and the flag is set: it is closed all the same; or the Ray is closed
    }
  }

  private static boolean isZero(Duration timeout) {
    return Arguments.notNegative(timeout, "timeout").isZero();
  }
}
