package dev.loomray.internal.serial.graph;

import com.esotericsoftware.kryo.KryoException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Where the parts of a stored graph lie. Its large arrays lie behind the objects, in the order in
 * which the objects name them, each aligned to 64 bytes from the start.
 *
 * <pre>
 *   0         4                  8                            8 + 8n
 *   | n       | bytes of objects | n lengths of arrays, bytes | objects | 0.. | array | 0.. | array |
 *   | int     | int              | long each                  |               ^64           ^64
 * </pre>
 *
 * <p>All numbers are little-endian. There is nothing behind the last array. The objects are as Kryo
 * has written them, and a large array is there only its class and its length.
 */
final class GraphDescriptor {
  /** Arrays of so many bytes and more lie behind the objects. */
  static final int LARGE_ARRAY = 1024;

  /** What the places of the arrays are multiples of. */
  static final int ALIGNMENT = 64;

  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final long ARRAYS_OFFSET = 0;
  private static final long OBJECTS_LENGTH_OFFSET = 4;
  private static final long TABLE_OFFSET = 8;

  private final int objectsLength;
  private final long[] lengths;
  private final long[] offsets;
  private final long byteSize;

  /** Lays out objects of so many bytes, and arrays of so many bytes each. */
  GraphDescriptor(int objectsLength, long[] lengths) {
    this.objectsLength = objectsLength;
    this.lengths = lengths;
    this.offsets = new long[lengths.length];
    long end = objectsOffset() + objectsLength;
    for (int i = 0; i < lengths.length; i++) {
      offsets[i] = (end + ALIGNMENT - 1) & -ALIGNMENT;
      end = offsets[i] + lengths[i];
    }
    this.byteSize = end;
  }

  /**
   * Reads where the parts lie.
   *
   * @throws KryoException if that is not where the bytes are
   */
  static GraphDescriptor read(MemorySegment form) {
    if (form.byteSize() < TABLE_OFFSET) {
      throw new KryoException("a graph of " + form.byteSize() + " bytes");
    }
    int arrays = form.get(INT, ARRAYS_OFFSET);
    int objectsLength = form.get(INT, OBJECTS_LENGTH_OFFSET);
    long left = form.byteSize() - TABLE_OFFSET;
    if (arrays < 0 || objectsLength < 0 || (long) arrays * Long.BYTES > left - objectsLength) {
      throw wrong(form, arrays, objectsLength);
    }
    GraphDescriptor layout = new GraphDescriptor(objectsLength, lengths(form, arrays));
    if (layout.byteSize != form.byteSize()) {
      throw wrong(form, arrays, objectsLength);
    }
    return layout;
  }

  /** Writes the header and the table, and zeros into the gaps. */
  void write(MemorySegment form) {
    form.set(INT, ARRAYS_OFFSET, lengths.length);
    form.set(INT, OBJECTS_LENGTH_OFFSET, objectsLength);
    long end = objectsOffset() + objectsLength;
    for (int i = 0; i < lengths.length; i++) {
      form.set(LONG, TABLE_OFFSET + (long) i * Long.BYTES, lengths[i]);
      form.asSlice(end, offsets[i] - end).fill((byte) 0);
      end = offsets[i] + lengths[i];
    }
  }

  long byteSize() {
    return byteSize;
  }

  int objectsLength() {
    return objectsLength;
  }

  long objectsOffset() {
    return TABLE_OFFSET + (long) lengths.length * Long.BYTES;
  }

  /** The number of arrays. */
  int arrays() {
    return lengths.length;
  }

  /** Where an array begins. */
  long offset(int array) {
    return offsets[array];
  }

  /** How many bytes an array has. */
  long length(int array) {
    return lengths[array];
  }

  /** The lengths in the table, none of which is above what the form could hold. */
  private static long[] lengths(MemorySegment form, int arrays) {
    long[] lengths = new long[arrays];
    long left = form.byteSize();
    for (int i = 0; i < arrays; i++) {
      long length = form.get(LONG, TABLE_OFFSET + (long) i * Long.BYTES);
      if (length < LARGE_ARRAY || length > left) {
        throw new KryoException(
            "array " + i + " of " + length + " bytes in a graph of " + form.byteSize() + " bytes");
      }
      left -= length;
      lengths[i] = length;
    }
    return lengths;
  }

  private static KryoException wrong(MemorySegment form, int arrays, int objectsLength) {
    return new KryoException(
        "a graph of "
            + form.byteSize()
            + " bytes with "
            + objectsLength
            + " bytes of objects and "
            + arrays
            + " arrays");
  }
}
