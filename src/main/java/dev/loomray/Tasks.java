package dev.loomray;

import dev.loomray.function.Act0;
import dev.loomray.function.Act1;
import dev.loomray.function.Act2;
import dev.loomray.function.Act3;
import dev.loomray.function.Act4;
import dev.loomray.function.Act5;
import dev.loomray.function.Fn;
import dev.loomray.function.Fn0;
import dev.loomray.function.Fn1;
import dev.loomray.function.Fn2;
import dev.loomray.function.Fn3;
import dev.loomray.function.Fn4;
import dev.loomray.function.Fn5;
import org.jspecify.annotations.Nullable;

/**
 * Starts tasks: {@code call} for a function with a result, {@code run} for an action without one (Ray: {@code
 * f.remote(args)}).
 *
 * <p>An argument declared as {@link ObjectRef} in this table is awaited and its value is passed; the task starts when
 * every such argument is ready, and no thread waits for it. If one fails, the task fails with that cause and does not
 * run. A function whose own parameter is an {@code ObjectRef} gets the ref itself. Values are handed over by reference:
 * whoever hands one over must not change it afterwards.
 *
 * {@snippet file="Snippets.java" region="tasks"}
 *
 * <p>Where a method reference with a ref does not compile (an overloaded or generic method), use {@link
 * ObjectRef#then(dev.loomray.function.Fn1) ref.then(f)} or the lambda form {@code call(() -> f(ref.get()))}.
 *
 * <p>Safe for use by any thread, platform or virtual. Every method throws {@link IllegalArgumentException} for a null
 * function, a null ref, a ref of another Ray, or options that can never be met, and {@link
 * dev.loomray.error.RayClosedException} once the Ray is closed.
 */
// The overload table is generated: every mix of values and refs up to three arguments, values alone
// up to five.
public interface Tasks {
  /**
   * Starts a function whose argument types are known only at run time; all other methods come down to this one.
   *
   * @param fn a function or action; it must take as many arguments as {@code args} has
   * @param refMask which arguments to await: bit <i>i</i> set means that {@code args[i]} is an {@code ObjectRef} whose
   *     value is passed
   * @param args the arguments; a value may be null, a ref may not
   * @param <R> the type of the result
   * @return a ref to the result
   */
  <R extends @Nullable Object> ObjectRef<R> submit(Fn fn, int refMask, @Nullable Object... args);

  /**
   * Starts a function without arguments.
   *
   * @param fn the function
   * @param <R> the type of the result
   * @return a ref to the result
   */
  default <R extends @Nullable Object> ObjectRef<R> call(Fn0<R> fn) {
    return submit(fn, 0);
  }

  /**
   * Starts an action without arguments.
   *
   * @param fn the action
   * @return a ref that is ready when the action has ended
   */
  default ObjectRef<Void> run(Act0 fn) {
    return submit(fn, 0);
  }

  /**
   * Starts a function of one argument.
   *
   * @param fn the function
   * @param a argument 1
   * @param <A> the type of argument 1
   * @param <R> the type of the result
   * @return a ref to the result
   */
  default <A extends @Nullable Object, R extends @Nullable Object> ObjectRef<R> call(
      Fn1<A, R> fn, A a) {
    return submit(fn, 0, a);
  }

  /**
   * Starts an action of one argument.
   *
   * @param fn the action
   * @param a argument 1
   * @param <A> the type of argument 1
   * @return a ref that is ready when the action has ended
   */
  default <A extends @Nullable Object> ObjectRef<Void> run(Act1<A> fn, A a) {
    return submit(fn, 0, a);
  }

  /**
   * Starts a function of one argument when {@code a} is ready.
   *
   * @param fn the function
   * @param a argument 1, a ref whose value is passed
   * @param <A> the type of argument 1
   * @param <R> the type of the result
   * @return a ref to the result
   */
  default <A extends @Nullable Object, R extends @Nullable Object> ObjectRef<R> call(
      Fn1<A, R> fn, ObjectRef<? extends A> a) {
    return submit(fn, 1, a);
  }

