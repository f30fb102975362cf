package dev.loomray.internal.serial;

import dev.loomray.error.UnserializableException;
import dev.loomray.internal.serial.graph.PrimitiveArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The values of messages that need no Kryo: null, boxed primitives, strings, and arrays of
 * primitives. The first byte is the code of the {@link ValueType}; the rest is the value, as the
 * store has it.
 */
final class RawValues {
  private RawValues() {}

  /** The bytes of null. */
  static byte[] encodeNull() {
    return new byte[] {ValueType.NULL.code()};
  }

  /** The bytes of a value; null if it is of another kind. */
  static byte @Nullable [] encode(Object value) {
    if (value instanceof String text) {
      return encodeText(text);
    }
    ValueType scalar = Scalars.typeOf(value);
    if (scalar == null) {
      return encodeArray(value);
    }
    byte[] bytes = tagged(scalar, scalar.size());
    Scalars.put(value, ByteBuffer.wrap(bytes, 1, scalar.size()).order(ByteOrder.LITTLE_ENDIAN));
    return bytes;
  }

  /**
   * The bytes of a text if all its characters are below 256; else null.
   *
   * <p>Both ways and a comparison, because that is a few vector instructions, and asking each
   * character is not.
   */
  static byte @Nullable [] latin1(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return new String(bytes, StandardCharsets.ISO_8859_1).equals(text) ? bytes : null;
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
    ValueType type = ValueType.ofCode(bytes[offset]);
    if (type == null) {
      throw new IllegalArgumentException("a value of an unknown kind: tag=" + bytes[offset]);
    }
    return decode(type, bytes, offset + 1, length - 1);
  }

  private static @Nullable Object decode(ValueType type, byte[] bytes, int offset, int length) {
    PrimitiveArray kind = type.array();
    if (kind != null) {
      return decodeArray(kind, bytes, offset, length);
    }
    if (type.isScalar()) {
      return decodeScalar(type, bytes, offset, length);
    }
    if (type == ValueType.LATIN1) {
      return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
    }
    if (type == ValueType.UTF16) {
      return new String((char[]) decodeArray(PrimitiveArray.CHAR, bytes, offset, length));
    }
    throw new IllegalArgumentException("not a value of a message: type=" + type);
  }

  private static Object decodeArray(PrimitiveArray kind, byte[] bytes, int offset, int length) {
    if (length % kind.width() != 0) {
      throw new IllegalArgumentException(
          "an array of a wrong length: kind=" + kind + ", bytes=" + length);
    }
    return kind.copyOf(bytes, offset, length / kind.width());
  }

  private static @Nullable Object decodeScalar(
      ValueType type, byte[] bytes, int offset, int length) {
    if (!type.fits(length)) {
      throw new IllegalArgumentException(
          "a value of a wrong length: type=" + type + ", bytes=" + length);
    }
    return Scalars.get(type, ByteBuffer.wrap(bytes, offset, length).order(ByteOrder.LITTLE_ENDIAN));
  }

  private static byte[] tagged(ValueType type, long size) {
    if (size > Integer.MAX_VALUE - 16) {
      throw new UnserializableException(
          "cannot store " + size + " bytes at once, the limit is 2 GiB; store them in parts", null);
    }
    byte[] bytes = new byte[1 + (int) size];
    bytes[0] = type.code();
    return bytes;
  }

  private static byte[] encodeText(String text) {
    byte[] latin1 = latin1(text);
    if (latin1 != null) {
      byte[] bytes = tagged(ValueType.LATIN1, latin1.length);
      System.arraycopy(latin1, 0, bytes, 1, latin1.length);
      return bytes;
    }
    byte[] utf16 = tagged(ValueType.UTF16, 2L * text.length());
    PrimitiveArray.CHAR.copy(text.toCharArray(), utf16, 1);
    return utf16;
  }

  private static byte @Nullable [] encodeArray(Object array) {
    PrimitiveArray kind = PrimitiveArray.of(array.getClass());
    if (kind == null) {
      return null;
    }
    byte[] bytes = tagged(ValueType.of(kind), kind.byteSize(array));
    kind.copy(array, bytes, 1);
    return bytes;
  }
}
