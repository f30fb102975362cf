package dev.loomray.internal.base.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file. For one thread at a time; an interrupt of it is kept for later, and neither ends its work nor closes the file. */
public interface DiskFile extends Closeable {
  /** How long it is. */
  long size() throws IOException;

  /**
   * Writes from the position of a buffer, and advances it.
   *
   * @return how many bytes, which may be fewer than there are, and none
   */
  int write(ByteBuffer from, long at) throws IOException;

  /**
   * Reads to the position of a buffer, and advances it.
   *
   * @return how many bytes, which may be fewer than it takes, and none; -1 at the end of the file
   */
  int read(ByteBuffer into, long at) throws IOException;
}