  /**
   * Starts an action of one argument when {@code a} is ready.
   *
   * @param fn the action
   * @param a argument 1, a ref whose value is passed
   * @param <A> the type of argument 1
   * @return a ref that is ready when the action has ended
   */
  default <A extends @Nullable Object> ObjectRef<Void> run(Act1<A> fn, ObjectRef<? extends A> a) {
    return submit(fn, 1, a);
  }

  /**
   * Starts a function of two arguments.
   *
   * @param fn the function
   * @param a argument 1
   * @param b argument 2
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <R> the type of the result
   * @return a ref to the result
   */
  default <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
      ObjectRef<R> call(Fn2<A, B, R> fn, A a, B b) {
    return submit(fn, 0, a, b);
  }

  /**
   * Starts an action of two arguments.
   *
   * @param fn the action
   * @param a argument 1
   * @param b argument 2
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @return a ref that is ready when the action has ended
   */
  default <A extends @Nullable Object, B extends @Nullable Object> ObjectRef<Void> run(
      Act2<A, B> fn, A a, B b) {
    return submit(fn, 0, a, b);
  }

  /**
   * Starts a function of two arguments when {@code b} is ready.
   *
   * @param fn the function
   * @param a argument 1
   * @param b argument 2, a ref whose value is passed
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <R> the type of the result
   * @return a ref to the result
   */
  default <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
      ObjectRef<R> call(Fn2<A, B, R> fn, A a, ObjectRef<? extends B> b) {
    return submit(fn, 2, a, b);
  }

  /**
   * Starts an action of two arguments when {@code b} is ready.
   *
   * @param fn the action
   * @param a argument 1
   * @param b argument 2, a ref whose value is passed
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @return a ref that is ready when the action has ended
   */
  default <A extends @Nullable Object, B extends @Nullable Object> ObjectRef<Void> run(
      Act2<A, B> fn, A a, ObjectRef<? extends B> b) {
    return submit(fn, 2, a, b);
  }

  /**
   * Starts a function of two arguments when {@code a} is ready.
   *
   * @param fn the function
   * @param a argument 1, a ref whose value is passed
   * @param b argument 2
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <R> the type of the result
   * @return a ref to the result
   */
  default <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
      ObjectRef<R> call(Fn2<A, B, R> fn, ObjectRef<? extends A> a, B b) {
    return submit(fn, 1, a, b);
  }

  /**
   * Starts an action of two arguments when {@code a} is ready.
   *
   * @param fn the action
   * @param a argument 1, a ref whose value is passed
   * @param b argument 2
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @return a ref that is ready when the action has ended
   */
  default <A extends @Nullable Object, B extends @Nullable Object> ObjectRef<Void> run(
      Act2<A, B> fn, ObjectRef<? extends A> a, B b) {
    return submit(fn, 1, a, b);
  }

  /**
   * Starts a function of two arguments when {@code a} and {@code b} are ready.
   *
   * @param fn the function
   * @param a argument 1, a ref whose value is passed
   * @param b argument 2, a ref whose value is passed
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <R> the type of the result
   * @return a ref to the result
   */
  default <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
      ObjectRef<R> call(Fn2<A, B, R> fn, ObjectRef<? extends A> a, ObjectRef<? extends B> b) {
    return submit(fn, 3, a, b);
  }

  /**
   * Starts an action of two arguments when {@code a} and {@code b} are ready.
   *
   * @param fn the action
   * @param a argument 1, a ref whose value is passed
   * @param b argument 2, a ref whose value is passed
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @return a ref that is ready when the action has ended
   */
  default <A extends @Nullable Object, B extends @Nullable Object> ObjectRef<Void> run(
      Act2<A, B> fn, ObjectRef<? extends A> a, ObjectRef<? extends B> b) {
    return submit(fn, 3, a, b);
  }

