package dev.loomray.internal.task;

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
import dev.loomray.internal.base.Require;
import org.jspecify.annotations.Nullable;

/**
 * A function and its arguments, as objects of this process.
 *
 * @param fn the function
 * @param refMask bit <i>i</i> set: {@code args[i]} is a ref whose value is passed
 * @param args the arguments
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and never handed out
public record Invocation(Fn fn, int refMask, @Nullable Object[] args) implements Call {
  @Override
  public Invocation open() {
    return this;
  }

  /** Whether an argument is a ref to await. */
  boolean isRef(int index) {
    return (refMask & 1 << index) != 0;
  }

  /** The ref that stands as an argument. */
  Ref<?> ref(int index) {
    return (Ref<?>) Require.notNull(args[index], "ref");
  }

  /** Runs the function on this thread; all ref arguments are settled with values. */
  @Nullable Object invoke() throws Exception {
    return invoke(fn, refMask == 0 ? args : values());
  }

  private @Nullable Object[] values() {
    @Nullable Object[] values = args.clone();
    for (int i = 0; i < values.length; i++) {
      if (isRef(i)) {
        values[i] = ref(i).value();
      }
    }
    return values;
  }

  /** How many arguments a function takes. */
  static int arity(Fn fn) {
    return switch (fn) {
      case Fn0<?> _ -> 0;
      case Act0 _ -> 0;
      case Fn1<?, ?> _ -> 1;
      case Act1<?> _ -> 1;
      case Fn2<?, ?, ?> _ -> 2;
      case Act2<?, ?> _ -> 2;
      case Fn3<?, ?, ?, ?> _ -> 3;
      case Act3<?, ?, ?> _ -> 3;
      case Fn4<?, ?, ?, ?, ?> _ -> 4;
      case Act4<?, ?, ?, ?> _ -> 4;
      case Fn5<?, ?, ?, ?, ?, ?> _ -> 5;
      case Act5<?, ?, ?, ?, ?> _ -> 5;
    };
  }

  @SuppressWarnings("unchecked") // the types were checked where the call was compiled
  private static @Nullable Object invoke(Fn fn, @Nullable Object[] a) throws Exception {
    return switch (fn) {
      case Fn0<?> f -> f.call();
      case Fn1<?, ?> f -> ((Fn1<@Nullable Object, ?>) f).call(a[0]);
      case Fn2<?, ?, ?> f -> ((Fn2<@Nullable Object, @Nullable Object, ?>) f).call(a[0], a[1]);
      case Fn3<?, ?, ?, ?> f ->
          ((Fn3<@Nullable Object, @Nullable Object, @Nullable Object, ?>) f).call(a[0], a[1], a[2]);
      case Fn4<?, ?, ?, ?, ?> f ->
          ((Fn4<@Nullable Object, @Nullable Object, @Nullable Object, @Nullable Object, ?>) f)
              .call(a[0], a[1], a[2], a[3]);
      case Fn5<?, ?, ?, ?, ?, ?> f ->
          ((Fn5<
                      @Nullable Object,
                      @Nullable Object,
                      @Nullable Object,
                      @Nullable Object,
                      @Nullable Object,
                      ?>)
                  f)
              .call(a[0], a[1], a[2], a[3], a[4]);
      case Act0 f -> {
        f.run();
        yield null;
      }
      case Act1<?> f -> {
        ((Act1<@Nullable Object>) f).run(a[0]);
        yield null;
      }
      case Act2<?, ?> f -> {
        ((Act2<@Nullable Object, @Nullable Object>) f).run(a[0], a[1]);
        yield null;
      }
      case Act3<?, ?, ?> f -> {
        ((Act3<@Nullable Object, @Nullable Object, @Nullable Object>) f).run(a[0], a[1], a[2]);
        yield null;
      }
      case Act4<?, ?, ?, ?> f -> {
        ((Act4<@Nullable Object, @Nullable Object, @Nullable Object, @Nullable Object>) f)
            .run(a[0], a[1], a[2], a[3]);
        yield null;
      }
      case Act5<?, ?, ?, ?, ?> f -> {
        ((Act5<
                    @Nullable Object,
                    @Nullable Object,
                    @Nullable Object,
                    @Nullable Object,
                    @Nullable Object>)
                f)
            .run(a[0], a[1], a[2], a[3], a[4]);
        yield null;
      }
    };
  }
}
