package dev.loomray.internal.store.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.internal.base.SegmentFile;
import dev.loomray.internal.base.SessionFiles;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sizes from 17 KiB to 64 MiB come and go at random in a store that stays four fifths full: nothing is ever refused. */
class FragmentationTest {
  private static final long KIB = 1L << 10;
  private static final long MIB = 1L << 20;
  private static final long LIMIT = 4096 * MIB;

  @TempDir Path directory;
  private final List<Block> live = new ArrayList<>();
  private final Random random = new Random(7);
  private long moved;
  private long put;

  @Test
  void whatFitsByItsSizeAlwaysFits() throws IOException {
    Segments segments = new Segments(new HollowFiles(directory), LIMIT, Controls.inMemory(LIMIT));
    for (int i = 0; i < 40_000; i++) {
      long bytes = size();
      while (segments.used() + bytes > LIMIT / 5 * 4) {
        segments.free(live.remove(random.nextInt(live.size())));
      }
      put += bytes;
      Block block = allocate(segments, bytes);
      assertThat(block).as("object %d, %s", i, ByteSize.text(bytes)).isNotNull();
      live.add(block);
    }
    assertThat(moved).isBetween(1L, put / 5);
    live.forEach(segments::free);
    segments.close();
  }

  /** Many small ones, and most of the bytes in few large ones. */
  private long size() {
    double which = random.nextDouble();
    if (which < 0.7) {
      return between(17 * KIB, 100 * KIB);
    } else if (which < 0.92) {
      return between(100 * KIB, MIB);
    }
    return which < 0.99 ? between(MIB, 8 * MIB) : between(8 * MIB, 64 * MIB);
  }

  private long between(long least, long most) {
    return (long) (least * Math.exp(random.nextDouble() * Math.log((double) most / least)));
  }

  private Block allocate(Segments segments, long bytes) throws IOException {
    Block block = segments.allocate(bytes);
    while (block == null && segments.grow(bytes)) {
      block = segments.allocate(bytes);
    }
    for (int i = 0; block == null && i < 3; i++) {
      evacuate(segments, segments.window(bytes, _ -> true));
      block = segments.allocate(bytes);
    }
    return block;
  }

  private void evacuate(Segments segments, Window window) {
    for (Block block : window.blocks()) {
      Block other = segments.allocateOutside(window, block.length());
      if (other == null) {
        return;
      }
      moved += block.length();
      live.set(live.indexOf(block), other);
      segments.free(block);
    }
  }

  /** Files whose blocks nobody writes, so that only headers take space. */
  private record HollowFiles(Path directory) implements SessionFiles {
    @Override
    public long usableSpace() {
      return LIMIT;
    }

    @Override
    public long room() {
      return LIMIT;
    }

    @Override
    public MemorySegment control(long bytes) {
      throw new UnsupportedOperationException();
    }

    @Override
    public SegmentFile create(int number, long bytes) throws IOException {
      Path path = directory.resolve("hollow-" + number);
      Arena arena = Arena.ofShared();
      try (FileChannel channel =
          FileChannel.open(
              path,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE)) {
        return new Hollow(
            path, arena, channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena));
      }
    }

    @Override
    public void close() {}
  }

  private record Hollow(Path path, Arena arena, MemorySegment memory) implements SegmentFile {
    @Override
    public void commit(long from, long to) {}

    @Override
    public MemorySegment readOnly(long offset, long length) {
      return memory.asSlice(offset, length).asReadOnly();
    }

    @Override
    public void unlink() throws IOException {
      Files.deleteIfExists(path);
    }

    @Override
    public void unmap() {
      arena.close();
    }
  }
}