  /**
   * Starts a function of three arguments.
   *
   * @param fn the function
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
      ObjectRef<R> call(Fn3<A, B, C, R> fn, A a, B b, C c) {
    return submit(fn, 0, a, b, c);
  }

  /**
   * Starts an action of three arguments.
   *
   * @param fn the action
   * @param a argument 1
   * @param b argument 2
   * @param c argument 3
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <C> the type of argument 3
   * @return a ref that is ready when the action has ended
   */
  default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      ObjectRef<Void> run(Act3<A, B, C> fn, A a, B b, C c) {
    return submit(fn, 0, a, b, c);
  }

  /**
   * Starts a function of three arguments when {@code c} is ready.
   *
   * @param fn the function
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
      ObjectRef<R> call(Fn3<A, B, C, R> fn, A a, B b, ObjectRef<? extends C> c) {
    return submit(fn, 4, a, b, c);
  }

  /**
   * Starts an action of three arguments when {@code c} is ready.
   *
   * @param fn the action
   * @param a argument 1
   * @param b argument 2
   * @param c argument 3, a ref whose value is passed
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <C> the type of argument 3
   * @return a ref that is ready when the action has ended
   */
  default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      ObjectRef<Void> run(Act3<A, B, C> fn, A a, B b, ObjectRef<? extends C> c) {
    return submit(fn, 4, a, b, c);
  }

  /**
   * Starts a function of three arguments when {@code b} is ready.
   *
   * @param fn the function
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
      ObjectRef<R> call(Fn3<A, B, C, R> fn, A a, ObjectRef<? extends B> b, C c) {
    return submit(fn, 2, a, b, c);
  }

  /**
   * Starts an action of three arguments when {@code b} is ready.
   *
   * @param fn the action
   * @param a argument 1
   * @param b argument 2, a ref whose value is passed
   * @param c argument 3
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <C> the type of argument 3
   * @return a ref that is ready when the action has ended
   */
  default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      ObjectRef<Void> run(Act3<A, B, C> fn, A a, ObjectRef<? extends B> b, C c) {
    return submit(fn, 2, a, b, c);
  }

  /**
   * Starts a function of three arguments when {@code b} and {@code c} are ready.
   *
   * @param fn the function
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
          Fn3<A, B, C, R> fn, A a, ObjectRef<? extends B> b, ObjectRef<? extends C> c) {
    return submit(fn, 6, a, b, c);
  }

  /**
   * Starts an action of three arguments when {@code b} and {@code c} are ready.
   *
   * @param fn the action
   * @param a argument 1
   * @param b argument 2, a ref whose value is passed
   * @param c argument 3, a ref whose value is passed
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <C> the type of argument 3
   * @return a ref that is ready when the action has ended
   */
  default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      ObjectRef<Void> run(
          Act3<A, B, C> fn, A a, ObjectRef<? extends B> b, ObjectRef<? extends C> c) {
    return submit(fn, 6, a, b, c);
  }

  /**
   * Starts a function of three arguments when {@code a} is ready.
   *
   * @param fn the function
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
      ObjectRef<R> call(Fn3<A, B, C, R> fn, ObjectRef<? extends A> a, B b, C c) {
    return submit(fn, 1, a, b, c);
  }

  /**
   * Starts an action of three arguments when {@code a} is ready.
   *
   * @param fn the action
   * @param a argument 1, a ref whose value is passed
   * @param b argument 2
   * @param c argument 3
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <C> the type of argument 3
   * @return a ref that is ready when the action has ended
   */
  default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      ObjectRef<Void> run(Act3<A, B, C> fn, ObjectRef<? extends A> a, B b, C c) {
    return submit(fn, 1, a, b, c);
  }

  /**
   * Starts a function of three arguments when {@code a} and {@code c} are ready.
   *
   * @param fn the function
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
          Fn3<A, B, C, R> fn, ObjectRef<? extends A> a, B b, ObjectRef<? extends C> c) {
    return submit(fn, 5, a, b, c);
  }

  /**
   * Starts an action of three arguments when {@code a} and {@code c} are ready.
   *
   * @param fn the action
   * @param a argument 1, a ref whose value is passed
   * @param b argument 2
   * @param c argument 3, a ref whose value is passed
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <C> the type of argument 3
   * @return a ref that is ready when the action has ended
   */
  default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      ObjectRef<Void> run(
          Act3<A, B, C> fn, ObjectRef<? extends A> a, B b, ObjectRef<? extends C> c) {
    return submit(fn, 5, a, b, c);
  }

