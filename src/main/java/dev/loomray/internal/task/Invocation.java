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
import java.util.ArrayList;
import java.util.List;
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
  private static final Object[] NOTHING = {};

  /** A function without arguments. */
  public static Invocation of(Fn fn) {
    return new Invocation(fn, 0, NOTHING);
  }

  @Override
  public Invocation open() {
    return this;
  }

  /** Whether an argument is a ref to await. */
  public boolean isRef(int index) {
    return (refMask & 1 << index) != 0;
  }

  /** The ref that stands as an argument. */
  public Ref<?> ref(int index) {
    return (Ref<?>) Require.notNull(args[index], "ref");
  }

  /** The ref arguments that are not settled. */
  public List<Ref<?>> unsettled() {
    List<Ref<?>> refs = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      if (isRef(i) && !ref(i).isSettled()) {
        refs.add(ref(i));
      }
    }
    return refs;
  }

  /** Runs the function on this thread; all ref arguments are settled with values. */
  public @Nullable Object invoke() throws Exception {
    return invoke(fn, refMask == 0 ? args : values());
  }

  /** Runs the function on this thread with an object before the arguments. */
  public @Nullable Object invokeOn(@Nullable Object self) throws Exception {
    @Nullable Object[] values = new Object[args.length + 1];
    values[0] = self;
    for (int i = 0; i < args.length; i++) {
      values[i + 1] = isRef(i) ? ref(i).value() : args[i];
    }
    return invoke(fn, values);
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

  // Chains of instanceof: the first use of a pattern switch costs a program some ten milliseconds.

  /** How many arguments a function takes. */
  public static int arity(Fn fn) {
    if (fn instanceof Fn0<?> || fn instanceof Act0) {
      return 0;
    }
    if (fn instanceof Fn1<?, ?> || fn instanceof Act1<?>) {
      return 1;
    }
    if (fn instanceof Fn2<?, ?, ?> || fn instanceof Act2<?, ?>) {
      return 2;
    }
    if (fn instanceof Fn3<?, ?, ?, ?> || fn instanceof Act3<?, ?, ?>) {
      return 3;
    }
    if (fn instanceof Fn4<?, ?, ?, ?, ?> || fn instanceof Act4<?, ?, ?, ?>) {
      return 4;
    }
    if (fn instanceof Fn5<?, ?, ?, ?, ?, ?> || fn instanceof Act5<?, ?, ?, ?, ?>) {
      return 5;
    }
    throw unknown(fn);
  }

  private static @Nullable Object invoke(Fn fn, @Nullable Object[] a) throws Exception {
    return isAction(fn) ? invokeAction(fn, a) : invokeFunction(fn, a);
  }

  private static boolean isAction(Fn fn) {
    return fn instanceof Act0
        || fn instanceof Act1<?>
        || fn instanceof Act2<?, ?>
        || fn instanceof Act3<?, ?, ?>
        || fn instanceof Act4<?, ?, ?, ?>
        || fn instanceof Act5<?, ?, ?, ?, ?>;
  }

  @SuppressWarnings("unchecked") // the types were checked where the call was compiled
  private static @Nullable Object invokeFunction(Fn fn, @Nullable Object[] a) throws Exception {
    if (fn instanceof Fn0<?> f) {
      return f.call();
    }
    if (fn instanceof Fn1<?, ?> f) {
      return ((Fn1<@Nullable Object, ?>) f).call(a[0]);
    }
    if (fn instanceof Fn2<?, ?, ?> f) {
      return ((Fn2<@Nullable Object, @Nullable Object, ?>) f).call(a[0], a[1]);
    }
    if (fn instanceof Fn3<?, ?, ?, ?> f) {
      return ((Fn3<@Nullable Object, @Nullable Object, @Nullable Object, ?>) f)
          .call(a[0], a[1], a[2]);
    }
    if (fn instanceof Fn4<?, ?, ?, ?, ?> f) {
      return ((Fn4<@Nullable Object, @Nullable Object, @Nullable Object, @Nullable Object, ?>) f)
          .call(a[0], a[1], a[2], a[3]);
    }
    if (fn instanceof Fn5<?, ?, ?, ?, ?, ?> f) {
      return ((Fn5<
                  @Nullable Object,
                  @Nullable Object,
                  @Nullable Object,
                  @Nullable Object,
                  @Nullable Object,
                  ?>)
              f)
          .call(a[0], a[1], a[2], a[3], a[4]);
    }
    throw unknown(fn);
  }

  @SuppressWarnings("unchecked") // the types were checked where the call was compiled
  private static @Nullable Object invokeAction(Fn fn, @Nullable Object[] a) throws Exception {
    if (fn instanceof Act0 f) {
      f.run();
      return null;
    }
    if (fn instanceof Act1<?> f) {
      ((Act1<@Nullable Object>) f).run(a[0]);
      return null;
    }
    if (fn instanceof Act2<?, ?> f) {
      ((Act2<@Nullable Object, @Nullable Object>) f).run(a[0], a[1]);
      return null;
    }
    if (fn instanceof Act3<?, ?, ?> f) {
      ((Act3<@Nullable Object, @Nullable Object, @Nullable Object>) f).run(a[0], a[1], a[2]);
      return null;
    }
    if (fn instanceof Act4<?, ?, ?, ?> f) {
      ((Act4<@Nullable Object, @Nullable Object, @Nullable Object, @Nullable Object>) f)
          .run(a[0], a[1], a[2], a[3]);
      return null;
    }
    if (fn instanceof Act5<?, ?, ?, ?, ?> f) {
      ((Act5<
                  @Nullable Object,
                  @Nullable Object,
                  @Nullable Object,
                  @Nullable Object,
                  @Nullable Object>)
              f)
          .run(a[0], a[1], a[2], a[3], a[4]);
      return null;
    }
    throw unknown(fn);
  }

  private static IllegalStateException unknown(Fn fn) {
    return new IllegalStateException("expected a function or action, found fn=" + fn.getClass());
  }
}
