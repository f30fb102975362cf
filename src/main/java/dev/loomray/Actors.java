package dev.loomray;

import dev.loomray.error.ActorAlreadyExistsException;
import dev.loomray.error.ActorDiedException;
import dev.loomray.error.RayClosedException;
import dev.loomray.function.Fn;
import dev.loomray.function.Fn0;
import dev.loomray.function.Fn1;
import dev.loomray.function.Fn2;
import dev.loomray.function.Fn3;
import dev.loomray.function.Fn4;
import org.jspecify.annotations.Nullable;

/**
 * Starts actors: objects of your own classes that live in the Ray and run their calls one after the other (Ray: {@code
 * Class.remote(args)}).
 *
 * {@snippet file="Snippets.java" region="actors"}
 *
 * <p>{@code actor} returns at once; the constructor is the actor's first turn and runs on a thread of the Ray. Calls
 * may be made right away and wait for it. If it throws, the actor is dead, and every call of it fails with {@link
 * ActorDiedException} and that cause.
 *
 * <p>An argument declared as {@link ObjectRef} in this table is awaited and its value is passed; the constructor runs
 * when every such argument is ready, and no thread waits for it. If one fails, the actor is dead with that cause. A
 * constructor whose own parameter is an {@code ObjectRef} gets the ref itself. Values are handed over by reference:
 * whoever hands one over must not change it afterwards. The arguments are kept for as long as the actor may be
 * restarted.
 *
 * <p>Where a reference to a constructor with a ref does not compile (a class with several constructors), name the types in
 * a lambda, {@code actor((Integer n) -> new Counter(n), ref)}, or use the lambda form {@code actor(() -> new
 * Counter(ref.get()))}.
 *
 * <p>Safe for use by any thread, platform or virtual. Every method throws {@link IllegalArgumentException} for a null
 * constructor, a null ref, a ref of another Ray, or options that can never be met, {@link ActorAlreadyExistsException}
 * if the name is taken, and {@link RayClosedException} once the Ray is closed.
 */
// The overload table is generated: every mix of values and refs up to three arguments, values alone
// with four.
public interface Actors {
  /**
   * Starts an actor from a constructor whose argument types are known only at run time; all other methods come down to
   * this one.
   *
   * @param fn a constructor, or a function that makes the actor; it must take as many arguments as {@code args} has
   * @param refMask which arguments to await: bit <i>i</i> set means that {@code args[i]} is an {@code ObjectRef} whose
   *     value is passed
   * @param args the arguments; a value may be null, a ref may not
   * @param <T> the class of the actor
   * @return a handle to the actor
   */
  <T> ActorHandle<T> start(Fn fn, int refMask, @Nullable Object... args);

  /**
   * Starts an actor from a constructor without arguments.
   *
   * @param constructor a constructor, or a function that makes the actor
   * @param <T> the class of the actor
   * @return a handle to the actor
   */
  default <T> ActorHandle<T> actor(Fn0<T> constructor) {
    return start(constructor, 0);
  }

  /**
   * Starts an actor from a constructor of one argument.
   *
   * @param constructor a constructor, or a function that makes the actor
   * @param a argument 1
   * @param <A> the type of argument 1
   * @param <T> the class of the actor
   * @return a handle to the actor
   */
  default <A extends @Nullable Object, T> ActorHandle<T> actor(Fn1<A, T> constructor, A a) {
    return start(constructor, 0, a);
  }

  /**
   * Starts an actor from a constructor of one argument when {@code a} is ready.
   *
   * @param constructor a constructor, or a function that makes the actor
   * @param a argument 1, a ref whose value is passed
   * @param <A> the type of argument 1
   * @param <T> the class of the actor
   * @return a handle to the actor
   */
  default <A extends @Nullable Object, T> ActorHandle<T> actor(
      Fn1<A, T> constructor, ObjectRef<? extends A> a) {
    return start(constructor, 1, a);
  }

  /**
   * Starts an actor from a constructor of two arguments.
   *
   * @param constructor a constructor, or a function that makes the actor
   * @param a argument 1
   * @param b argument 2
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <T> the class of the actor
   * @return a handle to the actor
   */
  default <A extends @Nullable Object, B extends @Nullable Object, T> ActorHandle<T> actor(
      Fn2<A, B, T> constructor, A a, B b) {
    return start(constructor, 0, a, b);
  }

  /**
   * Starts an actor from a constructor of two arguments when {@code b} is ready.
   *
   * @param constructor a constructor, or a function that makes the actor
   * @param a argument 1
   * @param b argument 2, a ref whose value is passed
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <T> the class of the actor
   * @return a handle to the actor
   */
  default <A extends @Nullable Object, B extends @Nullable Object, T> ActorHandle<T> actor(
      Fn2<A, B, T> constructor, A a, ObjectRef<? extends B> b) {
    return start(constructor, 2, a, b);
  }

  /**
   * Starts an actor from a constructor of two arguments when {@code a} is ready.
   *
   * @param constructor a constructor, or a function that makes the actor
   * @param a argument 1, a ref whose value is passed
   * @param b argument 2
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <T> the class of the actor
   * @return a handle to the actor
   */
  default <A extends @Nullable Object, B extends @Nullable Object, T> ActorHandle<T> actor(
      Fn2<A, B, T> constructor, ObjectRef<? extends A> a, B b) {
    return start(constructor, 1, a, b);
  }

