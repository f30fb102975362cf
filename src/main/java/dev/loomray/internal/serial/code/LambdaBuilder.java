package dev.loomray.internal.serial.code;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Makes a lambda again from its form and its captured values.
 *
 * <p>The compiler puts a private method {@code $deserializeLambda$} into each class with
 * serializable lambdas. Where that class is open to us it is called directly; a class of the JDK is
 * asked through a stream, since only {@code SerializedLambda.readResolve} may call it there. The
 * stream is written here and holds tokens in place of the captured values, so these need not be
 * serializable.
 */
public final class LambdaBuilder {
  private LambdaBuilder() {}

  /**
   * Makes the lambda.
   *
   * @throws ReflectiveOperationException if the capturing class has no such lambda
   * @throws IOException if it has none, and was asked through a stream
   */
  public static Object build(LambdaForm form, Class<?> capturing, @Nullable Object[] captured)
      throws ReflectiveOperationException, IOException {
    Method maker = capturing.getDeclaredMethod("$deserializeLambda$", SerializedLambda.class);
    Object lambda =
        maker.trySetAccessible()
            ? maker.invoke(null, form.with(capturing, captured))
            : throughStream(form, capturing, captured);
    if (lambda == null) {
      throw new NoSuchMethodException(
          capturing.getName().concat(".$deserializeLambda$ answered null"));
    }
    return lambda;
  }

  private static Object throughStream(
      LambdaForm form, Class<?> capturing, @Nullable Object[] captured)
      throws IOException, ClassNotFoundException {
    Object[] tokens = new Object[captured.length];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = new Token(i);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(form.with(capturing, tokens));
    }
    try (Reader reader = new Reader(bytes.toByteArray(), capturing, captured)) {
      return reader.readObject();
    }
  }

  /** Reads a serialized lambda and puts the captured values where the tokens are. */
  private static final class Reader extends ObjectInputStream {
    private final Class<?> capturing;
    private final @Nullable Object[] captured;

    private Reader(byte[] bytes, Class<?> capturing, @Nullable Object[] captured)
        throws IOException {
      super(new ByteArrayInputStream(bytes));
      this.capturing = capturing;
      this.captured = captured;
      enableResolveObject(true);
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass desc)
        throws IOException, ClassNotFoundException {
      if (desc.getName().equals(capturing.getName())) {
        return capturing;
      }
      return desc.getName().equals(Token.class.getName()) ? Token.class : super.resolveClass(desc);
    }

    @Override
    protected @Nullable Object resolveObject(Object obj) {
      return obj instanceof Token token ? captured[token.index()] : obj;
    }
  }
}
