package dev.loomray.internal.serial;

import dev.loomray.Codec;
import dev.loomray.error.UnserializableException;
import dev.loomray.internal.serial.graph.GraphCoder;
import dev.loomray.internal.serial.graph.Handle;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns values into bytes and back: any value of plain classes, records, collections, lambdas, or
 * what a user's codec knows. Handles inside it (refs, Rays, scopes) stay what they are.
 *
 * <p>Safe for use by many threads.
 */
public final class ValueCodec {
  private final GraphCoder graphs;

  /**
   * Makes a codec.
   *
   * @param userCodecs the users' codecs by exact class; they win over all else
   * @param loader sees the users' classes
   */
  public ValueCodec(Map<Class<?>, Codec<?>> userCodecs, ClassLoader loader) {
    graphs = new GraphCoder(userCodecs, loader);
  }

  /**
   * Whether a value never changes, by its type, so that many may share it.
   *
   * @param value the value; null is immutable
   */
  public static boolean isImmutable(@Nullable Object value) {
    return value == null || ImmutableTypes.contains(value.getClass());
  }

  /**
   * Writes a value.
   *
   * @throws UnserializableException if it cannot be stored; the message gives the path to the field
   *     that cannot
   */
  public Encoded encode(@Nullable Object value) {
    if (value == null) {
      return new Encoded(RawValues.encodeNull(), List.of());
    }
    byte[] raw = graphs.hasCodec(value.getClass()) ? null : RawValues.encode(value);
    if (raw != null) {
      return new Encoded(raw, List.of());
    }
    if (Handle.is(value.getClass())) {
      return new Encoded(new byte[] {ValueType.HANDLE.code()}, List.of(value));
    }
    List<Object> handles = new ArrayList<>();
    return new Encoded(graphs.encode(ValueType.GRAPH.code(), value, handles), handles);
  }

  /**
   * Reads a value.
   *
   * @return a new value; handles are the objects of {@code encoded} themselves
   * @throws UnserializableException if the bytes are not those of a value
   */
  public @Nullable Object decode(Encoded encoded) {
    return decode(encoded.bytes(), 0, encoded.bytes().length, encoded.handles());
  }

  /** Reads a value from a part of some bytes. */
  @Nullable Object decode(byte[] bytes, int offset, int length, List<Object> handles) {
    if (length > 0 && bytes[offset] == ValueType.GRAPH.code()) {
      return graphs.decode(bytes, offset + 1, length - 1, handles);
    }
    if (length == 1 && bytes[offset] == ValueType.HANDLE.code() && handles.size() == 1) {
      return handles.getFirst();
    }
    try {
      return RawValues.decode(bytes, offset, length);
    } catch (IllegalArgumentException e) {
      throw unreadable(e);
    }
  }

  /**
   * Prepares a value for the store. A user's codec for its class, or for {@code ByteBuffer} or
   * {@code MemorySegment}, goes before all else.
   *
   * @throws UnserializableException if it cannot be stored; the message gives the path to the field
   *     that cannot
   */
  public Snapshot snapshot(@Nullable Object value) {
    if (value == null) {
      return StoredValues.ofNull();
    }
    Snapshot raw = graphs.hasCodec(value.getClass()) ? null : StoredValues.snapshot(value);
    if (raw != null) {
      return raw;
    }
    if (Handle.is(value.getClass())) {
      return StoredValues.ofHandle(value);
    }
    List<Object> handles = new ArrayList<>();
    return StoredValues.ofGraph(graphs.write(value, handles), handles);
  }

  /**
   * Makes a value again from the bytes of its {@link Snapshot}.
   *
   * @param type its type
   * @param bytes its bytes, and nothing else; off the heap, or in a {@code byte[]}. A segment is
   *     better in a {@code long[]}: Java lets nobody read longs from a segment over a {@code byte[]}
   *     unless they ask for unaligned ones
   * @param handles its handles
   * @return a new value. A buffer is a read-only view of {@code bytes}, in the order that was
   *     stored, and a segment is {@code bytes}, read-only: they are there as long as {@code bytes}
   *     is
   * @throws UnserializableException if the bytes are not those of a value of this type
   */
  public @Nullable Object restore(ValueType type, MemorySegment bytes, List<Object> handles) {
    if (type == ValueType.GRAPH) {
      return graphs.read(bytes, handles);
    }
    if (type == ValueType.HANDLE && bytes.byteSize() == 0 && handles.size() == 1) {
      return handles.getFirst();
    }
    try {
      return StoredValues.restore(type, bytes);
    } catch (IllegalArgumentException e) {
      throw unreadable(e);
    }
  }

  private static UnserializableException unreadable(IllegalArgumentException e) {
    return new UnserializableException("cannot read a stored value: " + e.getMessage(), e);
  }
}
