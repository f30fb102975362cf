package dev.loomray;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;

/**
 * The bytes of a stored object, read where they lie: nothing is copied, and a view of a gigabyte costs what one of a
 * kilobyte does (Ray: the zero-copy arrays of {@code ray.get}).
 *
 * {@snippet file="StoreSnippets.java" region="view"}
 *
 * <p>A view keeps its object readable, also after {@link ObjectRef#free()} and after {@link Ray#close()}, until it is
 * closed or collected. Segments and buffers taken from it stay valid after it is closed, for as long as they, or anything
 * derived from them, are reachable; they cannot be written to. Closing a view from which none was taken gives the
 * memory back at once.
 *
 * <p>All numbers are in the byte order of the machine. Offsets are in bytes, need not be aligned, and are checked.
 *
 * <p>Safe for use by any thread. Every method but {@link #close()} throws {@link IllegalStateException} once the view is
 * closed, and {@link IndexOutOfBoundsException} for an offset that does not fit.
 */
public interface ObjectView extends AutoCloseable {
  /**
   * How large the object is.
   *
   * @return its bytes
   */
  long byteSize();

  /**
   * Reads a byte.
   *
   * @param at where, in bytes
   * @return the byte
   */
  byte getByte(long at);

  /**
   * Reads a short.
   *
   * @param at where, in bytes
   * @return the short
   */
  short getShort(long at);

  /**
   * Reads a char.
   *
   * @param at where, in bytes
   * @return the char
   */
  char getChar(long at);

  /**
   * Reads an int.
   *
   * @param at where, in bytes
   * @return the int
   */
  int getInt(long at);

  /**
   * Reads a long.
   *
   * @param at where, in bytes
   * @return the long
   */
  long getLong(long at);

  /**
   * Reads a float.
   *
   * @param at where, in bytes
   * @return the float
   */
  float getFloat(long at);

  /**
   * Reads a double.
   *
   * @param at where, in bytes
   * @return the double
   */
  double getDouble(long at);

  /**
   * Copies bytes out of the object.
   *
   * @param at where to begin, in bytes
   * @param target what to fill, from its begin to its end: it says how many bytes are copied
   */
  void copyTo(long at, MemorySegment target);

  /**
   * Copies elements out of the object.
   *
   * @param at where to begin, in bytes
   * @param target an array of primitives but booleans
   * @param index the first element to fill
   * @param count how many elements
   * @throws IllegalArgumentException if {@code target} is no array of primitives
   */
  void copyTo(long at, Object target, int index, int count);

  /**
   * The object as a segment, which stays valid for as long as it is reachable.
   *
   * @return a segment that cannot be written to
   */
  MemorySegment segment();

  /**
   * The object as a buffer, which stays valid for as long as it is reachable.
   *
   * <p>Buffers of other libraries can be wrapped around it. An {@code UnsafeBuffer} of Agrona keeps it reachable, but knows
   * nothing of read-only: who writes through it changes an object that others read, and with Agrona's bounds checks off, objects
   * beside it. Treat it as a {@code DirectBuffer}, keep the checks on, and never keep its address.
   *
   * {@snippet file="StoreSnippets.java" region="agrona"}
   *
   * @return a buffer that cannot be written to, in the byte order of the machine
   * @throws IllegalStateException if it is larger than a buffer can be, 2 GiB less one byte; {@link #segment()} has no limit
   */
  ByteBuffer byteBuffer();

  /**
   * The object as chars.
   *
   * @return a buffer that cannot be written to; bytes at the end that make no whole char are left out
   * @throws IllegalStateException if it is larger than a buffer can be
   */
  default CharBuffer charBuffer() {
    return byteBuffer().asCharBuffer();
  }

  /**
   * The object as shorts.
   *
   * @return a buffer that cannot be written to; bytes at the end that make no whole short are left out
   * @throws IllegalStateException if it is larger than a buffer can be
   */
  default ShortBuffer shortBuffer() {
    return byteBuffer().asShortBuffer();
  }

  /**
   * The object as ints.
   *
   * @return a buffer that cannot be written to; bytes at the end that make no whole int are left out
   * @throws IllegalStateException if it is larger than a buffer can be
   */
  default IntBuffer intBuffer() {
    return byteBuffer().asIntBuffer();
  }

  /**
   * The object as longs.
   *
   * @return a buffer that cannot be written to; bytes at the end that make no whole long are left out
   * @throws IllegalStateException if it is larger than a buffer can be
   */
  default LongBuffer longBuffer() {
    return byteBuffer().asLongBuffer();
  }

  /**
   * The object as floats.
   *
   * @return a buffer that cannot be written to; bytes at the end that make no whole float are left out
   * @throws IllegalStateException if it is larger than a buffer can be
   */
  default FloatBuffer floatBuffer() {
    return byteBuffer().asFloatBuffer();
  }

  /**
   * The object as doubles.
   *
   * @return a buffer that cannot be written to; bytes at the end that make no whole double are left out
   * @throws IllegalStateException if it is larger than a buffer can be
   */
  default DoubleBuffer doubleBuffer() {
    return byteBuffer().asDoubleBuffer();
  }

  /** Ends this view; a second time does nothing. */
  @Override
  void close();
}
