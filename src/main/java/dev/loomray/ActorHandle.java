package dev.loomray;

import dev.loomray.error.ActorDiedException;
import dev.loomray.error.PendingCallsLimitException;
import dev.loomray.error.RayClosedException;
import dev.loomray.function.Act1;
import dev.loomray.function.Act2;
import dev.loomray.function.Act3;
import dev.loomray.function.Act4;
import dev.loomray.function.Act5;
import dev.loomray.function.Fn;
import dev.loomray.function.Fn1;
import dev.loomray.function.Fn2;
import dev.loomray.function.Fn3;
import dev.loomray.function.Fn4;
import dev.loomray.function.Fn5;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A handle to an actor: {@code call} for a method with a result, {@code run} for a void one (Ray: {@code
 * actor.method.remote(args)}).
 *
 * {@snippet file="Snippets.java" region="actors"}
 *
 * <p>A call returns at once. The calls of one caller run in the order in which it made them, one at a time unless the
 * actor was started with {@link ActorOptions#maxConcurrency}; between callers there is no order. The caller is the
 * task or actor that makes the call, and outside of these the thread; other handles and {@link #options} make no new
 * one.
 *
 * <p>An argument declared as {@link ObjectRef} in this table is awaited and its value is passed, and no thread waits
 * for it. It delays only what the same caller calls later. If one fails, the call fails with that cause and does not
 * run. A method whose own parameter is an {@code ObjectRef} gets the ref itself. Values are handed over by reference:
 * whoever hands one over must not change it afterwards.
 *
 * <p>What the method throws, an {@link Error} too, fails the call with {@link dev.loomray.error.TaskException} and
 * leaves the actor alive, unless {@link ActorOptions#restartOn} says otherwise. The calls of a dead actor fail with
 * {@link ActorDiedException}.
 *
 * <p>Where a method reference with a ref does not compile (an overloaded or generic method), name the types in a lambda,
 * {@code call((Counter c, Integer n) -> c.add(n), ref)}, or use the lambda form {@code call(c -> c.add(ref.get()))}.
 *
 * <p>A handle may be kept, passed as an argument, stored inside values and returned. An actor that is not {@link
 * ActorOptions#detached() detached} ends when its last handle is gone and its calls have ended.
 *
 * <p>Safe for use by any thread, platform or virtual. Every call throws {@link IllegalArgumentException} for a null
 * function, a null ref, a ref of another Ray, or options that do not fit, {@link PendingCallsLimitException} if the
 * actor has as many unfinished calls as it may have, and {@link RayClosedException} once the Ray is closed.
 *
 * @param <T> the class of the actor
 */
// The overload table is generated: every mix of values and refs up to three arguments, values alone
// up to four.
public interface ActorHandle<T> {
  /** What has become of an actor (Ray: the state of {@code ray list actors}). */
  enum State {
    /** Its constructor has not ended: it waits for arguments or resources, or runs. */
    PENDING_CREATION,

    /** It takes calls. */
    ALIVE,

    /** It was alive, and a new instance is being made; calls wait for it. */
    RESTARTING,

    /** It has ended for ever; calls fail with {@link ActorDiedException}. */
    DEAD
  }

  /**
   * Calls a method whose argument types are known only at run time; all other calls come down to this one.
   *
   * @param fn a function or action that takes the actor first, and then as many arguments as {@code args} has
   * @param refMask which arguments to await: bit <i>i</i> set means that {@code args[i]} is an {@code ObjectRef} whose
   *     value is passed; the actor has no bit
   * @param args the arguments without the actor; a value may be null, a ref may not
   * @param <R> the type of the result
   * @return a ref to the result
   */
  <R extends @Nullable Object> ObjectRef<R> submit(Fn fn, int refMask, @Nullable Object... args);

  /**
   * The same actor, its calls with other options (Ray: {@code method.options(..)}). An option that only a task has
   * (resources, {@code priority}, {@code ownThread}) is refused.
   *
   * @param change takes the defaults of {@link TaskOptions} and returns what to use instead; what it leaves alone is
   *     as the actor was started
   * @return a handle to the same actor; it may be kept and used by many threads
   * @throws IllegalArgumentException for an option that a call cannot have; the message names it
   */
  ActorHandle<T> options(UnaryOperator<TaskOptions> change);

  /**
   * The name under which {@link Ray} finds the actor.
   *
   * @return the option {@code name}; empty if it was started without one
   */
  Optional<String> name();

  /**
   * What has become of the actor. The answer may be out of date when it is read; only {@link State#DEAD} stays.
   *
   * @return the state
   */
  State state();

  /**
   * Ends the actor after the calls that are queued now (Ray: {@code actor.__ray_terminate__.remote()}). Calls made
   * later fail with {@link ActorDiedException}. It is not restarted; if its class is {@link AutoCloseable}, its {@code
   * close} is called once.
   *
   * @return a ref that is ready when the actor has ended
   * @throws RayClosedException if the Ray is closed
   */
  ObjectRef<Void> stop();

  /**
   * Ends the actor at once, without a restart (Ray: {@code ray.kill(actor)}). All unfinished calls fail with {@link
   * ActorDiedException}, and the running ones are interrupted. One that ignores its interrupt runs on, and nobody reads
   * its result. If the class is {@link AutoCloseable}, {@code close} is called once, after the last running call has
   * ended. Killing a dead actor does nothing.
   *
   * @throws RayClosedException if the Ray is closed
   */
  void kill();

  /**
   * Restarts the actor at once (Ray: {@code ray.kill(actor, no_restart=False)}): a new instance is made from the
   * constructor and its arguments, and the queued calls wait for it. The running calls are interrupted; they fail with
   * {@link dev.loomray.error.ActorUnavailableException}, or run again as {@link ActorOptions#maxTaskRetries} says. If
   * no restart of {@link ActorOptions#maxRestarts} is left, the actor ends as by {@link #kill()}.
   *
   * @throws RayClosedException if the Ray is closed
   */
  void restart();

  /**
   * Calls a method without arguments.
   *
   * @param fn the method; it takes the actor first
   * @param <R> the type of the result
   * @return a ref to the result
   */
  default <R extends @Nullable Object> ObjectRef<R> call(Fn1<? super T, R> fn) {
    return submit(fn, 0);
  }

  /**
   * Calls a void method without arguments.
   *
   * @param fn the method; it takes the actor first
   * @return a ref that is ready when the call has ended
   */
  default ObjectRef<Void> run(Act1<? super T> fn) {
    return submit(fn, 0);
  }

  /**
   * Calls a method of one argument.
   *
   * @param fn the method; it takes the actor first
   * @param a argument 1
   * @param <A> the type of argument 1
   * @param <R> the type of the result
   * @return a ref to the result
   */
  default <A extends @Nullable Object, R extends @Nullable Object> ObjectRef<R> call(
      Fn2<? super T, A, R> fn, A a) {
    return submit(fn, 0, a);
  }

  /**
   * Calls a void method of one argument.
   *
   * @param fn the method; it takes the actor first
   * @param a argument 1
   * @param <A> the type of argument 1
   * @return a ref that is ready when the call has ended
   */
  default <A extends @Nullable Object> ObjectRef<Void> run(Act2<? super T, A> fn, A a) {
    return submit(fn, 0, a);
  }

  /**
   * Calls a method of one argument when {@code a} is ready.
   *
   * @param fn the method; it takes the actor first
   * @param a argument 1, a ref whose value is passed
   * @param <A> the type of argument 1
   * @param <R> the type of the result
   * @return a ref to the result
   */
  default <A extends @Nullable Object, R extends @Nullable Object> ObjectRef<R> call(
      Fn2<? super T, A, R> fn, ObjectRef<? extends A> a) {
    return submit(fn, 1, a);
  }

  /**
   * Calls a void method of one argument when {@code a} is ready.
   *
   * @param fn the method; it takes the actor first
   * @param a argument 1, a ref whose value is passed
   * @param <A> the type of argument 1
   * @return a ref that is ready when the call has ended
   */
  default <A extends @Nullable Object> ObjectRef<Void> run(
      Act2<? super T, A> fn, ObjectRef<? extends A> a) {
    return submit(fn, 1, a);
  }

  /**
   * Calls a method of two arguments.
   *
   * @param fn the method; it takes the actor first
   * @param a argument 1
   * @param b argument 2
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <R> the type of the result
   * @return a ref to the result
   */
  default <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
      ObjectRef<R> call(Fn3<? super T, A, B, R> fn, A a, B b) {
    return submit(fn, 0, a, b);
  }

  /**
   * Calls a void method of two arguments.
   *
   * @param fn the method; it takes the actor first
   * @param a argument 1
   * @param b argument 2
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @return a ref that is ready when the call has ended
   */
  default <A extends @Nullable Object, B extends @Nullable Object> ObjectRef<Void> run(
      Act3<? super T, A, B> fn, A a, B b) {
    return submit(fn, 0, a, b);
  }

  /**
   * Calls a method of two arguments when {@code b} is ready.
   *
   * @param fn the method; it takes the actor first
   * @param a argument 1
   * @param b argument 2, a ref whose value is passed
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <R> the type of the result
   * @return a ref to the result
   */
  default <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
      ObjectRef<R> call(Fn3<? super T, A, B, R> fn, A a, ObjectRef<? extends B> b) {
    return submit(fn, 2, a, b);
  }

  /**
   * Calls a void method of two arguments when {@code b} is ready.
   *
   * @param fn the method; it takes the actor first
   * @param a argument 1
   * @param b argument 2, a ref whose value is passed
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @return a ref that is ready when the call has ended
   */
  default <A extends @Nullable Object, B extends @Nullable Object> ObjectRef<Void> run(
      Act3<? super T, A, B> fn, A a, ObjectRef<? extends B> b) {
    return submit(fn, 2, a, b);
  }

  /**
   * Calls a method of two arguments when {@code a} is ready.
   *
   * @param fn the method; it takes the actor first
   * @param a argument 1, a ref whose value is passed
   * @param b argument 2
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <R> the type of the result
   * @return a ref to the result
   */
  default <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
      ObjectRef<R> call(Fn3<? super T, A, B, R> fn, ObjectRef<? extends A> a, B b) {
    return submit(fn, 1, a, b);
  }

  /**
   * Calls a void method of two arguments when {@code a} is ready.
   *
   * @param fn the method; it takes the actor first
   * @param a argument 1, a ref whose value is passed
   * @param b argument 2
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @return a ref that is ready when the call has ended
   */
  default <A extends @Nullable Object, B extends @Nullable Object> ObjectRef<Void> run(
      Act3<? super T, A, B> fn, ObjectRef<? extends A> a, B b) {
    return submit(fn, 1, a, b);
  }

  /**
   * Calls a method of two arguments when {@code a} and {@code b} are ready.
   *
   * @param fn the method; it takes the actor first
   * @param a argument 1, a ref whose value is passed
   * @param b argument 2, a ref whose value is passed
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <R> the type of the result
   * @return a ref to the result
   */
  default <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
      ObjectRef<R> call(
          Fn3<? super T, A, B, R> fn, ObjectRef<? extends A> a, ObjectRef<? extends B> b) {
    return submit(fn, 3, a, b);
  }

  /**
   * Calls a void method of two arguments when {@code a} and {@code b} are ready.
   *
   * @param fn the method; it takes the actor first
   * @param a argument 1, a ref whose value is passed
   * @param b argument 2, a ref whose value is passed
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @return a ref that is ready when the call has ended
   */
  default <A extends @Nullable Object, B extends @Nullable Object> ObjectRef<Void> run(
      Act3<? super T, A, B> fn, ObjectRef<? extends A> a, ObjectRef<? extends B> b) {
    return submit(fn, 3, a, b);
  }

  /**
   * Calls a method of three arguments.
   *
   * @param fn the method; it takes the actor first
   * @param a argument 1
   * @param b argument 2
   * @param c argument 3
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <C> the type of argument 3
   * @param <R> the type of the result
   * @return a ref to the result
   */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          R extends @Nullable Object>
      ObjectRef<R> call(Fn4<? super T, A, B, C, R> fn, A a, B b, C c) {
    return submit(fn, 0, a, b, c);
  }

  /**
   * Calls a void method of three arguments.
   *
   * @param fn the method; it takes the actor first
   * @param a argument 1
   * @param b argument 2
   * @param c argument 3
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <C> the type of argument 3
   * @return a ref that is ready when the call has ended
   */
  default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      ObjectRef<Void> run(Act4<? super T, A, B, C> fn, A a, B b, C c) {
    return submit(fn, 0, a, b, c);
  }

  /**
   * Calls a method of three arguments when {@code c} is ready.
   *
   * @param fn the method; it takes the actor first
   * @param a argument 1
   * @param b argument 2
   * @param c argument 3, a ref whose value is passed
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <C> the type of argument 3
   * @param <R> the type of the result
   * @return a ref to the result
   */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          R extends @Nullable Object>
      ObjectRef<R> call(Fn4<? super T, A, B, C, R> fn, A a, B b, ObjectRef<? extends C> c) {
    return submit(fn, 4, a, b, c);
  }

  /**
   * Calls a void method of three arguments when {@code c} is ready.
   *
   * @param fn the method; it takes the actor first
   * @param a argument 1
   * @param b argument 2
   * @param c argument 3, a ref whose value is passed
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <C> the type of argument 3
   * @return a ref that is ready when the call has ended
   */
  default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      ObjectRef<Void> run(Act4<? super T, A, B, C> fn, A a, B b, ObjectRef<? extends C> c) {
    return submit(fn, 4, a, b, c);
  }

  /**
   * Calls a method of three arguments when {@code b} is ready.
   *
   * @param fn the method; it takes the actor first
   * @param a argument 1
   * @param b argument 2, a ref whose value is passed
   * @param c argument 3
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <C> the type of argument 3
   * @param <R> the type of the result
   * @return a ref to the result
   */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          R extends @Nullable Object>
      ObjectRef<R> call(Fn4<? super T, A, B, C, R> fn, A a, ObjectRef<? extends B> b, C c) {
    return submit(fn, 2, a, b, c);
  }

  /**
   * Calls a void method of three arguments when {@code b} is ready.
   *
   * @param fn the method; it takes the actor first
   * @param a argument 1
   * @param b argument 2, a ref whose value is passed
   * @param c argument 3
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <C> the type of argument 3
   * @return a ref that is ready when the call has ended
   */
  default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      ObjectRef<Void> run(Act4<? super T, A, B, C> fn, A a, ObjectRef<? extends B> b, C c) {
    return submit(fn, 2, a, b, c);
  }

  /**
   * Calls a method of three arguments when {@code b} and {@code c} are ready.
   *
   * @param fn the method; it takes the actor first
   * @param a argument 1
   * @param b argument 2, a ref whose value is passed
   * @param c argument 3, a ref whose value is passed
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <C> the type of argument 3
   * @param <R> the type of the result
   * @return a ref to the result
   */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          R extends @Nullable Object>
      ObjectRef<R> call(
          Fn4<? super T, A, B, C, R> fn, A a, ObjectRef<? extends B> b, ObjectRef<? extends C> c) {
    return submit(fn, 6, a, b, c);
  }

  /**
   * Calls a void method of three arguments when {@code b} and {@code c} are ready.
   *
   * @param fn the method; it takes the actor first
   * @param a argument 1
   * @param b argument 2, a ref whose value is passed
   * @param c argument 3, a ref whose value is passed
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <C> the type of argument 3
   * @return a ref that is ready when the call has ended
   */
  default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      ObjectRef<Void> run(
          Act4<? super T, A, B, C> fn, A a, ObjectRef<? extends B> b, ObjectRef<? extends C> c) {
    return submit(fn, 6, a, b, c);
  }

  /**
   * Calls a method of three arguments when {@code a} is ready.
   *
   * @param fn the method; it takes the actor first
   * @param a argument 1, a ref whose value is passed
   * @param b argument 2
   * @param c argument 3
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <C> the type of argument 3
   * @param <R> the type of the result
   * @return a ref to the result
   */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          R extends @Nullable Object>
      ObjectRef<R> call(Fn4<? super T, A, B, C, R> fn, ObjectRef<? extends A> a, B b, C c) {
    return submit(fn, 1, a, b, c);
  }

  /**
   * Calls a void method of three arguments when {@code a} is ready.
   *
   * @param fn the method; it takes the actor first
   * @param a argument 1, a ref whose value is passed
   * @param b argument 2
   * @param c argument 3
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <C> the type of argument 3
   * @return a ref that is ready when the call has ended
   */
  default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      ObjectRef<Void> run(Act4<? super T, A, B, C> fn, ObjectRef<? extends A> a, B b, C c) {
    return submit(fn, 1, a, b, c);
  }

  /**
   * Calls a method of three arguments when {@code a} and {@code c} are ready.
   *
   * @param fn the method; it takes the actor first
   * @param a argument 1, a ref whose value is passed
   * @param b argument 2
   * @param c argument 3, a ref whose value is passed
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <C> the type of argument 3
   * @param <R> the type of the result
   * @return a ref to the result
   */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          R extends @Nullable Object>
      ObjectRef<R> call(
          Fn4<? super T, A, B, C, R> fn, ObjectRef<? extends A> a, B b, ObjectRef<? extends C> c) {
    return submit(fn, 5, a, b, c);
  }

  /**
   * Calls a void method of three arguments when {@code a} and {@code c} are ready.
   *
   * @param fn the method; it takes the actor first
   * @param a argument 1, a ref whose value is passed
   * @param b argument 2
   * @param c argument 3, a ref whose value is passed
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <C> the type of argument 3
   * @return a ref that is ready when the call has ended
   */
  default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      ObjectRef<Void> run(
          Act4<? super T, A, B, C> fn, ObjectRef<? extends A> a, B b, ObjectRef<? extends C> c) {
    return submit(fn, 5, a, b, c);
  }

  /**
   * Calls a method of three arguments when {@code a} and {@code b} are ready.
   *
   * @param fn the method; it takes the actor first
   * @param a argument 1, a ref whose value is passed
   * @param b argument 2, a ref whose value is passed
   * @param c argument 3
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <C> the type of argument 3
   * @param <R> the type of the result
   * @return a ref to the result
   */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          R extends @Nullable Object>
      ObjectRef<R> call(
          Fn4<? super T, A, B, C, R> fn, ObjectRef<? extends A> a, ObjectRef<? extends B> b, C c) {
    return submit(fn, 3, a, b, c);
  }

  /**
   * Calls a void method of three arguments when {@code a} and {@code b} are ready.
   *
   * @param fn the method; it takes the actor first
   * @param a argument 1, a ref whose value is passed
   * @param b argument 2, a ref whose value is passed
   * @param c argument 3
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <C> the type of argument 3
   * @return a ref that is ready when the call has ended
   */
  default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      ObjectRef<Void> run(
          Act4<? super T, A, B, C> fn, ObjectRef<? extends A> a, ObjectRef<? extends B> b, C c) {
    return submit(fn, 3, a, b, c);
  }

  /**
   * Calls a method of three arguments when {@code a}, {@code b} and {@code c} are ready.
   *
   * @param fn the method; it takes the actor first
   * @param a argument 1, a ref whose value is passed
   * @param b argument 2, a ref whose value is passed
   * @param c argument 3, a ref whose value is passed
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <C> the type of argument 3
   * @param <R> the type of the result
   * @return a ref to the result
   */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          R extends @Nullable Object>
      ObjectRef<R> call(
          Fn4<? super T, A, B, C, R> fn,
          ObjectRef<? extends A> a,
          ObjectRef<? extends B> b,
          ObjectRef<? extends C> c) {
    return submit(fn, 7, a, b, c);
  }

  /**
   * Calls a void method of three arguments when {@code a}, {@code b} and {@code c} are ready.
   *
   * @param fn the method; it takes the actor first
   * @param a argument 1, a ref whose value is passed
   * @param b argument 2, a ref whose value is passed
   * @param c argument 3, a ref whose value is passed
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <C> the type of argument 3
   * @return a ref that is ready when the call has ended
   */
  default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      ObjectRef<Void> run(
          Act4<? super T, A, B, C> fn,
          ObjectRef<? extends A> a,
          ObjectRef<? extends B> b,
          ObjectRef<? extends C> c) {
    return submit(fn, 7, a, b, c);
  }

  /**
   * Calls a method of four arguments.
   *
   * @param fn the method; it takes the actor first
   * @param a argument 1
   * @param b argument 2
   * @param c argument 3
   * @param d argument 4
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <C> the type of argument 3
   * @param <D> the type of argument 4
   * @param <R> the type of the result
   * @return a ref to the result
   */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          R extends @Nullable Object>
      ObjectRef<R> call(Fn5<? super T, A, B, C, D, R> fn, A a, B b, C c, D d) {
    return submit(fn, 0, a, b, c, d);
  }

  /**
   * Calls a void method of four arguments.
   *
   * @param fn the method; it takes the actor first
   * @param a argument 1
   * @param b argument 2
   * @param c argument 3
   * @param d argument 4
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <C> the type of argument 3
   * @param <D> the type of argument 4
   * @return a ref that is ready when the call has ended
   */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object>
      ObjectRef<Void> run(Act5<? super T, A, B, C, D> fn, A a, B b, C c, D d) {
    return submit(fn, 0, a, b, c, d);
  }
}
