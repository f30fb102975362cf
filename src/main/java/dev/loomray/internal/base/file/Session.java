package dev.loomray.internal.base.file;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.loomray.internal.base.SegmentFile;
import dev.loomray.internal.base.SessionFiles;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;

/**
 * The files of a session that are mapped, in a directory of its own.
 *
 * <pre>
 *   control                  what the store tells others about itself
 *   segment-0, segment-1, …  objects
 * </pre>
 */
public final class Session implements SessionFiles {
  private final SessionDirectory home;
  private final Volume volume;
  private final Figures figures;

  private Session(SessionDirectory home, Volume volume, Figures figures) {
    this.home = home;
    this.volume = volume;
    this.figures = figures;
  }

  /** Makes a session below the directory of its user. */
  public static Session create(Path parent, OwnProcess process, Figures figures)
      throws IOException {
    Volume volume = Volume.of(parent);
    return new Session(SessionDirectory.create(parent, process), volume, figures);
  }

  @Override
  public Path directory() {
    return home.path();
  }

  @Override
  public long usableSpace() {
    return volume.spaceLeft();
  }

  @Override
  public long room() {
    long usable = usableSpace();
    if (!volume.isMemory()) {
      return usable;
    }
    // a limit of memory that is passed by writing to files in memory kills the process
    return Math.clamp(figures.available() - figures.total() / 20, 0, usable);
  }

  @Override
  public SegmentFile create(int number, long bytes) throws IOException {
    return MappedFile.create(directory().resolve("segment-" + number), volume, bytes);
  }

  @Override
  public MemorySegment control(long bytes) throws IOException {
    Path path = directory().resolve("control");
    try (FileChannel channel = FileChannel.open(path, CREATE_NEW, READ, WRITE)) {
      ByteBuffer zeros = ByteBuffer.allocate(Math.toIntExact(bytes));
      while (zeros.hasRemaining()) { // a touch of what is not there would crash the process
        channel.write(zeros);
      }
      return channel.map(MapMode.READ_WRITE, 0, bytes, Arena.ofAuto());
    }
  }

  @Override
  public void close() throws IOException {
    home.close();
  }
}
