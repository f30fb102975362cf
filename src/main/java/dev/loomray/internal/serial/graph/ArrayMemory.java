package dev.loomray.internal.serial.graph;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Array;
import java.nio.ByteOrder;

/**
 * Copies arrays of primitives into memory and out of it, as little-endian bytes that need not be
 * aligned.
 *
 * <p>{@link PrimitiveArray} does the same with bytes on the heap, in another way: the first use of
 * foreign memory costs a program 40 ms, and one that only passes messages has none.
 */
public final class ArrayMemory {
  private static final ValueLayout BYTE = ValueLayout.JAVA_BYTE;
  private static final ValueLayout CHAR = littleEndian(ValueLayout.JAVA_CHAR_UNALIGNED);
  private static final ValueLayout SHORT = littleEndian(ValueLayout.JAVA_SHORT_UNALIGNED);
  private static final ValueLayout INT = littleEndian(ValueLayout.JAVA_INT_UNALIGNED);
  private static final ValueLayout LONG = littleEndian(ValueLayout.JAVA_LONG_UNALIGNED);
  private static final ValueLayout FLOAT = littleEndian(ValueLayout.JAVA_FLOAT_UNALIGNED);
  private static final ValueLayout DOUBLE = littleEndian(ValueLayout.JAVA_DOUBLE_UNALIGNED);
  private static final int LONGEST = Integer.MAX_VALUE - 8; // what a JVM can make

  private ArrayMemory() {}

  /** Copies an array to an offset. */
  public static void write(PrimitiveArray kind, Object array, MemorySegment target, long offset) {
    if (array instanceof boolean[] truths) {
      for (int i = 0; i < truths.length; i++) {
        target.set(ValueLayout.JAVA_BYTE, offset + i, (byte) (truths[i] ? 1 : 0));
      }
    } else {
      MemorySegment.copy(array, 0, target, layout(kind), offset, Array.getLength(array));
    }
  }

  /**
   * A new array of all the bytes.
   *
   * @throws IllegalArgumentException if they are no whole number of elements, or too many
   */
  public static Object read(PrimitiveArray kind, MemorySegment bytes) {
    int length = length(kind, bytes.byteSize());
    Object array = kind.ofLength(length);
    if (array instanceof boolean[] truths) {
      for (int i = 0; i < length; i++) {
        truths[i] = bytes.get(ValueLayout.JAVA_BYTE, i) != 0;
      }
    } else {
      MemorySegment.copy(bytes, layout(kind), 0, array, 0, length);
    }
    return array;
  }

  private static int length(PrimitiveArray kind, long size) {
    if (size % kind.width() != 0 || size / kind.width() > LONGEST) {
      throw new IllegalArgumentException(
          "an array of a wrong length: kind=" + kind + ", bytes=" + size);
    }
    return (int) (size / kind.width());
  }

  private static ValueLayout layout(PrimitiveArray kind) {
    return switch (kind) {
      case BYTE, BOOLEAN -> BYTE;
      case CHAR -> CHAR;
      case SHORT -> SHORT;
      case INT -> INT;
      case LONG -> LONG;
      case FLOAT -> FLOAT;
      case DOUBLE -> DOUBLE;
    };
  }

  private static ValueLayout littleEndian(ValueLayout layout) {
    return layout.withOrder(ByteOrder.LITTLE_ENDIAN);
  }
}
