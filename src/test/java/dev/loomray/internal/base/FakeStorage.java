package dev.loomray.internal.base;

import dev.loomray.internal.base.spill.Spill;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A machine with as much memory as a test says, a file system in memory that is full when a test says so, and a disk. Nothing
 * is taken before a file is made.
 */
public final class FakeStorage implements Storage {
  private final AtomicLong total = new AtomicLong(256L << 20);
  private final AtomicLong available = new AtomicLong(1L << 40);
  private final AtomicLong space = new AtomicLong(1L << 40);
  private final AtomicLong claimed = new AtomicLong();
  private final AtomicReference<IOException> failing = new AtomicReference<>();
  private final AtomicInteger sessions = new AtomicInteger();
  private final List<FakeSegmentFile> files = new CopyOnWriteArrayList<>();
  private final MemoryDisk disk = new MemoryDisk();
  private final FaultyDisk faults = new FaultyDisk(disk);

  @Override
  public long totalMemory() {
    return total.get();
  }

  @Override
  public long availableMemory() {
    return available.get();
  }

  @Override
  public long maxHeap() {
    return total.get() / 4;
  }

  /** So much memory is there for everybody. */
  public FakeStorage total(long bytes) {
    total.set(bytes);
    return this;
  }

  /** So much of it is free. */
  public FakeStorage available(long bytes) {
    available.set(bytes);
    return this;
  }

  /** So much the file system takes from now on. */
  public FakeStorage space(long bytes) {
    space.set(bytes);
    return this;
  }

  /** Every commit fails so; null for none. */
  public FakeStorage failing(IOException failure) {
    failing.set(failure);
    return this;
  }

  /** Says that there is more space than there is, as a file system does where a user has a quota. */
  public FakeStorage claiming(long bytes) {
    claimed.set(bytes);
    return this;
  }

  /** What is spilled. */
  public MemoryDisk disk() {
    return disk;
  }

  /** What goes wrong with it. */
  public FaultyDisk faults() {
    return faults;
  }

  /** All files that were ever made. */
  public List<FakeSegmentFile> files() {
    return files;
  }

  @Override
  public SessionFiles open(Path configured, Reports reports) {
    return new Session(sessions.incrementAndGet());
  }

  @Override
  public void sweepSpill(Path configured) {
    // no session of this machine ever dies
  }

  @Override
  public SpillFiles openSpill(Path configured, Reports reports) throws IOException {
    int session = sessions.incrementAndGet();
    Path directory = Path.of("in-memory", "spill-" + session);
    return new Spill(directory, faults, session, () -> disk.deleteAll(directory));
  }

  /** Takes space; false if there is not so much. */
  boolean take(long bytes) throws IOException {
    IOException failure = failing.get();
    if (failure != null) {
      throw failure;
    }
    return space.getAndUpdate(left -> left >= bytes ? left - bytes : left) >= bytes;
  }

  void giveBack(long bytes) {
    space.addAndGet(bytes);
  }

  private final class Session implements SessionFiles {
    private final int number;

    Session(int number) {
      this.number = number;
    }

    @Override
    public Path directory() {
      return Path.of("in-memory", "session-" + number);
    }

    @Override
    public long usableSpace() {
      return Math.max(space.get(), claimed.get());
    }

    @Override
    public long room() {
      return Math.min(usableSpace(), available.get());
    }

    @Override
    public MemorySegment control(long bytes) {
      return MemorySegment.ofArray(new long[(int) (bytes / Long.BYTES)]);
    }

    @Override
    public SegmentFile create(int segment, long bytes) throws IOException {
      FakeSegmentFile file =
          new FakeSegmentFile(FakeStorage.this::take, FakeStorage.this::giveBack, segment, bytes);
      files.add(file);
      return file;
    }

    @Override
    public void close() {
      files.forEach(FakeSegmentFile::unlink);
    }
  }
}
