package dev.loomray.internal.serial;

import dev.loomray.internal.serial.graph.PrimitiveArray;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What kind of value some stored bytes are.
 *
 * <p>All that is raw is little-endian, on every machine. The codes never change: they stand in the
 * headers of blocks, and before each value in a message. The code of an array is the JVM's letter
 * for its elements, such as {@code I}.
 */
public enum ValueType {
  /** Null; no bytes. */
  NULL(0, 0),
  /** False; no bytes. */
  FALSE(1, 0),
  /** True; no bytes. */
  TRUE(2, 0),
  BYTE(3, Byte.BYTES),
  CHAR(4, Character.BYTES),
  SHORT(5, Short.BYTES),
  INT(6, Integer.BYTES),
  LONG(7, Long.BYTES),
  FLOAT(8, Float.BYTES),
  DOUBLE(9, Double.BYTES),
  /** A string of characters up to 255, a byte each. */
  LATIN1(10),
  /** Any other string, two bytes for each of its chars. */
  UTF16(11),
  /** What was between the position and the limit of a big-endian buffer, as new ones are. */
  BYTE_BUFFER(12),
  /** The same of a buffer whose order is little-endian. */
  BYTE_BUFFER_LE(13),
  /** The bytes of a memory segment. */
  SEGMENT(14),
  /** Objects that Kryo has written, with the large arrays in them behind. */
  GRAPH(16),
  /** A ref, a Ray or another live thing of this process; no bytes. */
  HANDLE(17, 0),
  BYTE_ARRAY(PrimitiveArray.BYTE),
  /** An array of booleans, each a byte: 0 or 1. */
  BOOLEAN_ARRAY(PrimitiveArray.BOOLEAN),
  CHAR_ARRAY(PrimitiveArray.CHAR),
  SHORT_ARRAY(PrimitiveArray.SHORT),
  INT_ARRAY(PrimitiveArray.INT),
  LONG_ARRAY(PrimitiveArray.LONG),
  FLOAT_ARRAY(PrimitiveArray.FLOAT),
  DOUBLE_ARRAY(PrimitiveArray.DOUBLE);

  private static final int ANY_SIZE = -1;
  private static final List<ValueType> ALL = List.of(values());

  private final byte code;
  private final int size;
  private final @Nullable PrimitiveArray array;

  ValueType(int code) {
    this(code, ANY_SIZE);
  }

  ValueType(int code, int size) {
    this.code = (byte) code;
    this.size = size;
    this.array = null;
  }

  ValueType(PrimitiveArray array) {
    this.code = array.code();
    this.size = ANY_SIZE;
    this.array = array;
  }

  /** The type with this code; null if there is none. */
  public static @Nullable ValueType ofCode(int code) {
    for (ValueType type : ALL) {
      if (type.code == code) {
        return type;
      }
    }
    return null;
  }

  /** The type of such arrays. */
  static ValueType of(PrimitiveArray kind) {
    for (ValueType type : ALL) {
      if (type.array == kind) {
        return type;
      }
    }
    throw new IllegalStateException("no type for arrays of kind " + kind);
  }

  /** The number that stands for this type wherever values are kept. */
  public byte code() {
    return code;
  }

  /**
   * Whether the bytes mean the same to everybody, so that they may be viewed in place: arrays,
   * buffers, segments and strings.
   */
  public boolean isRaw() {
    return size == ANY_SIZE && this != GRAPH;
  }

  /** Whether a value of this type may have so many bytes. */
  boolean fits(long bytes) {
    return size == ANY_SIZE || size == bytes;
  }

  /** How many bytes a value of this type has; only of those that always have the same number. */
  int size() {
    return size;
  }

  /** Whether this is null, or a primitive in its box. */
  boolean isScalar() {
    return size != ANY_SIZE && this != HANDLE;
  }

  /** The kind of array that this is; null if it is none. */
  @Nullable PrimitiveArray array() {
    return array;
  }
}