  /**
   * Starts an actor from a constructor of two arguments when {@code a} and {@code b} are ready.
   *
   * @param constructor a constructor, or a function that makes the actor
   * @param a argument 1, a ref whose value is passed
   * @param b argument 2, a ref whose value is passed
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <T> the class of the actor
   * @return a handle to the actor
   */
  default <A extends @Nullable Object, B extends @Nullable Object, T> ActorHandle<T> actor(
      Fn2<A, B, T> constructor, ObjectRef<? extends A> a, ObjectRef<? extends B> b) {
    return start(constructor, 3, a, b);
  }

  /**
   * Starts an actor from a constructor of three arguments.
   *
   * @param constructor a constructor, or a function that makes the actor
   * @param a argument 1
   * @param b argument 2
   * @param c argument 3
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <C> the type of argument 3
   * @param <T> the class of the actor
   * @return a handle to the actor
   */
  default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object, T>
      ActorHandle<T> actor(Fn3<A, B, C, T> constructor, A a, B b, C c) {
    return start(constructor, 0, a, b, c);
  }

  /**
   * Starts an actor from a constructor of three arguments when {@code c} is ready.
   *
   * @param constructor a constructor, or a function that makes the actor
   * @param a argument 1
   * @param b argument 2
   * @param c argument 3, a ref whose value is passed
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <C> the type of argument 3
   * @param <T> the class of the actor
   * @return a handle to the actor
   */
  default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object, T>
      ActorHandle<T> actor(Fn3<A, B, C, T> constructor, A a, B b, ObjectRef<? extends C> c) {
    return start(constructor, 4, a, b, c);
  }

  /**
   * Starts an actor from a constructor of three arguments when {@code b} is ready.
   *
   * @param constructor a constructor, or a function that makes the actor
   * @param a argument 1
   * @param b argument 2, a ref whose value is passed
   * @param c argument 3
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <C> the type of argument 3
   * @param <T> the class of the actor
   * @return a handle to the actor
   */
  default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object, T>
      ActorHandle<T> actor(Fn3<A, B, C, T> constructor, A a, ObjectRef<? extends B> b, C c) {
    return start(constructor, 2, a, b, c);
  }

  /**
   * Starts an actor from a constructor of three arguments when {@code b} and {@code c} are ready.
   *
   * @param constructor a constructor, or a function that makes the actor
   * @param a argument 1
   * @param b argument 2, a ref whose value is passed
   * @param c argument 3, a ref whose value is passed
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <C> the type of argument 3
   * @param <T> the class of the actor
   * @return a handle to the actor
   */
  default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object, T>
      ActorHandle<T> actor(
          Fn3<A, B, C, T> constructor, A a, ObjectRef<? extends B> b, ObjectRef<? extends C> c) {
    return start(constructor, 6, a, b, c);
  }

  /**
   * Starts an actor from a constructor of three arguments when {@code a} is ready.
   *
   * @param constructor a constructor, or a function that makes the actor
   * @param a argument 1, a ref whose value is passed
   * @param b argument 2
   * @param c argument 3
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <C> the type of argument 3
   * @param <T> the class of the actor
   * @return a handle to the actor
   */
  default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object, T>
      ActorHandle<T> actor(Fn3<A, B, C, T> constructor, ObjectRef<? extends A> a, B b, C c) {
    return start(constructor, 1, a, b, c);
  }

  /**
   * Starts an actor from a constructor of three arguments when {@code a} and {@code c} are ready.
   *
   * @param constructor a constructor, or a function that makes the actor
   * @param a argument 1, a ref whose value is passed
   * @param b argument 2
   * @param c argument 3, a ref whose value is passed
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <C> the type of argument 3
   * @param <T> the class of the actor
   * @return a handle to the actor
   */
  default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object, T>
      ActorHandle<T> actor(
          Fn3<A, B, C, T> constructor, ObjectRef<? extends A> a, B b, ObjectRef<? extends C> c) {
    return start(constructor, 5, a, b, c);
  }

  /**
   * Starts an actor from a constructor of three arguments when {@code a} and {@code b} are ready.
   *
   * @param constructor a constructor, or a function that makes the actor
   * @param a argument 1, a ref whose value is passed
   * @param b argument 2, a ref whose value is passed
   * @param c argument 3
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <C> the type of argument 3
   * @param <T> the class of the actor
   * @return a handle to the actor
   */
  default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object, T>
      ActorHandle<T> actor(
          Fn3<A, B, C, T> constructor, ObjectRef<? extends A> a, ObjectRef<? extends B> b, C c) {
    return start(constructor, 3, a, b, c);
  }

  /**
   * Starts an actor from a constructor of three arguments when {@code a}, {@code b} and {@code c} are ready.
   *
   * @param constructor a constructor, or a function that makes the actor
   * @param a argument 1, a ref whose value is passed
   * @param b argument 2, a ref whose value is passed
   * @param c argument 3, a ref whose value is passed
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <C> the type of argument 3
   * @param <T> the class of the actor
   * @return a handle to the actor
   */
  default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object, T>
      ActorHandle<T> actor(
          Fn3<A, B, C, T> constructor,
          ObjectRef<? extends A> a,
          ObjectRef<? extends B> b,
          ObjectRef<? extends C> c) {
    return start(constructor, 7, a, b, c);
  }

  /**
   * Starts an actor from a constructor of four arguments.
   *
   * @param constructor a constructor, or a function that makes the actor
   * @param a argument 1
   * @param b argument 2
   * @param c argument 3
   * @param d argument 4
   * @param <A> the type of argument 1
   * @param <B> the type of argument 2
   * @param <C> the type of argument 3
   * @param <D> the type of argument 4
   * @param <T> the class of the actor
   * @return a handle to the actor
   */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          T>
      ActorHandle<T> actor(Fn4<A, B, C, D, T> constructor, A a, B b, C c, D d) {
    return start(constructor, 0, a, b, c, d);
  }
}
