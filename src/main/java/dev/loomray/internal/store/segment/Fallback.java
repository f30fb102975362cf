package dev.loomray.internal.store.segment;

import dev.loomray.internal.base.SegmentFile;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Blocks for which there is no room in memory, each in a mapped file of its own on a disk. They do not count towards the size of
 * the store, are never reused, and go as soon as they are freed.
 */
public final class Fallback {
  /** Where the files come from. */
  @FunctionalInterface
  public interface Source {
    /** Makes one, and maps it. */
    SegmentFile map(long bytes) throws IOException;
  }

  // any thread
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicLong used = new AtomicLong();

  /** A block of its own. Waits for files, so it is for the store's own threads. */
  public Block allocate(Source source, long bytes) throws IOException {
    SegmentDescriptor descriptor =
        new SegmentDescriptor(SegmentDescriptor.pages(Math.max(1, bytes)), 1);
    Segment segment =
        new Segment(
            Segment.FALLBACK + made.getAndIncrement(),
            source.map(descriptor.fileBytes()),
            descriptor);
    try {
      segment.commit(0, 1);
      segment.extend(1);
      Block block = segment.allocate(bytes);
      if (block == null) {
        throw new IllegalStateException("expected room in a new segment for bytes=" + bytes);
      }
      descriptor.stateRelease(segment.memory(), block.granule(), BlockState.ALLOC);
      used.addAndGet(descriptor.granuleBytes());
      return block;
    } catch (Throwable e) {
      discard(segment);
      throw e;
    }
  }

  /**
   * Takes a block back, with its file. Nobody may touch its memory any more.
   *
   * @throws IllegalStateException if it was freed before
   */
  public void free(Block block) throws IOException {
    block.free();
    used.addAndGet(-block.segment().descriptor().granuleBytes());
    discard(block.segment());
  }

  private static void discard(Segment segment) throws IOException {
    segment.unmap();
    segment.file().unlink();
  }

  /** How many bytes are in blocks. */
  public long used() {
    return used.get();
  }
}
