package dev.loomray.internal.serial.graph;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Output;
import dev.loomray.Codec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Kryo with its buffers, for one thread at a time. One that has thrown must not be used again.
 */
final class Workbench {
  private static final int FRESH = 1024;
  private static final int KEPT = 1024 * 1024;

  private final GraphKryo kryo;
  private final CheckedInput input = new CheckedInput();
  private Output output = new Output(FRESH, -1);

  Workbench(Map<Class<?>, Codec<?>> codecs, ClassLoader loader) {
    kryo = new GraphKryo(codecs, loader);
  }

  /** The bytes of an object, behind a first byte; handles are added to the list. */
  byte[] encode(byte first, Object value, List<Object> handles) {
    kryo.handles(handles);
    output.writeByte(first);
    kryo.writeClassAndObject(output, value);
    byte[] bytes = output.toBytes();
    release();
    return bytes;
  }

  /** The object of the bytes. */
  @Nullable Object decode(byte[] bytes, int offset, int length, List<Object> handles) {
    kryo.handles(handles);
    input.setBuffer(bytes, offset, length);
    Object value = kryo.readClassAndObject(input);
    if (input.position() != input.limit()) {
      throw new KryoException((input.limit() - input.position()) + " bytes too many");
    }
    release();
    return value;
  }

  private void release() {
    kryo.handles(List.of());
    input.release();
    if (output.getBuffer().length > KEPT) {
      output = new Output(FRESH, -1);
    } else {
      output.reset();
    }
  }
}
