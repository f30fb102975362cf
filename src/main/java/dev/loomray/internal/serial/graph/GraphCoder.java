package dev.loomray.internal.serial.graph;

import dev.loomray.Codec;
import dev.loomray.error.UnserializableException;
import dev.loomray.internal.serial.code.ClassNames;
import dev.loomray.internal.serial.code.LambdaForm;
import dev.loomray.internal.serial.code.LambdaNames;
import dev.loomray.internal.serial.code.LambdaProbe;
import dev.loomray.internal.serial.code.Thrown;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.SerializedLambda;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;
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

  /** Whether the user has a codec for this class, or for the public one that it stands for. */
  public boolean hasCodec(Class<?> type) {
    if (codecs.isEmpty()) {
      return false;
    }
    return codecs.containsKey(type)
        || (SerializerChoice.isPlatform(type) && codecs.containsKey(JdkSerializers.family(type)));
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
    return write(value, bench -> bench.encode(first, value, handles));
  }

  /**
   * Writes an object and all it refers to but the large arrays, which are only listed.
   *
   * @param value the object
   * @param handles where the handles in it are added
   * @throws UnserializableException if it cannot be stored; the message gives the path to the
   *     object that cannot
   */
  public WrittenGraph write(Object value, List<Object> handles) {
    return write(value, bench -> bench.write(value, handles));
  }

  /**
   * Reads an object that {@link #encode} has written.
   *
   * @param handles the handles that were in it when it was written
   * @return a new object, equal in all that was written
   * @throws UnserializableException if the bytes are not those of an object
   */
  public @Nullable Object decode(byte[] bytes, int offset, int length, List<Object> handles) {
    return read(bench -> bench.decode(bytes, offset, length, handles));
  }

  /**
   * Reads an object that {@link WrittenGraph#writeTo} has written.
   *
   * @param form its bytes; not kept
   * @param handles the handles that were in it when it was written
   * @return a new object, equal in all that was written
   * @throws UnserializableException if the bytes are not those of an object
   */
  public @Nullable Object read(MemorySegment form, List<Object> handles) {
    return read(bench -> bench.read(form, handles));
  }

  private <T> T write(Object value, Function<Workbench, T> work) {
    try {
      Workbench bench = take();
      T result = work.apply(bench);
      idle.offer(bench);
      return result;
    } catch (RuntimeException e) {
      throw failure(StoreFailure.of(e, value), value);
    } catch (StackOverflowError e) {
      throw failure(StoreFailure.tooDeep(e), value);
    } catch (LinkageError e) {
      throw failure(StoreFailure.threw(value.getClass(), "classes", e), value);
    }
  }

  private @Nullable Object read(Function<Workbench, @Nullable Object> work) {
    try {
      Workbench bench = take();
      Object value = work.apply(bench);
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
