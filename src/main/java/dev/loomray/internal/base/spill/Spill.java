package dev.loomray.internal.base.spill;

import dev.loomray.internal.base.NoSpaceException;
import dev.loomray.internal.base.SegmentFile;
import dev.loomray.internal.base.SpillFiles;
import dev.loomray.internal.base.Spilled;
import dev.loomray.internal.base.file.Disk;
import dev.loomray.internal.base.file.DiskFile;
import dev.loomray.internal.base.file.OwnProcess;
import dev.loomray.internal.base.file.SessionDirectory;
import dev.loomray.internal.base.file.Volume;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The spilled objects of a session: in the files {@code spill-0, spill-1, …} of one directory, beside
 * those that are mapped, {@code fallback-2, …}. */
public final class Spill implements SpillFiles {
  private static final int PERCENT_FULL = 95;

  private final Path directory;
  private final Disk disk;
  private final Volume volume;
  private final long session;
  private final Closeable end;

  // any thread
  private final AtomicLong files = new AtomicLong();
  private final AtomicReference<@Nullable ByteBuffer> spare = new AtomicReference<>();
  private volatile boolean isClosed;

  /**
   * Files in a directory that is there.
   *
   * @param session a random number, by which they are known again
   * @param end removes the directory; it may be asked twice
   */
  public Spill(Path directory, Disk disk, long session, Closeable end) throws IOException {
    this.directory = directory;
    this.disk = disk;
    this.volume = disk.volume(directory);
    this.session = session;
    this.end = end;
  }

  /** Makes a directory below that of the user. */
  public static Spill create(Path parent, OwnProcess process, Disk disk, long session)
      throws IOException {
    SessionDirectory home = SessionDirectory.create(parent, process);
    try {
      return new Spill(home.path(), disk, session, home::close);
    } catch (IOException e) {
      home.close();
      throw e;
    }
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public long usableSpace() {
    return volume.spaceLeft();
  }

  @Override
  public boolean isFull() {
    try {
      return volume.usableSpace() <= volume.totalSpace() / 100 * (100 - PERCENT_FULL);
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public List<Spilled> write(List<Item> items) throws IOException {
    requireOpen();
    if (items.isEmpty()) {
      return List.of();
    }
    Path path = directory.resolve("spill-" + files.getAndIncrement());
    try {
      List<Spilled> spilled = write(path, items);
      requireOpen(); // or the file may have gone with the directory
      return spilled;
    } catch (IOException e) {
      IOException failure =
          isClosed ? closed(e) : NoSpaceException.or(e, path, bytes(items), usableSpace());
      remove(path, failure);
      throw failure;
    } catch (RuntimeException | Error e) {
      remove(path, e);
      throw e;
    }
  }

  @Override
  public SegmentFile map(long bytes) throws IOException {
    requireOpen();
    if (!volume.keepsSpace()) { // a mapping without space behind it may crash the process
      throw new IOException(
          "expected a disk of this machine that changes files in place for a mapped file, found "
              + directory
              + " on "
              + volume.type());
    }
    return disk.map(directory.resolve("fallback-" + files.getAndIncrement()), bytes);
  }

  private List<Spilled> write(Path path, List<Item> items) throws IOException {
    SpillFile file = new SpillFile(this, disk, path, items.size());
    List<Spilled> spilled = new ArrayList<>(items.size());
    ByteBuffer gathered = takeBuffer();
    try (DiskFile opened = disk.create(path)) {
      SpillWriter writer = new SpillWriter(file, opened, session, gathered);
      for (Item item : items) {
        spilled.add(writer.write(item));
      }
      writer.flush();
    } finally {
      spare.set(gathered);
    }
    return spilled;
  }

  private ByteBuffer takeBuffer() {
    ByteBuffer buffer = spare.getAndSet(null);
    return buffer != null ? buffer : ByteBuffer.allocateDirect(SpillWriter.GATHERED);
  }

  private static long bytes(List<Item> items) {
    long end = 0;
    for (Item item : items) {
      end = SpillDescriptor.end(SpillDescriptor.next(end), item.bytes().byteSize());
    }
    return end;
  }

  private void remove(Path path, Throwable failure) {
    try {
      disk.delete(path);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  void requireOpen() throws IOException {
    if (isClosed) {
      throw closed(null);
    }
  }

  private IOException closed(@Nullable IOException cause) {
    return new IOException("expected spill files in " + directory + ", found them closed", cause);
  }

  @Override
  public void close() throws IOException {
    isClosed = true;
    end.close();
  }
}
