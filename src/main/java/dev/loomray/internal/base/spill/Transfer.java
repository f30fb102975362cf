package dev.loomray.internal.base.spill;

import dev.loomray.internal.base.file.DiskFile;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Moves bytes between memory and a file until all are there: the system may move fewer at a time, but not none for ever. */
final class Transfer {
  /**
   * So many bytes are still in the cache of the processor when the second looks at them: the system, or the checksum. Parts end
   * at multiples of it in the file, since the system keeps files in large pages: across them it copies a quarter more slowly.
   */
  static final int PART = 1 << 20;

  private static final int ATTEMPTS = 3;

  private Transfer() {}

  /**
   * Writes all of a segment.
   *
   * @return the checksum of its bytes
   */
  static int write(DiskFile file, MemorySegment from, long at) throws IOException {
    CRC32C checksum = new CRC32C();
    for (long done = 0; done < from.byteSize(); ) {
      ByteBuffer part = part(from, done, at + done);
      checksum.update(part);
      write(file, part.rewind(), at + done);
      done += part.limit();
    }
    return (int) checksum.getValue();
  }

  /**
   * Fills a segment.
   *
   * @return the checksum of its bytes
   * @throws EOFException if the file ends before
   */
  static int read(DiskFile file, MemorySegment into, long at) throws IOException {
    CRC32C checksum = new CRC32C();
    for (long done = 0; done < into.byteSize(); ) {
      ByteBuffer part = part(into, done, at + done);
      read(file, part, at + done);
      checksum.update(part.rewind());
      done += part.limit();
    }
    return (int) checksum.getValue();
  }

  private static ByteBuffer part(MemorySegment of, long from, long at) {
    return of.asSlice(from, Math.min(PART - at % PART, of.byteSize() - from)).asByteBuffer();
  }

  /** Writes all of a buffer. */
  static void write(DiskFile file, ByteBuffer from, long at) throws IOException {
    move(file::write, from, at);
  }

  /**
   * Fills a buffer.
   *
   * @throws EOFException if the file ends before
   */
  static void read(DiskFile file, ByteBuffer into, long at) throws IOException {
    move(file::read, into, at);
  }

  private interface Step {
    int move(ByteBuffer buffer, long at) throws IOException;
  }

  private static void move(Step step, ByteBuffer buffer, long at) throws IOException {
    int inVain = 0;
    while (buffer.hasRemaining()) {
      int moved = step.move(buffer, at + buffer.position());
      if (moved < 0) {
        throw new EOFException();
      }
      inVain = moved > 0 ? 0 : inVain + 1;
      if (inVain == ATTEMPTS) {
        throw new IOException("nothing moves, with " + buffer.remaining() + " bytes to go");
      }
    }
  }
}
