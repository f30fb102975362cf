package dev.loomray.internal.serial.graph;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Output;
import dev.loomray.Codec;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
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
  private byte[] read = new byte[FRESH];

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

  /** The bytes of an object, and the large arrays in it; handles are added to the list. */
  WrittenGraph write(Object value, List<Object> handles) {
    List<LargeArray> arrays = new ArrayList<>();
    kryo.handles(handles);
    kryo.largeArrays(arrays);
    kryo.writeClassAndObject(output, value);
    int length = output.position();
    WrittenGraph graph =
        new WrittenGraph(isKept() ? output.toBytes() : output.getBuffer(), length, arrays);
    release();
    return graph;
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

  /** The object of a stored graph. */
  @Nullable Object read(MemorySegment form, List<Object> handles) {
    GraphDescriptor layout = GraphDescriptor.read(form);
    StoredArrays arrays = new StoredArrays(form, layout);
    int length = layout.objectsLength();
    byte[] bytes = bufferOf(length); // Kryo checks what it reads, so that must not change meanwhile
    MemorySegment.copy(form, ValueLayout.JAVA_BYTE, layout.objectsOffset(), bytes, 0, length);
    kryo.storedArrays(arrays);
    Object value = decode(bytes, 0, length, handles);
    arrays.ensureAllTaken();
    return value;
  }

  private byte[] bufferOf(int length) {
    if (length > KEPT) {
      return new byte[length];
    }
    if (length > read.length) {
      read = new byte[Math.min(KEPT, 2 * length)];
    }
    return read;
  }

  private boolean isKept() {
    return output.getBuffer().length <= KEPT;
  }

  private void release() {
    kryo.handles(List.of());
    kryo.largeArrays(null);
    kryo.storedArrays(null);
    input.release();
    if (isKept()) {
      output.reset();
    } else {
      output = new Output(FRESH, -1);
    }
  }
}
