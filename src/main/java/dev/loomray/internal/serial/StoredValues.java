package dev.loomray.internal.serial;

import dev.loomray.internal.serial.graph.ArrayMemory;
import dev.loomray.internal.serial.graph.PrimitiveArray;
import dev.loomray.internal.serial.graph.WrittenGraph;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of the store: those of {@link RawValues}, without their first byte, and memory. Also
 * the one place that knows the kinds of snapshots, so that they load with the first of them.
 */
final class StoredValues {
  private StoredValues() {}

  /** The snapshot of null. */
  static Snapshot ofNull() {
    return BytesSnapshot.of(ValueType.NULL, new byte[0]);
  }

  /** The snapshot of a handle alone. */
  static Snapshot ofHandle(Object handle) {
    return BytesSnapshot.ofHandle(handle);
  }

  /** The snapshot of what Kryo has written. */
  static Snapshot ofGraph(WrittenGraph graph, List<Object> handles) {
    return new GraphSnapshot(graph, handles);
  }

  /** A snapshot of a value; null if it is of another kind. */
  static @Nullable Snapshot snapshot(Object value) {
    if (value instanceof String text) {
      return ofText(text);
    }
    ValueType scalar = Scalars.typeOf(value);
    if (scalar != null) {
      return ofScalar(scalar, value);
    }
    PrimitiveArray kind = PrimitiveArray.of(value.getClass());
    return kind != null ? new ArraySnapshot(ValueType.of(kind), kind, value) : ofMemory(value);
  }

  private static Snapshot ofScalar(ValueType type, Object value) {
    byte[] bytes = new byte[type.size()];
    Scalars.put(value, littleEndian(bytes));
    return BytesSnapshot.of(type, bytes);
  }

  private static Snapshot ofText(String text) {
    byte[] latin1 = RawValues.latin1(text);
    return latin1 != null
        ? BytesSnapshot.of(ValueType.LATIN1, latin1)
        : new ArraySnapshot(ValueType.UTF16, PrimitiveArray.CHAR, text.toCharArray());
  }

  private static @Nullable Snapshot ofMemory(Object value) {
    if (value instanceof ByteBuffer buffer) {
      ValueType type =
          buffer.order() == ByteOrder.BIG_ENDIAN ? ValueType.BYTE_BUFFER : ValueType.BYTE_BUFFER_LE;
      return BytesSnapshot.ofMemory(type, MemorySegment.ofBuffer(buffer));
    }
    return value instanceof MemorySegment segment
        ? BytesSnapshot.ofMemory(ValueType.SEGMENT, segment)
        : null;
  }

  /**
   * The value of the bytes of such a snapshot.
   *
   * @throws IllegalArgumentException if they are not those of a value of this type
   */
  static @Nullable Object restore(ValueType type, MemorySegment bytes) {
    if (!type.fits(bytes.byteSize())) {
      throw wrongLength(type, bytes);
    }
    if (type.isScalar()) {
      return Scalars.get(type, littleEndian(bytes.toArray(ValueLayout.JAVA_BYTE)));
    }
    PrimitiveArray kind = type.array();
    if (kind != null) {
      return ArrayMemory.read(kind, bytes);
    }
    return switch (type) {
      case LATIN1 ->
          new String(
              (byte[]) ArrayMemory.read(PrimitiveArray.BYTE, bytes), StandardCharsets.ISO_8859_1);
      case UTF16 -> new String((char[]) ArrayMemory.read(PrimitiveArray.CHAR, bytes));
      case BYTE_BUFFER -> viewOf(type, bytes);
      case BYTE_BUFFER_LE -> viewOf(type, bytes).order(ByteOrder.LITTLE_ENDIAN);
      case SEGMENT -> bytes.asReadOnly();
      default -> throw new IllegalArgumentException("not a raw value: type=" + type);
    };
  }

  private static ByteBuffer viewOf(ValueType type, MemorySegment bytes) {
    if (bytes.byteSize() > Integer.MAX_VALUE) {
      throw wrongLength(type, bytes);
    }
    return bytes.asReadOnly().asByteBuffer();
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static IllegalArgumentException wrongLength(ValueType type, MemorySegment bytes) {
    return new IllegalArgumentException(
        "a value of a wrong length: type=" + type + ", bytes=" + bytes.byteSize());
  }
}
