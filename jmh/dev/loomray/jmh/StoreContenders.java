package dev.loomray.jmh;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.channels.FileChannel.MapMode.READ_ONLY;
import static java.nio.channels.FileChannel.MapMode.READ_WRITE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.WritableObject;
import dev.loomray.internal.serial.Snapshot;
import dev.loomray.internal.serial.ValueCodec;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Who keeps values outside the heap, or does a part of that work. */
public final class StoreContenders {
  /** The largest value. */
  static final int MOST = 64 << 20;

  private static final int CHUNK = 256 << 10;

  private StoreContenders() {}

  /** A Ray with a store of the usual size. */
  @State(Scope.Benchmark)
  public static class Loomray {
    private final MemorySegment chunk = MemorySegment.ofArray(new byte[CHUNK]);
    private Ray ray;

    /** Starts it. */
    @Setup
    public void start() {
      ray = Ray.init();
    }

    /** Ends it. */
    @TearDown
    public void stop() {
      ray.close();
    }

    Ray ray() {
      return ray;
    }

    ObjectRef<?> putAndFree(Object value) {
      ObjectRef<?> ref = ray.put(value);
      ref.free();
      return ref;
    }

    ObjectRef<?> fillAndFree(int bytes) {
      try (WritableObject object = ray.create(bytes)) {
        object.fill(part -> MemorySegment.copy(chunk, 0, part, 0, part.byteSize()));
        ObjectRef<?> ref = object.seal();
        ref.free();
        return ref;
      }
    }
  }

  /** Copies into memory that was written before, and out of it. It is the limit, rather than a peer. */
  @State(Scope.Thread)
  public static class Memcpy {
    private final MemorySegment chunk = MemorySegment.ofArray(new byte[CHUNK]);
    private final double[] array = new double[MOST / Double.BYTES];
    private Arena arena;
    private MemorySegment warm;

    /** Writes the memory once. */
    @Setup
    public void start() {
      arena = Arena.ofShared();
      warm = arena.allocate(MOST, 4096).fill((byte) 1);
    }

    /** Gives it back. */
    @TearDown
    public void stop() {
      arena.close();
    }

    MemorySegment put(double[] value) {
      MemorySegment.copy(value, 0, warm, JAVA_DOUBLE, 0, value.length);
      return warm;
    }

    MemorySegment put(MemorySegment bytes) {
      MemorySegment.copy(bytes, 0, warm, 0, bytes.byteSize());
      return warm;
    }

    double[] get(int length) {
      MemorySegment.copy(warm, JAVA_DOUBLE, 0, array, 0, length);
      return array;
    }

    MemorySegment fill(int bytes) {
      for (int at = 0; at < bytes; at += CHUNK) {
        MemorySegment.copy(chunk, 0, warm, at, CHUNK);
      }
      return warm;
    }
  }

  /** What the store does to values, without the store: into a buffer on the heap, and back. For one thread. */
  @State(Scope.Benchmark)
  public static class KryoOnly {
    private final ValueCodec codec =
        new ValueCodec(Map.of(), StoreContenders.class.getClassLoader());
    private final MemorySegment buffer = MemorySegment.ofArray(new byte[2 * MOST]);
    private Snapshot stored;

    Snapshot put(Object value) {
      Snapshot snapshot = codec.snapshot(value);
      snapshot.writeTo(bytes(snapshot));
      return snapshot;
    }

    /** Has a value for who gets. */
    MemorySegment keep(Object value) {
      stored = put(value);
      return bytes(stored);
    }

    Object get() {
      return codec.restore(stored.type(), bytes(stored), stored.handles());
    }

    private MemorySegment bytes(Snapshot snapshot) {
      return buffer.asSlice(0, snapshot.byteSize());
    }
  }

  /** A file in shared memory for each value, mapped by who writes and by who reads. For one thread. */
  @State(Scope.Benchmark)
  public static class MappedFiles {
    private final MemorySegment chunk = MemorySegment.ofArray(new byte[CHUNK]);
    private Path directory;
    private Path file;

    /** Makes the directory. */
    @Setup
    public void start() throws IOException {
      Path shared = Path.of("/dev/shm");
      directory =
          Files.isDirectory(shared)
              ? Files.createTempDirectory(shared, "jmh")
              : Files.createTempDirectory("jmh");
      file = directory.resolve("object");
    }

    /** Removes it. */
    @TearDown(Level.Trial)
    public void stop() throws IOException {
      Files.deleteIfExists(file);
      Files.delete(directory);
    }

    private interface Writing {
      void into(MemorySegment memory);
    }

    long putAndFree(double[] value) throws IOException {
      return writeAndDelete(
          (long) value.length * Double.BYTES,
          memory -> MemorySegment.copy(value, 0, memory, JAVA_DOUBLE, 0, value.length));
    }

    long fillAndFree(int bytes) throws IOException {
      return writeAndDelete(
          bytes,
          memory -> {
            for (int at = 0; at < bytes; at += CHUNK) {
              MemorySegment.copy(chunk, 0, memory, at, CHUNK);
            }
          });
    }

    private long writeAndDelete(long bytes, Writing writing) throws IOException {
      write(bytes, writing);
      Files.delete(file);
      return bytes;
    }

    private void write(long bytes, Writing writing) throws IOException {
      try (FileChannel channel = FileChannel.open(file, CREATE_NEW, READ, WRITE);
          Arena arena = Arena.ofConfined()) {
        writing.into(channel.map(READ_WRITE, 0, bytes, arena));
      }
    }

    /** Has a value for who gets. */
    void keep(double[] value) throws IOException {
      write(
          (long) value.length * Double.BYTES,
          memory -> MemorySegment.copy(value, 0, memory, JAVA_DOUBLE, 0, value.length));
    }

    /** Has an object of zeros for who views. */
    void keepZeros(long bytes) throws IOException {
      write(bytes, memory -> memory.set(JAVA_LONG, 0, 0));
    }

    double[] get() throws IOException {
      try (FileChannel channel = FileChannel.open(file, READ);
          Arena arena = Arena.ofConfined()) {
        return channel.map(READ_ONLY, 0, channel.size(), arena).toArray(JAVA_DOUBLE);
      }
    }

    long view() throws IOException {
      try (FileChannel channel = FileChannel.open(file, READ);
          Arena arena = Arena.ofConfined()) {
        return channel.map(READ_ONLY, 0, channel.size(), arena).get(JAVA_LONG, 0);
      }
    }
  }
}
