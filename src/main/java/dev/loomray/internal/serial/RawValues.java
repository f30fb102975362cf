package dev.loomray.internal.serial;

import dev.loomray.error.UnserializableException;
import dev.loomray.internal.serial.graph.PrimitiveArray;
import java.lang.reflect.Array;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The values that need no Kryo: null, boxed primitives, strings, and arrays of primitives. The
 * first byte says which, for arrays by a letter; the rest is the value; numbers are big-endian,
 * arrays and UTF-16 little-endian.
 */
final class RawValues {
  /** The first byte of a value that Kryo has written. */
  static final byte GRAPH = 16;

  /** The first byte of a value that is a handle; there is no other. */
  static final byte HANDLE = 17;

  private static final byte NULL = 0;
  private static final byte FALSE = 1;
  private static final byte TRUE = 2;
  private static final byte BYTE = 3;
  private static final byte CHAR = 4;
  private static final byte SHORT = 5;
  private static final byte INT = 6;
  private static final byte LONG = 7;
  private static final byte FLOAT = 8;
  private static final byte DOUBLE = 9;
  private static final byte LATIN1 = 10;
  private static final byte UTF16 = 11;

  private RawValues() {}

  /** The bytes of null. */
  static byte[] encodeNull() {
    return new byte[] {NULL};
  }

  /** The bytes of a value; null if it is of another kind. */
  static byte @Nullable [] encode(Object value) {
    if (value instanceof String text) {
      return encodeText(text);
    }
    byte[] scalar = value instanceof Number ? encodeNumber(value) : encodeOther(value);
    return scalar != null ? scalar : encodeArray(value);
  }

  // no switch over types in these: it costs a program 3 ms at its first value

  private static byte @Nullable [] encodeNumber(Object value) {
    if (value instanceof Integer number) {
      return tagged(INT, Integer.BYTES).putInt(number).array();
    }
    if (value instanceof Long number) {
      return tagged(LONG, Long.BYTES).putLong(number).array();
    }
    if (value instanceof Double number) {
      return tagged(DOUBLE, Double.BYTES).putDouble(number).array();
    }
    if (value instanceof Float number) {
      return tagged(FLOAT, Float.BYTES).putFloat(number).array();
    }
    if (value instanceof Short number) {
      return tagged(SHORT, Short.BYTES).putShort(number).array();
    }
    return value instanceof Byte number ? tagged(BYTE, Byte.BYTES).put(number).array() : null;
  }

  private static byte @Nullable [] encodeOther(Object value) {
    if (value instanceof Boolean truth) {
      return new byte[] {truth ? TRUE : FALSE};
    }
    return value instanceof Character letter
        ? tagged(CHAR, Character.BYTES).putChar(letter).array()
        : null;
  }

  /**
   * The value of bytes that {@link #encode} made.
   *
   * @throws IllegalArgumentException if it did not
   */
  static @Nullable Object decode(byte[] bytes, int offset, int length) {
    if (length < 1) {
      throw new IllegalArgumentException("no bytes");
    }
    byte tag = bytes[offset];
    if (tag == LATIN1) {
      return new String(bytes, offset + 1, length - 1, StandardCharsets.ISO_8859_1);
    }
    if (tag == UTF16) {
      return new String((char[]) decodeArray(PrimitiveArray.CHAR, bytes, offset + 1, length - 1));
    }
    PrimitiveArray kind = PrimitiveArray.ofCode(tag);
    return kind == null
        ? decodeScalar(tag, ByteBuffer.wrap(bytes, offset + 1, length - 1))
        : decodeArray(kind, bytes, offset + 1, length - 1);
  }

  private static @Nullable Object decodeScalar(byte tag, ByteBuffer in) {
    int size = in.remaining();
    try {
      Object value =
          switch (tag) {
            case NULL -> null;
            case FALSE -> false;
            case TRUE -> true;
            case BYTE -> in.get();
            case CHAR -> in.getChar();
            case SHORT -> in.getShort();
            case INT -> in.getInt();
            case LONG -> in.getLong();
            case FLOAT -> in.getFloat();
            case DOUBLE -> in.getDouble();
            default -> throw new IllegalArgumentException("a value of an unknown kind: tag=" + tag);
          };
      if (!in.hasRemaining()) {
        return value;
      }
    } catch (BufferUnderflowException e) {
      // as below
    }
    throw new IllegalArgumentException("a value of a wrong length: tag=" + tag + ", bytes=" + size);
  }

  private static Object decodeArray(PrimitiveArray kind, byte[] bytes, int offset, int length) {
    if (length % kind.width() != 0) {
      throw new IllegalArgumentException(
          "an array of a wrong length: kind=" + kind + ", bytes=" + length);
    }
    return kind.copyOf(bytes, offset, length / kind.width());
  }

  private static ByteBuffer tagged(byte tag, long size) {
    if (size > Integer.MAX_VALUE - 16) {
      throw new UnserializableException(
          "cannot store " + size + " bytes at once, the limit is 2 GiB; store them in parts", null);
    }
    return ByteBuffer.allocate(1 + (int) size).put(tag);
  }

  private static byte[] encodeText(String text) {
    byte[] latin1 = text.getBytes(StandardCharsets.ISO_8859_1);
    if (new String(latin1, StandardCharsets.ISO_8859_1).equals(text)) {
      return tagged(LATIN1, latin1.length).put(latin1).array();
    }
    byte[] utf16 = tagged(UTF16, 2L * text.length()).array();
    PrimitiveArray.CHAR.copy(text.toCharArray(), utf16, 1);
    return utf16;
  }

  private static byte @Nullable [] encodeArray(Object array) {
    PrimitiveArray kind = PrimitiveArray.of(array.getClass());
    if (kind == null) {
      return null;
    }
    long size = (long) Array.getLength(array) * kind.width();
    byte[] bytes = tagged(kind.code(), size).array();
    kind.copy(array, bytes, 1);
    return bytes;
  }
}
