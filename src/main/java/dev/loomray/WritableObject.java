package dev.loomray;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ReadableByteChannel;
import java.util.function.Consumer;

/**
 * An object that is being filled in place, in the memory where it will stay (Ray: {@code create} and {@code seal} of the
 * object store). It is zero where nothing was written.
 *
 * {@snippet file="StoreSnippets.java" region="create"}
 *
 * <p>Numbers are in the byte order of the machine; offsets are in bytes, need not be aligned, and are checked. Once it is
 * sealed it never changes: nothing that the writer has kept reaches its memory. One that is closed, or collected, before it
 * was sealed is dropped.
 *
 * <p>For one thread at a time. Every method but {@link #close()} throws {@link IllegalStateException} once it is sealed or
 * closed, and {@link IndexOutOfBoundsException} for what does not fit.
 */
public interface WritableObject extends AutoCloseable {
  /**
   * How large the object is.
   *
   * @return its bytes
   */
  long byteSize();

  /**
   * Writes a byte.
   *
   * @param at where, in bytes
   * @param value the byte
   */
  void putByte(long at, byte value);

  /**
   * Writes a short.
   *
   * @param at where, in bytes
   * @param value the short
   */
  void putShort(long at, short value);

  /**
   * Writes a char.
   *
   * @param at where, in bytes
   * @param value the char
   */
  void putChar(long at, char value);

  /**
   * Writes an int.
   *
   * @param at where, in bytes
   * @param value the int
   */
  void putInt(long at, int value);

  /**
   * Writes a long.
   *
   * @param at where, in bytes
   * @param value the long
   */
  void putLong(long at, long value);

  /**
   * Writes a float.
   *
   * @param at where, in bytes
   * @param value the float
   */
  void putFloat(long at, float value);

  /**
   * Writes a double.
   *
   * @param at where, in bytes
   * @param value the double
   */
  void putDouble(long at, double value);

  /**
   * Copies a whole segment into the object.
   *
   * @param at where to begin, in bytes
   * @param source the bytes
   */
  void put(long at, MemorySegment source);

  /**
   * Copies a whole array into the object.
   *
   * @param at where to begin, in bytes
   * @param source an array of primitives but booleans
   * @throws IllegalArgumentException if {@code source} is no array of primitives
   */
  void put(long at, Object source);

  /**
   * Fills the object from its begin to its end, a chunk after the other. The chunk is scratch memory that is copied into the
   * object after each call; one that is kept is not the object, and its content is of no use.
   *
   * @param writer fills each chunk it is given; a chunk is 256 KiB, the last one what is left
   */
  void fill(Consumer<? super MemorySegment> writer);

  /**
   * Reads from a channel until the object is full or the channel ends, going on where the last call ended.
   *
   * @param channel where to read
   * @return how many bytes were read; −1 if the channel had already ended
   * @throws IOException if the channel fails; what was read before stays
   */
  long readFrom(ReadableByteChannel channel) throws IOException;

  /**
   * Makes it an object that never changes.
   *
   * @return a ref to it, whose value is a segment that cannot be written to
   * @throws IllegalStateException if it was sealed or closed before, or from inside {@link #fill}
   */
  ObjectRef<MemorySegment> seal();

  /** Drops the object if it was not sealed; a second time does nothing. */
  @Override
  void close();
}
