package dev.loomray.internal.base.file;

import dev.loomray.internal.base.NoSpaceException;
import dev.loomray.internal.base.SegmentFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file in a session's directory, mapped as a whole. Space is taken by writing zeros, since a full file system then says so
 * where a touch of the mapping would crash the process.
 */
final class MappedFile implements SegmentFile {
  private static final int CHUNK = 1 << 20;

  private final Path path;
  private final FileStore files;
  private final FileChannel channel;
  private final Arena arena;
  private final MemorySegment memory;

  // only who commits
  private long end;

  private MappedFile(
      Path path, FileStore files, FileChannel channel, Arena arena, MemorySegment memory) {
    this.path = path;
    this.files = files;
    this.channel = channel;
    this.arena = arena;
    this.memory = memory;
  }

  static MappedFile create(Path path, FileStore files, long bytes) throws IOException {
    FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    Arena arena = Arena.ofShared();
    try {
      MemorySegment memory = channel.map(MapMode.READ_WRITE, 0, bytes, arena);
      return new MappedFile(path, files, channel, arena, memory);
    } catch (IOException | RuntimeException | Error e) {
      arena.close();
      channel.close();
      Files.deleteIfExists(path);
      throw e;
    }
  }

  @Override
  public MemorySegment memory() {
    return memory;
  }

  @Override
  public void commit(long from, long to) throws IOException {
    try {
      writeZeros(from, to);
    } catch (IOException e) {
      boolean full = isFull(e, to - from);
      giveBack(from);
      throw full ? new NoSpaceException("no space left for " + path, e) : e;
    }
    end = Math.max(end, to);
  }

  private void writeZeros(long from, long to) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(CHUNK, to - from));
    for (long at = from; at < to; ) {
      zeros.clear().limit((int) Math.min(zeros.capacity(), to - at));
      int written = channel.write(zeros, at);
      memory.asSlice(at, written).load();
      at += written;
    }
  }

  /** The message of the system may be in any language, so the space that is left counts as well. */
  private boolean isFull(IOException failure, long wanted) throws IOException {
    String message = String.valueOf(failure.getMessage());
    return message.contains("No space left")
        || message.contains("quota")
        || files.getUsableSpace() < wanted;
  }

  /** Half a range is of no use to us, but to others: nobody has touched it, nor anything behind it. */
  private void giveBack(long from) throws IOException {
    if (from >= end && channel.isOpen()) {
      channel.truncate(from);
    }
  }

  @Override
  public MemorySegment readOnly(long offset, long length) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        // an interrupt closes a channel that is mapped from: so it is one of its own, and tried
        // again
        interrupted |= Thread.interrupted();
        try (FileChannel own = FileChannel.open(path, StandardOpenOption.READ)) {
          return own.map(MapMode.READ_ONLY, offset, length, Arena.ofAuto());
        } catch (ClosedByInterruptException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void unlink() throws IOException {
    Files.deleteIfExists(path);
  }

  @Override
  public void unmap() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
    try {
      channel.close();
    } catch (IOException e) {
      // nothing is written through it any more
    }
  }
}
