package dev.loomray.jmh;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.loomray.ObjectRef;
import dev.loomray.ObjectView;
import dev.loomray.Ray;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Who keeps three times as many mebibytes as there is memory for. */
public final class PressureContenders {
  private static final int EACH = 1 << 20;
  private static final int STORE = 256;
  private static final int KEPT = 3 * STORE;

  private PressureContenders() {}

  /** What is stored all the time. */
  @State(Scope.Thread)
  public static class Value {
    private final long[] array = new long[EACH / Long.BYTES];

    long[] array() {
      array[7]++;
      return array;
    }
  }

  /** A store that spills. */
  @State(Scope.Benchmark)
  public static class Loomray {
    private final Queue<ObjectRef<long[]>> kept = new ArrayDeque<>();
    private Ray ray;

    /** All of it is there. */
    @Setup
    public void open(Value value) {
      ray = Ray.init(c -> c.storeBytes((long) STORE * EACH));
      for (int i = 0; i < KEPT; i++) {
        kept.add(ray.put(value.array()));
      }
    }

    /** One more, for which the oldest goes. */
    ObjectRef<long[]> replace(long[] array) {
      kept.remove().free();
      ObjectRef<long[]> ref = ray.put(array);
      kept.add(ref);
      return ref;
    }

    /** The one that was not read for the longest time. */
    long readOldest() {
      ObjectRef<long[]> ref = kept.remove();
      kept.add(ref);
      try (ObjectView view = ref.view()) {
        return view.getLong(EACH / 2);
      }
    }

    /** Removes all. */
    @TearDown
    public void close() {
      ray.close();
    }
  }

  /** A file for each, and no memory at all. */
  @State(Scope.Benchmark)
  public static class FileChannels {
    private final Queue<Path> kept = new ArrayDeque<>();
    private final MemorySegment all =
        Arena.ofShared().allocate((long) STORE * EACH, 4096).fill((byte) 1);
    private Path directory;
    private long made;
    private int next;

    /** All of it is there. */
    @Setup
    public void open(Value value) throws IOException {
      directory = Files.createTempDirectory("loomray-jmh-");
      for (int i = 0; i < KEPT; i++) {
        kept.add(write(value.array()));
      }
    }

    /** The memory is used in turn, as that of a store is. */
    private MemorySegment memory() {
      next = (next + 1) % STORE;
      return all.asSlice((long) next * EACH, EACH);
    }

    private Path write(long[] array) throws IOException {
      MemorySegment memory = memory();
      MemorySegment.copy(MemorySegment.ofArray(array), 0, memory, 0, EACH);
      Path path = directory.resolve("file-" + made++);
      try (FileChannel channel = FileChannel.open(path, CREATE_NEW, WRITE)) {
        ByteBuffer buffer = memory.asByteBuffer();
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      }
      return path;
    }

    Path replace(long[] array) throws IOException {
      Files.delete(kept.remove());
      Path path = write(array);
      kept.add(path);
      return path;
    }

    byte readOldest() throws IOException {
      Path path = kept.remove();
      kept.add(path);
      try (FileChannel channel = FileChannel.open(path, READ)) {
        ByteBuffer buffer = memory().asByteBuffer();
        while (buffer.hasRemaining()) {
          channel.read(buffer);
        }
        return buffer.get(EACH / 2);
      }
    }

    /** Removes all. */
    @TearDown
    public void close() throws IOException {
      for (Path path : kept) {
        Files.delete(path);
      }
      Files.delete(directory);
    }
  }
}