  /**
   * Starts a function of three arguments when {@code a} and {@code b} are ready.
   *
   * @param fn the function
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
          Fn3<A, B, C, R> fn, ObjectRef<? extends A> a, ObjectRef<? extends B> b, C c) {
    return submit(fn, 3, a, b, c);
  }

  /**
   * Starts an action of three arguments when {@code a} and {@code b} are ready.
   *
   * @param fn the action
   * @param a argument 1, a ref whose value is passed
   * @param b argument 2, a ref whose value is passed
   * @param c argument 3
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <C> the type of argument 3
   * @return a ref that is ready when the action has ended
   */
  default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      ObjectRef<Void> run(
          Act3<A, B, C> fn, ObjectRef<? extends A> a, ObjectRef<? extends B> b, C c) {
    return submit(fn, 3, a, b, c);
  }

  /**
   * Starts a function of three arguments when {@code a}, {@code b} and {@code c} are ready.
   *
   * @param fn the function
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
          Fn3<A, B, C, R> fn,
          ObjectRef<? extends A> a,
          ObjectRef<? extends B> b,
          ObjectRef<? extends C> c) {
    return submit(fn, 7, a, b, c);
  }

  /**
   * Starts an action of three arguments when {@code a}, {@code b} and {@code c} are ready.
   *
   * @param fn the action
   * @param a argument 1, a ref whose value is passed
   * @param b argument 2, a ref whose value is passed
   * @param c argument 3, a ref whose value is passed
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <C> the type of argument 3
   * @return a ref that is ready when the action has ended
   */
  default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      ObjectRef<Void> run(
          Act3<A, B, C> fn,
          ObjectRef<? extends A> a,
          ObjectRef<? extends B> b,
          ObjectRef<? extends C> c) {
    return submit(fn, 7, a, b, c);
  }

  /**
   * Starts a function of four arguments.
   *
   * @param fn the function
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
      ObjectRef<R> call(Fn4<A, B, C, D, R> fn, A a, B b, C c, D d) {
    return submit(fn, 0, a, b, c, d);
  }

  /**
   * Starts an action of four arguments.
   *
   * @param fn the action
   * @param a argument 1
   * @param b argument 2
   * @param c argument 3
   * @param d argument 4
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <C> the type of argument 3
   * @param <D> the type of argument 4
   * @return a ref that is ready when the action has ended
   */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object>
      ObjectRef<Void> run(Act4<A, B, C, D> fn, A a, B b, C c, D d) {
    return submit(fn, 0, a, b, c, d);
  }

  /**
   * Starts a function of five arguments.
   *
   * @param fn the function
   * @param a argument 1
   * @param b argument 2
   * @param c argument 3
   * @param d argument 4
   * @param e argument 5
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <C> the type of argument 3
   * @param <D> the type of argument 4
   * @param <E> the type of argument 5
   * @param <R> the type of the result
   * @return a ref to the result
   */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          R extends @Nullable Object>
      ObjectRef<R> call(Fn5<A, B, C, D, E, R> fn, A a, B b, C c, D d, E e) {
    return submit(fn, 0, a, b, c, d, e);
  }

  /**
   * Starts an action of five arguments.
   *
   * @param fn the action
   * @param a argument 1
   * @param b argument 2
   * @param c argument 3
   * @param d argument 4
   * @param e argument 5
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <C> the type of argument 3
   * @param <D> the type of argument 4
   * @param <E> the type of argument 5
   * @return a ref that is ready when the action has ended
   */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object>
      ObjectRef<Void> run(Act5<A, B, C, D, E> fn, A a, B b, C c, D d, E e) {
    return submit(fn, 0, a, b, c, d, e);
  }
}
