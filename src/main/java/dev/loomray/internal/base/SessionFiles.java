package dev.loomray.internal.base;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/** The directory of one session, which is this session's as long as it is not closed. Safe for use by many threads. */
public interface SessionFiles extends AutoCloseable {
  /** Where the files are. */
  Path directory();

  /** How many bytes the file system of the directory can still take. */
  long usableSpace();

  /**
   * How many bytes may be written now without danger: the usable space, and where that is memory not what the machine
   * needs to go on. A write beyond it may end the process.
   */
  long room();

  /**
   * Makes a file for objects and maps it. It takes no space before it is committed.
   *
   * @param number which of the session's segments, never used before
   * @param bytes how long the mapping is
   */
  SegmentFile create(int number, long bytes) throws IOException;

  /**
   * Makes the file {@code control}, of zeros, and maps it; once.
   *
   * @return the mapping, to be read and written by any thread; it ends when nobody can reach it
   */
  MemorySegment control(long bytes) throws IOException;

  /** Removes the directory with all that is in it; mappings stay as they are. Closing twice is harmless. */
  @Override
  void close() throws IOException;
}
