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
import dev.loomray.internal.serial.FunctionNames;
import org.jspecify.annotations.Nullable;

/**
 * A function and its arguments, as objects of this process. Millions may wait: one or two arguments need no array.
 */
public abstract sealed class Invocation implements Call {
  private static final Object[] NOTHING = {};

  // immutable; a bit for each of at most five arguments
  private final Fn fn;
  private final byte refMask;

  private Invocation(Fn fn, int refMask) {
    this.fn = fn;
    this.refMask = (byte) refMask;
  }

  /** A function without arguments. */
  public static Invocation of(Fn fn) {
    return new Many(fn, 0, NOTHING);
  }

  /**
   * A function and its arguments.
   *
   * @param fn the function
   * @param refMask bit <i>i</i> set: {@code args[i]} is a ref whose value is passed
   * @param args the arguments, copied: the caller may change its array while the call waits
   */
  public static Invocation of(Fn fn, int refMask, @Nullable Object... args) {
    return switch (args.length) {
      case 0 -> of(fn);
      case 1 -> new One(fn, refMask, args[0]);
      case 2 -> new Two(fn, refMask, args[0], args[1]);
      default -> new Many(fn, refMask, args.clone());
    };
  }

  private static final class One extends Invocation {
    private final @Nullable Object first;

    One(Fn fn, int refMask, @Nullable Object first) {
      super(fn, refMask);
      this.first = first;
    }

    @Override
    public int count() {
      return 1;
    }

    @Override
    public @Nullable Object arg(int index) {
      return first;
    }
  }

  private static final class Two extends Invocation {
    private final @Nullable Object first;
    private final @Nullable Object second;

    Two(Fn fn, int refMask, @Nullable Object first, @Nullable Object second) {
      super(fn, refMask);
      this.first = first;
      this.second = second;
    }

    @Override
    public int count() {
      return 2;
    }

    @Override
    public @Nullable Object arg(int index) {
      return index == 0 ? first : second;
    }
  }

  private static final class Many extends Invocation {
    private final @Nullable Object[] args;

    Many(Fn fn, int refMask, @Nullable Object[] args) {
      super(fn, refMask);
      this.args = args;
    }

    @Override
    public int count() {
      return args.length;
    }

    @Override
    public @Nullable Object arg(int index) {
      return args[index];
    }
  }

  public Fn fn() {
    return fn;
  }

  @Override
  public String name() {
    return FunctionNames.of(fn);
  }

  /** Bit <i>i</i> is set if argument <i>i</i> is a ref whose value is passed. */
  public int refMask() {
    return refMask;
  }

  /** How many arguments there are. */
  public abstract int count();

  /** An argument, as it was given. */
  public abstract @Nullable Object arg(int index);

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
    return (Ref<?>) Require.notNull(arg(index), "ref");
  }

  /** Runs the function on this thread; all ref arguments are settled with values. */
  public @Nullable Object invoke() throws Exception {
    return invoke(fn, count() == 0 ? NOTHING : values(0));
  }

  /** Runs the function on this thread with an object before the arguments. */
  public @Nullable Object invokeOn(@Nullable Object self) throws Exception {
    @Nullable Object[] values = values(1);
    values[0] = self;
    return invoke(fn, values);
  }

  private @Nullable Object[] values(int before) {
    @Nullable Object[] values = new Object[before + count()];
    for (int i = 0; i < count(); i++) {
      values[before + i] = isRef(i) ? ref(i).value() : arg(i);
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
