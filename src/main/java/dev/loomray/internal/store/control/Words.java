package dev.loomray.internal.store.control;

import java.lang.foreign.MemorySegment;

/**
 * Memory that other processes read, as ints and longs in the order of this machine. Every access is checked, whatever the
 * form: one that is not within the memory throws {@link IndexOutOfBoundsException}, and one at a place that is not a
 * multiple of its size {@link IllegalArgumentException}.
 *
 * <p>Names say how an access is ordered: plain ones are not, a release comes after all writes before it, a volatile one is
 * in one order with all others.
 */
interface Words {
  /**
   * Words in a piece of memory.
   *
   * @param memory can be written, and ends only when nobody can reach it: an early end would crash the process
   */
  static Words in(MemorySegment memory) {
    return memory.isNative() && AgronaProbe.WORKS
        ? new AgronaWords(memory)
        : new SegmentWords(memory);
  }

  /** Refuses memory of the wrong kind. */
  static MemorySegment require(MemorySegment memory) {
    if (memory.isReadOnly() || memory.maxByteAlignment() < Long.BYTES) {
      throw new IllegalArgumentException("expected memory to write longs to, found " + memory);
    }
    return memory;
  }

  /** How many bytes there are. */
  long byteSize();

  int getInt(long at);

  void putInt(long at, int value);

  int getIntVolatile(long at);

  void putIntRelease(long at, int value);

  void putIntVolatile(long at, int value);

  long getLong(long at);

  void putLong(long at, long value);

  long getLongVolatile(long at);

  void putLongRelease(long at, long value);

  void putLongVolatile(long at, long value);
}
