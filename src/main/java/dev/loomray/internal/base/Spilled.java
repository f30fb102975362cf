package dev.loomray.internal.base;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/** An object in a file, which it may share with others. Safe for use by many threads. */
public interface Spilled {
  /** The file. */
  Path path();

  /** How many bytes the object has. */
  long bytes();

  /**
   * Reads all of the object. Not after {@link #delete()}.
   *
   * @param into of its length; what is in it after a failure is not defined
   * @throws DamagedFileException if the file does not hold it any longer
   * @throws IOException if it cannot be read, which may be otherwise the next time
   */
  void read(MemorySegment into) throws IOException;

  /**
   * Says that nobody will read it again; the file goes with the last of its objects. Deleting twice is harmless.
   *
   * @throws IOException if the file cannot be removed; it goes when all files are closed
   */
  void delete() throws IOException;
}
