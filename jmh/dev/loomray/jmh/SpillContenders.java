package dev.loomray.jmh;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.loomray.internal.base.Environment;
import dev.loomray.internal.base.SpillFiles;
import dev.loomray.internal.base.SpillFiles.Item;
import dev.loomray.internal.base.Spilled;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Who brings memory to files and back. */
public final class SpillContenders {
  private static final int TOTAL = 64 << 20;
  private static final int FILE = 2 << 20;
  private static final int ALIGNMENT = 4096;

  private SpillContenders() {}

  /** The memory, in objects. */
  @State(Scope.Benchmark)
  public abstract static class Objects {
    @Param({"67108864", "65536"})
    int bytes;

    private final MemorySegment from = Arena.ofShared().allocate(TOTAL, ALIGNMENT);
    private final MemorySegment to = Arena.ofShared().allocate(TOTAL, ALIGNMENT).fill((byte) 1);

    /** Both are in use already. */
    @Setup
    public void fill() throws IOException {
      byte[] noise = new byte[TOTAL];
      new Random(1).nextBytes(noise);
      from.copyFrom(MemorySegment.ofArray(noise));
      open();
    }

    abstract void open() throws IOException;

    /** How many bytes of objects are in a file. */
    long file() {
      return Math.max(bytes, FILE);
    }

    MemorySegment from(long at, long length) {
      return from.asSlice(at, length);
    }

    MemorySegment to(long at, long length) {
      return to.asSlice(at, length);
    }

    MemorySegment to() {
      return to;
    }
  }

  /** Spill files. */
  public static class Loomray extends Objects {
    private SpillFiles spill;
    private List<Spilled> spilled = List.of();

    @Override
    void open() throws IOException {
      Environment machine = Environment.system(1);
      spill = machine.storage().openSpill(null, machine.reports());
    }

    List<Spilled> write() throws IOException {
      List<Spilled> all = new ArrayList<>();
      for (long at = 0; at < TOTAL; at += file()) {
        all.addAll(spill.write(items(at)));
      }
      spilled = all;
      return all;
    }

    private List<Item> items(long at) {
      List<Item> items = new ArrayList<>();
      for (long in = 0; in < file(); in += bytes) {
        items.add(new Item(in, (byte) 0, from(at + in, bytes)));
      }
      return items;
    }

    /** The next write needs the space. */
    @TearDown(Level.Invocation)
    public void delete() throws IOException {
      for (Spilled one : spilled) {
        one.delete();
      }
      spilled = List.of();
    }

    /** Removes the directory. */
    @TearDown
    public void close() throws IOException {
      spill.close();
    }

    /** The same, with all of it in files. */
    public static class Written extends Loomray {
      private List<Spilled> all = List.of();

      @Override
      void open() throws IOException {
        super.open();
        all = write();
      }

      @Override
      public void delete() {
        // they are read again
      }

      MemorySegment read() throws IOException {
        long at = 0;
        for (Spilled one : all) {
          one.read(to(at, one.bytes()));
          at += one.bytes();
        }
        return to();
      }
    }
  }

  /** Files without anything around the bytes. */
  public static class FileChannels extends Objects {
    private Path directory;

    @Override
    void open() throws IOException {
      directory = Files.createTempDirectory("loomray-jmh-");
    }

    private Path file(long at) {
      return directory.resolve("file-" + at);
    }

    Path write() throws IOException {
      for (long at = 0; at < TOTAL; at += file()) {
        try (FileChannel channel = FileChannel.open(file(at), CREATE_NEW, WRITE)) {
          ByteBuffer buffer = from(at, file()).asByteBuffer();
          while (buffer.hasRemaining()) {
            channel.write(buffer, buffer.position());
          }
        }
      }
      return directory;
    }

    /** The next write needs the space. */
    @TearDown(Level.Invocation)
    public void delete() throws IOException {
      deleteAll();
    }

    private void deleteAll() throws IOException {
      for (long at = 0; at < TOTAL; at += file()) {
        Files.deleteIfExists(file(at));
      }
    }

    /** Removes the directory. */
    @TearDown
    public void close() throws IOException {
      deleteAll();
      Files.delete(directory);
    }

    /** The same, with all of it in files. */
    public static class Written extends FileChannels {
      @Override
      void open() throws IOException {
        super.open();
        write();
      }

      @Override
      public void delete() {
        // they are read again
      }

      MemorySegment read() throws IOException {
        for (long at = 0; at < TOTAL; at += bytes) {
          try (FileChannel channel = FileChannel.open(super.file(at - at % file()), READ)) {
            ByteBuffer buffer = to(at, bytes).asByteBuffer();
            while (buffer.hasRemaining()) {
              channel.read(buffer, at % file() + buffer.position());
            }
          }
        }
        return to();
      }
    }
  }
}
