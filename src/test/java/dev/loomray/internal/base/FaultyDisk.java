package dev.loomray.internal.base;

import dev.loomray.internal.base.file.Disk;
import dev.loomray.internal.base.file.DiskFile;
import dev.loomray.internal.base.file.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** A disk on which things go wrong when a test says so. */
public final class FaultyDisk implements Disk {
  /** What is asked of a disk. */
  public enum Operation {
    LOOK,
    CREATE,
    OPEN,
    WRITE,
    READ,
    DELETE
  }

  /** Comes before each operation: to be slow, to wait, to count, or to fail in its place. */
  @FunctionalInterface
  public interface Before {
    /** May throw what the operation is to throw. */
    void run(Operation operation, Path file) throws IOException;
  }

  private static final Before NOTHING = (_, _) -> {};

  private final Disk disk;
  private final AtomicLong room = new AtomicLong(Long.MAX_VALUE);
  private volatile Before before = NOTHING;
  private volatile int most = Integer.MAX_VALUE;
  private volatile long spoiled = -1;

  /** Nothing goes wrong yet. */
  public FaultyDisk(Disk disk) {
    this.disk = disk;
  }

  /** Something happens before each operation. */
  public FaultyDisk before(Before action) {
    before = action;
    return this;
  }

  /** Each operation of a kind fails, as on a broken disk. */
  public FaultyDisk failing(Operation failing) {
    return before(
        (operation, _) -> {
          if (operation == failing) {
            throw new IOException("Input/output error");
          }
        });
  }

  /** No more goes wrong before an operation. */
  public FaultyDisk sound() {
    return before(NOTHING);
  }

  /** Takes so many bytes from now on, and then says that it is full. */
  public FaultyDisk room(long bytes) {
    room.set(bytes);
    return this;
  }

  /** Reads and writes so many bytes at a time; none for one that stands still. */
  public FaultyDisk atMost(int bytes) {
    most = bytes;
    return this;
  }

  /** Turns over the bits of the byte at an offset in each file that is written; -1 for none. */
  public FaultyDisk spoiling(long offset) {
    spoiled = offset;
    return this;
  }

  @Override
  public Volume volume(Path directory) throws IOException {
    before.run(Operation.LOOK, directory);
    return disk.volume(directory);
  }

  @Override
  public DiskFile create(Path file) throws IOException {
    before.run(Operation.CREATE, file);
    return new FaultyFile(file, disk.create(file));
  }

  @Override
  public DiskFile open(Path file) throws IOException {
    before.run(Operation.OPEN, file);
    return new FaultyFile(file, disk.open(file));
  }

  @Override
  public SegmentFile map(Path file, long bytes) throws IOException {
    before.run(Operation.CREATE, file);
    return disk.map(file, bytes);
  }

  @Override
  public void delete(Path file) throws IOException {
    before.run(Operation.DELETE, file);
    disk.delete(file);
  }

  private int take(int bytes) throws IOException {
    long left = room.getAndUpdate(r -> Math.max(0, r - bytes));
    if (left == 0) {
      throw new IOException("No space left on device");
    }
    return (int) Math.min(bytes, left);
  }

  private final class FaultyFile implements DiskFile {
    private final Path path;
    private final DiskFile file;

    FaultyFile(Path path, DiskFile file) {
      this.path = path;
      this.file = file;
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public int write(ByteBuffer from, long at) throws IOException {
      before.run(Operation.WRITE, path);
      int count = Math.min(most, from.remaining());
      if (count == 0) {
        return 0;
      }
      int written = file.write(spoilt(from.slice(from.position(), take(count)), at), at);
      from.position(from.position() + written);
      return written;
    }

    private ByteBuffer spoilt(ByteBuffer part, long at) {
      int index = (int) (spoiled - at);
      if (spoiled < at || spoiled >= at + part.remaining()) {
        return part;
      }
      ByteBuffer copy = ByteBuffer.allocate(part.remaining()).put(part).flip();
      return copy.put(index, (byte) ~copy.get(index));
    }

    @Override
    public int read(ByteBuffer into, long at) throws IOException {
      before.run(Operation.READ, path);
      int count = Math.min(most, into.remaining());
      if (count == 0) {
        return 0;
      }
      int read = file.read(into.slice(into.position(), count), at);
      into.position(into.position() + Math.max(0, read));
      return read;
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
