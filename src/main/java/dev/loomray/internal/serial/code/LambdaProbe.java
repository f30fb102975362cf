package dev.loomray.internal.serial.code;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Asks a serializable lambda or method reference what it was made from.
 *
 * <p>Every such lambda has a private {@code writeReplace} that answers a {@link SerializedLambda}.
 * Where the lambda's module is open to us, as the class path is, it is called directly (2 ms for
 * the first of a program, 1 µs later). Elsewhere the lambda is written to a stream that catches the
 * answer and writes nothing (8 ms for the first).
 */
public final class LambdaProbe {
  private LambdaProbe() {}

  /** Whether the class was made by the JDK for a lambda or a method reference. */
  public static boolean isLambda(Class<?> type) {
    return type.isHidden() && type.isSynthetic();
  }

  /**
   * What the lambda was made from; null for all other objects. Runs no code of a user, and never
   * throws.
   */
  public static @Nullable SerializedLambda ask(Object lambda) {
    if (!isLambda(lambda.getClass()) || !(lambda instanceof Serializable)) {
      return null;
    }
    try {
      Method ask = lambda.getClass().getDeclaredMethod("writeReplace");
      Object answer = ask.trySetAccessible() ? ask.invoke(lambda) : Catcher.catchAnswer(lambda);
      return answer instanceof SerializedLambda form ? form : null;
    } catch (ReflectiveOperationException | IOException | RuntimeException | LinkageError e) {
      return null;
    }
  }

  /** A stream to nowhere that keeps the first object it is asked to write. */
  private static final class Catcher extends ObjectOutputStream {
    private @Nullable Object caught;

    private Catcher() throws IOException {
      super(OutputStream.nullOutputStream());
      enableReplaceObject(true);
    }

    private static @Nullable Object catchAnswer(Object lambda) throws IOException {
      try (Catcher catcher = new Catcher()) {
        catcher.writeObject(lambda);
        return catcher.caught;
      }
    }

    @Override
    protected @Nullable Object replaceObject(Object obj) {
      if (caught == null) {
        caught = obj;
      }
      return null;
    }
  }
}
