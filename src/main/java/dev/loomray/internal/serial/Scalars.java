package dev.loomray.internal.serial;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Primitives in their boxes, and null, as bytes. */
final class Scalars {
  private Scalars() {}

  // no switch over types in these two: it costs a program 3 ms at its first value

  /** The type of a value; null if it is another thing. */
  static @Nullable ValueType typeOf(Object value) {
    if (value instanceof Number number) {
      return typeOf(number);
    }
    if (value instanceof Boolean truth) {
      return truth ? ValueType.TRUE : ValueType.FALSE;
    }
    return value instanceof Character ? ValueType.CHAR : null;
  }

  private static @Nullable ValueType typeOf(Number value) {
    if (value instanceof Integer) {
      return ValueType.INT;
    }
    if (value instanceof Long) {
      return ValueType.LONG;
    }
    if (value instanceof Double) {
      return ValueType.DOUBLE;
    }
    if (value instanceof Float) {
      return ValueType.FLOAT;
    }
    if (value instanceof Short) {
      return ValueType.SHORT;
    }
    return value instanceof Byte ? ValueType.BYTE : null;
  }

  /** Writes a value; booleans have no bytes, their type says all. */
  static void put(Object value, ByteBuffer target) {
    if (value instanceof Integer number) {
      target.putInt(number);
    } else if (value instanceof Long number) {
      target.putLong(number);
    } else if (value instanceof Double number) {
      target.putDouble(number);
    } else if (value instanceof Float number) {
      target.putFloat(number);
    } else if (value instanceof Short number) {
      target.putShort(number);
    } else if (value instanceof Byte number) {
      target.put(number);
    } else if (value instanceof Character letter) {
      target.putChar(letter);
    }
  }

  /** Reads a value; the source holds all its bytes. */
  static @Nullable Object get(ValueType type, ByteBuffer source) {
    return switch (type) {
      case NULL -> null;
      case FALSE -> false;
      case TRUE -> true;
      case BYTE -> source.get();
      case CHAR -> source.getChar();
      case SHORT -> source.getShort();
      case INT -> source.getInt();
      case LONG -> source.getLong();
      case FLOAT -> source.getFloat();
      case DOUBLE -> source.getDouble();
      default -> throw new IllegalArgumentException("not a scalar: type=" + type);
    };
  }
}
