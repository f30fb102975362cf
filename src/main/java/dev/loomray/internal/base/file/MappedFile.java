package dev.loomray.internal.base.file;

import dev.loomray.internal.base.NoSpaceException;
import dev.loomray.internal.base.SegmentFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file in a session's directory, mapped as a whole; it is open only while space is taken, for there may be thousands. Space is taken by writing zeros, since a full file system then says so
 * where a touch of the mapping would crash the process.
 */
final class MappedFile implements SegmentFile {
  private static final int CHUNK = 1 << 20;

  private final Path path;
  private final Volume volume;
  private final Arena arena;
  private final MemorySegment memory;

  // only who commits
  private long end;

  private MappedFile(Path path, Volume volume, Arena arena, MemorySegment memory) {
    this.path = path;
    this.volume = volume;
    this.arena = arena;
    this.memory = memory;
  }

  static MappedFile create(Path path, Volume volume, long bytes) throws IOException {
    Arena arena = Arena.ofShared();
    try (FileChannel channel =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      MemorySegment memory = channel.map(MapMode.READ_WRITE, 0, bytes, arena);
      return new MappedFile(path, volume, arena, memory);
    } catch (IOException | RuntimeException | Error e) {
      arena.close();
      if (!(e instanceof FileAlreadyExistsException)) {
        Files.deleteIfExists(path);
      }
      throw e;
    }
  }

  @Override
  public MemorySegment memory() {
    return memory;
  }

  @Override
  public void commit(long from, long to) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      writeZeros(channel, from, to);
    } catch (IOException e) {
      IOException failure = NoSpaceException.or(e, path, to - from, volume.spaceLeft());
      try {
        giveBack(from);
      } catch (IOException notGiven) {
        failure.addSuppressed(notGiven);
      }
      throw failure;
    }
    end = Math.max(end, to);
  }

  private void writeZeros(FileChannel channel, long from, long to) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(CHUNK, to - from));
    for (long at = from; at < to; ) {
      zeros.clear().limit((int) Math.min(zeros.capacity(), to - at));
      int written = channel.write(zeros, at);
      memory.asSlice(at, written).load();
      at += written;
    }
  }

  /** Half a range is of no use to us, but to others: nobody has touched it, nor anything behind it. */
  private void giveBack(long from) throws IOException {
    if (from >= end) {
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
        channel.truncate(from);
      }
    }
  }

  @Override
  public MemorySegment readOnly(long offset, long length) throws IOException {
    return Uninterrupted.run(
        () -> {
          try (FileChannel own = FileChannel.open(path, StandardOpenOption.READ)) {
            return own.map(MapMode.READ_ONLY, offset, length, Arena.ofAuto());
          }
        });
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
  }
}
