package dev.loomray.internal.serial;

import dev.loomray.function.Fn;
import dev.loomray.internal.serial.code.ClassNames;
import dev.loomray.internal.serial.code.LambdaForm;
import dev.loomray.internal.serial.code.LambdaNames;
import dev.loomray.internal.serial.code.LambdaProbe;
import java.lang.invoke.SerializedLambda;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What functions are called in names of tasks, logs and messages.
 *
 * <p>A method reference is called {@code App.square}, a constructor {@code Counter.new}, a lambda
 * {@code Main.main (lambda, line 12)}, an object of a class that implements a function by its
 * class. The answer depends on the class of the function alone, is found once per class, and goes
 * with the class. Nothing here throws or runs code of a user.
 */
public final class FunctionNames {
  // a race is benign: all threads find the same
  private static final ClassValue<AtomicReference<@Nullable Named>> NAMES =
      new ClassValue<>() {
        @Override
        protected AtomicReference<@Nullable Named> computeValue(Class<?> type) {
          return new AtomicReference<>();
        }
      };

  private FunctionNames() {}

  /** The name of a function. */
  public static String of(Fn fn) {
    return named(fn).name();
  }

  /** The function by name; empty for an object of a class that implements a function. */
  public static Optional<FunctionForm> form(Fn fn) {
    LambdaForm form = named(fn).form();
    return form == null
        ? Optional.empty()
        : Optional.of(
            new FunctionForm(
                form.capturingClass(), form.implClass(), form.implMethod(), form.implDescriptor()));
  }

  private static Named named(Fn fn) {
    AtomicReference<@Nullable Named> kept = NAMES.get(fn.getClass());
    Named named = kept.get();
    if (named == null) {
      named = find(fn);
      kept.set(named);
    }
    return named;
  }

  private static Named find(Fn fn) {
    Class<?> type = fn.getClass();
    if (!LambdaProbe.isLambda(type)) {
      return new Named(ClassNames.of(type), null);
    }
    SerializedLambda lambda = LambdaProbe.ask(fn);
    LambdaForm form = lambda == null ? null : LambdaForm.of(lambda);
    return new Named(LambdaNames.of(type, form), form);
  }

  private record Named(String name, @Nullable LambdaForm form) {}
}
