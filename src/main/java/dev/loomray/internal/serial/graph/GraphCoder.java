package dev.loomray.internal.serial.graph;

import dev.loomray.Codec;
import dev.loomray.error.UnserializableException;
import dev.loomray.internal.serial.code.ClassNames;
import dev.loomray.internal.serial.code.LambdaForm;
import dev.loomray.internal.serial.code.LambdaNames;
import dev.loomray.internal.serial.code.LambdaProbe;
import dev.loomray.internal.serial.code.Thrown;
import java.lang.invoke.SerializedLambda;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads whole graphs of objects, and says in the user's words why one cannot be written.
 *
 * <p>Safe for use by many threads. At most two Kryos per processor are kept; Kryo loads at the
 * first use.
 */
public final class GraphCoder {
  private final Map<Class<?>, Codec<?>> codecs;
  private final ClassLoader loader;
  private final BlockingQueue<Workbench> idle =
      new ArrayBlockingQueue<>(2 * Runtime.getRuntime().availableProcessors());

  /**
   * Makes a coder.
   *
   * @param codecs the users' codecs by exact class
   * @param loader sees the users' classes
   */
  public GraphCoder(Map<Class<?>, Codec<?>> codecs, ClassLoader loader) {
    this.codecs = Map.copyOf(codecs);
    this.loader = loader;
  }

  /** Whether the user has a codec for this class. */
  public boolean hasCodec(Class<?> type) {
    return codecs.containsKey(type);
  }

  /**
   * Writes an object and all it refers to.
   *
   * @param first the first byte
   * @param value the object
   * @param handles where the handles in it are added
   * @return the bytes
   * @throws UnserializableException if it cannot be stored; the message gives the path to the
   *     object that cannot
   */
  public byte[] encode(byte first, Object value, List<Object> handles) {
    try {
      Workbench bench = take();
      byte[] bytes = bench.encode(first, value, handles);
      idle.offer(bench);
      return bytes;
    } catch (RuntimeException e) {
      throw failure(StoreFailure.of(e, value), value);
    } catch (StackOverflowError e) {
      throw failure(StoreFailure.tooDeep(e), value);
    } catch (LinkageError e) {
      throw failure(StoreFailure.threw(value.getClass(), "classes", e), value);
    }
  }

  /**
   * Reads an object.
   *
   * @param handles the handles that were in it when it was written
   * @return a new object, equal in all that was written
   * @throws UnserializableException if the bytes are not those of an object
   */
  public @Nullable Object decode(byte[] bytes, int offset, int length, List<Object> handles) {
    try {
      Workbench bench = take();
      Object value = bench.decode(bytes, offset, length, handles);
      idle.offer(bench);
      return value;
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      throw new UnserializableException("cannot read a stored value: " + Thrown.text(e), e);
    }
  }

  private Workbench take() {
    Workbench bench = idle.poll();
    if (bench != null) {
      return bench;
    }
    KryoSettings.apply();
    return new Workbench(codecs, loader);
  }

  private static UnserializableException failure(StoreFailure failure, Object root) {
    return new UnserializableException(failure.message(name(root)), failure.getCause());
  }

  private static String name(Object root) {
    Class<?> type = root.getClass();
    if (!LambdaProbe.isLambda(type)) {
      return ClassNames.of(type);
    }
    SerializedLambda lambda = LambdaProbe.ask(root);
    return LambdaNames.of(type, lambda == null ? null : LambdaForm.of(lambda));
  }
}
