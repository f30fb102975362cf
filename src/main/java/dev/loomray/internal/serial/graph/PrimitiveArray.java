package dev.loomray.internal.serial.graph;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kinds of primitive arrays, each with its copy into and out of little-endian bytes. */
public enum PrimitiveArray {
  BYTE(byte[].class, Byte.BYTES),
  BOOLEAN(boolean[].class, Byte.BYTES),
  CHAR(char[].class, Character.BYTES),
  SHORT(short[].class, Short.BYTES),
  INT(int[].class, Integer.BYTES),
  LONG(long[].class, Long.BYTES),
  FLOAT(float[].class, Float.BYTES),
  DOUBLE(double[].class, Double.BYTES);

  private static final List<PrimitiveArray> ALL = List.of(values());

  private final Class<?> type;
  private final int width;

  PrimitiveArray(Class<?> type, int width) {
    this.type = type;
    this.width = width;
  }

  /** The kind of an array class; null for all other classes. */
  public static @Nullable PrimitiveArray of(Class<?> type) {
    if (type.isArray()) {
      for (PrimitiveArray kind : ALL) {
        if (kind.type == type) {
          return kind;
        }
      }
    }
    return null;
  }

  /** The kind with this code; null if there is none. */
  public static @Nullable PrimitiveArray ofCode(byte code) {
    for (PrimitiveArray kind : ALL) {
      if (kind.code() == code) {
        return kind;
      }
    }
    return null;
  }

  /** One letter that says which kind this is: that of the JVM, such as I for ints. */
  public byte code() {
    return (byte) type.getName().charAt(1);
  }

  /** Bytes per element. */
  public int width() {
    return width;
  }

  /** How many bytes an array of this kind needs. */
  public long byteSize(Object array) {
    return (long) Array.getLength(array) * width;
  }

  /** A new array of this kind with so many elements. */
  Object ofLength(int length) {
    return Array.newInstance(type.getComponentType(), length);
  }

  /** Copies an array of this kind into bytes. */
  public void copy(Object array, byte[] bytes, int offset) {
    ByteBuffer target = buffer(bytes, offset, bytes.length - offset);
    switch (this) {
      case BYTE -> target.put((byte[]) array);
      case BOOLEAN -> {
        for (boolean element : (boolean[]) array) {
          target.put((byte) (element ? 1 : 0));
        }
      }
      case CHAR -> target.asCharBuffer().put((char[]) array);
      case SHORT -> target.asShortBuffer().put((short[]) array);
      case INT -> target.asIntBuffer().put((int[]) array);
      case LONG -> target.asLongBuffer().put((long[]) array);
      case FLOAT -> target.asFloatBuffer().put((float[]) array);
      case DOUBLE -> target.asDoubleBuffer().put((double[]) array);
    }
  }

  /** A new array of this kind with so many elements from the bytes. */
  public Object copyOf(byte[] bytes, int offset, int length) {
    ByteBuffer source = buffer(bytes, offset, length * width);
    return switch (this) {
      case BYTE -> {
        byte[] array = new byte[length];
        source.get(array);
        yield array;
      }
      case BOOLEAN -> {
        boolean[] array = new boolean[length];
        for (int i = 0; i < length; i++) {
          array[i] = source.get() != 0;
        }
        yield array;
      }
      case CHAR -> {
        char[] array = new char[length];
        source.asCharBuffer().get(array);
        yield array;
      }
      case SHORT -> {
        short[] array = new short[length];
        source.asShortBuffer().get(array);
        yield array;
      }
      case INT -> {
        int[] array = new int[length];
        source.asIntBuffer().get(array);
        yield array;
      }
      case LONG -> {
        long[] array = new long[length];
        source.asLongBuffer().get(array);
        yield array;
      }
      case FLOAT -> {
        float[] array = new float[length];
        source.asFloatBuffer().get(array);
        yield array;
      }
      case DOUBLE -> {
        double[] array = new double[length];
        source.asDoubleBuffer().get(array);
        yield array;
      }
    };
  }

  private static ByteBuffer buffer(byte[] bytes, int offset, int length) {
    return ByteBuffer.wrap(bytes, offset, length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
