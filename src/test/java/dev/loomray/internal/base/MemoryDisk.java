package dev.loomray.internal.base;

import dev.loomray.internal.base.file.Disk;
import dev.loomray.internal.base.file.DiskFile;
import dev.loomray.internal.base.file.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** A disk in memory, as large as a test says, with files that a test can look at and spoil. */
public final class MemoryDisk implements Disk {
  private final Map<Path, Content> files = new ConcurrentHashMap<>();
  private final AtomicLong total = new AtomicLong(1L << 40);
  private final AtomicLong used = new AtomicLong();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger mapped = new AtomicInteger();

  /** So much it takes from now on. */
  public MemoryDisk total(long bytes) {
    total.set(bytes);
    return this;
  }

  /** How much it has taken. */
  public long used() {
    return used.get();
  }

  /** How many files are open. */
  public int open() {
    return open.get();
  }

  /** All that are there, by name. */
  public List<Path> files() {
    return files.keySet().stream().sorted().toList();
  }

  /** What is in one. */
  public byte[] bytes(Path file) {
    return files.get(file).bytes.get().clone();
  }

  /** Turns over the bits of a byte. */
  public void spoil(Path file, int at) {
    byte[] bytes = bytes(file);
    bytes[at] ^= (byte) 0xFF;
    files.get(file).bytes.set(bytes);
  }

  /** Takes the end away. */
  public void truncate(Path file, int length) {
    byte[] bytes = bytes(file);
    used.addAndGet(length - bytes.length);
    files.get(file).bytes.set(Arrays.copyOf(bytes, length));
  }

  /** Removes what begins with a path. */
  public void deleteAll(Path directory) {
    files().stream().filter(f -> f.startsWith(directory)).forEach(this::delete);
  }

  @Override
  public Volume volume(Path directory) {
    return new Volume() {
      @Override
      public String type() {
        return "ext4";
      }

      @Override
      public long totalSpace() {
        return total.get();
      }

      @Override
      public long usableSpace() {
        return Math.max(0, total.get() - used.get());
      }
    };
  }

  @Override
  public DiskFile create(Path file) throws IOException {
    Content content = new Content();
    if (files.putIfAbsent(file, content) != null) {
      throw new FileAlreadyExistsException(file.toString());
    }
    return new Opened(content);
  }

  @Override
  public DiskFile open(Path file) throws IOException {
    Content content = files.get(file);
    if (content == null) {
      throw new NoSuchFileException(file.toString());
    }
    return new Opened(content);
  }

  /** Its memory goes with it; the file is only a name here. */
  @Override
  public SegmentFile map(Path file, long bytes) {
    mapped.incrementAndGet();
    return new FakeSegmentFile(
        this::takeAll,
        back -> {
          used.addAndGet(-back);
          mapped.decrementAndGet();
        },
        -1,
        bytes);
  }

  private boolean takeAll(long bytes) {
    return used.getAndUpdate(u -> bytes <= total.get() - u ? u + bytes : u) + bytes <= total.get();
  }

  /** How many files are mapped. */
  public int mapped() {
    return mapped.get();
  }

  @Override
  public void delete(Path file) {
    Content content = files.remove(file);
    if (content != null) {
      used.addAndGet(-content.bytes.get().length);
    }
  }

  /** As much of it as there is room for. */
  private int take(long bytes) throws IOException {
    while (true) {
      long before = used.get();
      long some = Math.min(bytes, total.get() - before);
      if (bytes > 0 && some <= 0) {
        throw new IOException("No space left on device");
      }
      if (used.compareAndSet(before, before + some)) {
        return (int) some;
      }
    }
  }

  /** What is in a file; one thread writes to it, and then others read. */
  private static final class Content {
    final AtomicReference<byte[]> bytes = new AtomicReference<>(new byte[0]);
  }

  private final class Opened implements DiskFile {
    private final Content content;

    Opened(Content content) {
      this.content = content;
      open.incrementAndGet();
    }

    @Override
    public long size() {
      return content.bytes.get().length;
    }

    @Override
    public int write(ByteBuffer from, long at) throws IOException {
      byte[] before = content.bytes.get();
      int begin = Math.toIntExact(at);
      int growth = take(Math.max(0, begin + from.remaining() - before.length));
      byte[] after = Arrays.copyOf(before, before.length + growth);
      int count = Math.min(from.remaining(), after.length - begin);
      from.get(after, begin, count);
      content.bytes.set(after);
      return count;
    }

    @Override
    public int read(ByteBuffer into, long at) {
      byte[] bytes = content.bytes.get();
      int count = (int) Math.min(into.remaining(), bytes.length - at);
      if (count <= 0) {
        return into.hasRemaining() ? -1 : 0;
      }
      into.put(bytes, (int) at, count);
      return count;
    }

    @Override
    public void close() {
      open.decrementAndGet();
    }
  }
}
