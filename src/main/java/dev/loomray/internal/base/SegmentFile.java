package dev.loomray.internal.base;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * A file that is mapped as a whole. What was committed of it can be read and written; who touches the rest may crash the
 * process. One thread at a time commits, unlinks and unmaps; all else is for any thread.
 */
public interface SegmentFile {
  /** The whole mapping, to be read and written by any thread. */
  MemorySegment memory();

  /**
   * Takes space for a range of the file, which then holds zeros.
   *
   * @param from the first byte
   * @param to the first byte after it
   * @throws NoSpaceException if the file system is full; nothing is committed then
   * @throws IOException if it cannot be written
   */
  void commit(long from, long to) throws IOException;

  /**
   * A mapping of its own of a committed range, which nobody can write through, and which ends when nothing refers to it.
   * Not after {@link #unlink()}.
   */
  MemorySegment readOnly(long offset, long length) throws IOException;

  /** Removes the file; the memory stays until it is unmapped. Unlinking twice is harmless. */
  void unlink() throws IOException;

  /** Ends the mapping, which nobody may use any longer: whoever tries gets an exception. Unmapping twice is harmless. */
  void unmap();
}
