package dev.loomray;

import dev.loomray.error.GetInterruptedException;
import dev.loomray.error.GetTimeoutException;
import dev.loomray.function.Act1;
import dev.loomray.function.Fn1;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A ref to a value that is there, or will be: the result of a task, a value that was put, or a timer (Ray: {@code
 * ObjectRef}).
 *
 * <p>It may be read any number of times by any threads, passed as an argument, stored inside values and returned. Two
 * refs are equal only if they are the same.
 *
 * @param <T> the type of the value
 */
public interface ObjectRef<T extends @Nullable Object> {
  /**
   * Waits for the value (Ray: {@code ray.get(ref)}). Inside a task the wait gives the task's CPUs back.
   *
   * {@snippet file="Snippets.java" region="errors"}
   *
   * @return the value; the value of a void task is null
   * @throws dev.loomray.error.TaskException if the task's code threw; the cause is what it threw
   * @throws dev.loomray.error.TaskStoppedException if the task was cancelled or did not end in time
   * @throws GetInterruptedException if the thread is interrupted, or the task it runs was cancelled; its flag stays set
   * @throws dev.loomray.error.ActorDeadlockException inside an actor or a task, if the value could never come since it waits
   *     for this very code to end: directly, or through others that wait
   * @throws dev.loomray.error.RayClosedException if the Ray is closed
   */
  T get();

  /**
   * Waits for the value, at most for the given time.
   *
   * @param timeout how long; zero looks without waiting
   * @return the value
   * @throws GetTimeoutException if the value is not there in time; the task goes on
   * @throws dev.loomray.error.RayException as {@link #get()} does
   */
  T get(Duration timeout);

  /**
   * Whether the value, or a failure, is there; {@link #get()} then returns without waiting.
   *
   * @return true once and for ever
   */
  boolean isReady();

  /**
   * The identity of the object, the same in every process of a cluster (Ray: {@code ref.hex()}).
   *
   * @return 56 hexadecimal digits
   */
  String id();

  /**
   * Cancels the task and its unfinished descendants (Ray: {@code ray.cancel(ref)}). One that has not started is
   * removed; one that runs is interrupted. A finished task is left alone, and so are its children.
   *
   * @return true if this call is what ended the ref; false if it had ended before, and for a put value
   */
  boolean cancel();

  /**
   * Starts a task on this ref's value when it is there, as {@code ray.call(fn, ref)} would.
   *
   * {@snippet file="Snippets.java" region="then"}
   *
   * @param fn the function
   * @param <R> the type of its result
   * @return a ref to the result; if this ref fails, it fails with the same cause
   */
  <R extends @Nullable Object> ObjectRef<R> then(Fn1<? super T, ? extends R> fn);

  /**
   * Starts a task without a result on this ref's value when it is there, as {@code ray.run(fn, ref)} would.
   *
   * @param fn the action
   * @return a ref that is ready when the action has ended; if this ref fails, it fails with the same cause
   */
  ObjectRef<Void> thenRun(Act1<? super T> fn);

  /**
   * The ref as a future, for libraries that want one (Ray: {@code ref.future()}). It is completed on a thread of the
   * Ray, fails with what {@link #get()} would throw, and is independent: cancelling it does not cancel the task.
   *
   * @return a new future
   */
  CompletableFuture<T> toFuture();

  /**
   * Waits for the value and reads it in place, without a copy (Ray: the arrays of {@code ray.get}). It is there for objects
   * of the store that are raw bytes: arrays of primitives, byte buffers, memory segments and long texts that were {@linkplain
   * Ray#put put}, {@linkplain Ray#create created}, or handed over by a task with {@link TaskOptions#stored()}.
   *
   * {@snippet file="StoreSnippets.java" region="view"}
   *
   * @return a view, to be closed; it keeps the object readable
   * @throws IllegalStateException if the value is not in the store, or is no raw bytes: {@link #get()} gives it
   * @throws dev.loomray.error.ObjectFreedException if it was freed; the message says by whom
   * @throws dev.loomray.error.RayException as {@link #get()} does
   */
  ObjectView view();

  /**
   * Waits for the value and keeps its memory where it is: it is neither moved nor given to another object until the pin is
   * closed, whatever becomes of the refs. Whoever reads needs no pin; a view is one.
   *
   * @return a pin, to be closed
   * @throws IllegalStateException if the value is not in the store
   * @throws dev.loomray.error.RayException as {@link #get()} does
   */
  Pin pin();

  /**
   * Drops the value now instead of when its last ref is collected (Ray: {@code ray.internal.free}). Who reads it afterwards,
   * through whatever ref, gets an {@link dev.loomray.error.ObjectFreedException}; views that are open go on. A failed ref
   * stays as it is, and a second time does nothing.
   *
   * @throws IllegalStateException if the ref is not ready; {@link #cancel()} ends what would make it so
   */
  void free();
}
