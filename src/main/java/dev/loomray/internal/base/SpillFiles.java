package dev.loomray.internal.base;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;

/**
 * The directory where a session keeps the bytes of objects that are not in memory. Safe for use by many threads; an interrupt
 * of one is kept for later, and neither ends its work nor closes anything.
 */
public interface SpillFiles extends AutoCloseable {
  /** Where the files are. */
  Path directory();

  /** How many bytes the file system of the directory can still take. */
  long usableSpace();

  /** Whether 95 % of the file system are used: then it is better left alone. */
  boolean isFull();

  /**
   * Writes objects one behind the other into a file of their own, which goes with the last of them. They are not forced to the
   * disk: nobody needs them after this process.
   *
   * @return where each of them is, in the same order
   * @throws NoSpaceException if the file system is full
   * @throws IOException if they cannot be written; in either case nothing of them is left
   */
  List<Spilled> write(List<Item> items) throws IOException;

  /**
   * A file for one object that found no room in memory, mapped as a whole. It goes with the directory, if it is not unlinked
   * before.
   *
   * @param bytes how long the mapping is
   */
  SegmentFile map(long bytes) throws IOException;

  /** Removes the directory with all that is in it. Closing twice is harmless. */
  @Override
  void close() throws IOException;

  /**
   * An object to be written.
   *
   * @param objectNumber its number in its session
   * @param type what its bytes are
   * @param bytes them; nobody changes them meanwhile
   */
  record Item(long objectNumber, byte type, MemorySegment bytes) {}
}
