package dev.loomray.internal.store.segment;

import dev.loomray.internal.base.SegmentFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file in which blocks are given out; committed from its beginning, as far as they are needed. One that was made for a
 * single large object has one granule, and is used again for objects of about that size.
 */
public final class Segment {
  /** The numbers of segments that are not memory begin here. */
  static final int FALLBACK = 1 << 30;

  // immutable
  private final int number;
  private final SegmentFile file;
  private final SegmentDescriptor descriptor;

  // under the lock of the segments
  private final Tags tags;
  private final Tlsf space;
  private final Blocks blocks = new Blocks();
  private int generations;
  private long used;

  Segment(int number, SegmentFile file, SegmentDescriptor descriptor) {
    this.number = number;
    this.file = file;
    this.descriptor = descriptor;
    this.tags = new Tags(descriptor.granules());
    this.space = new Tlsf(tags);
  }

  /** Its place in the order in which the segments of the session were made. */
  public int number() {
    return number;
  }

  /** Whether it is on a disk, as a {@link Fallback}. */
  public boolean isFallback() {
    return number >= FALLBACK;
  }

  /** Where things are in it. */
  public SegmentDescriptor descriptor() {
    return descriptor;
  }

  /** The whole mapping. */
  MemorySegment memory() {
    return file.memory();
  }

  SegmentFile file() {
    return file;
  }

  /** Takes space for more granules, and does so without a lock: nobody uses them before they are {@link #extend added}. */
  void commit(int from, int to) throws IOException {
    long headers = descriptor.headerOffset(from);
    long behind = SegmentDescriptor.pages(descriptor.headerOffset(to));
    file.commit(from == 0 ? 0 : headers, behind);
    file.commit(descriptor.offset(from), descriptor.offset(to));
    if (from == 0) {
      descriptor.writeFileHeader(memory(), number);
    }
  }

  /** Gives out so many more granules, which were committed. */
  void extend(int granules) {
    space.extend(granules);
  }

  /** How many granules are committed. */
  int granules() {
    return space.end();
  }

  /** How many granules are not committed. */
  int uncommitted() {
    return descriptor.granules() - space.end();
  }

  /** How many of the last granules that are committed are free. */
  int tail() {
    return space.tail();
  }

  long committed() {
    return space.end() * descriptor.granuleBytes();
  }

  long used() {
    return used;
  }

  /** Whether it was made for one large object. */
  boolean isWhole() {
    return descriptor.granules() == 1;
  }

  boolean isEmpty() {
    return used == 0;
  }

  private Block begin(int at, long bytes) {
    try {
      return new Block(this, at, bytes, ++generations << Block.REUSES);
    } catch (Throwable e) { // no memory for it: its granules are nobody's
      space.free(at);
      throw e;
    }
  }

  boolean fits(long bytes) {
    return space.fits(descriptor.granules(bytes));
  }

  @Nullable Block allocate(long bytes) {
    int granules = descriptor.granules(bytes);
    if (granules > space.free()) {
      return null; // the oldest segments are mostly full
    }
    blocks.reserve();
    int at = space.allocate(granules);
    if (at < 0) {
      return null;
    }
    Block block = begin(at, bytes);
    tags.next(at, blocks.add(block));
    used += granules * descriptor.granuleBytes();
    return block;
  }

  /** Has the free run at a granule found first. */
  boolean prefer(int granule, int granules) {
    return space.prefer(granule, granules);
  }

  /** Makes another block of one that was freed, and that nobody else has. Without the lock. */
  Block reuse(Block block, long bytes) {
    int at = block.granule();
    Block next = new Block(this, at, bytes, block.generation() + 1);
    blocks.replace(tags.next(at), next);
    return next;
  }

  /** Takes back a block that was freed. */
  void free(Block block) {
    int at = block.granule();
    if (find(at) != block) {
      throw new IllegalStateException("expected a block of this segment, found " + block);
    }
    blocks.remove(tags.next(at));
    used -= tags.size(at) * descriptor.granuleBytes();
    space.free(at);
  }

  /** The block that begins at a granule; null if none does. Whoever has it may ask without the lock. */
  @Nullable Block find(int granule) {
    return tags.size(granule) > 0 ? blocks.get(tags.next(granule)) : null;
  }

  /** All blocks, in the order of their places. */
  List<Block> blocks() {
    List<Block> found = new ArrayList<>(blocks.size());
    for (int at = 0; at < space.end(); at += Math.abs(tags.size(at))) {
      Block block = find(at);
      if (block != null) {
        found.add(block);
      }
    }
    return found;
  }

  /** Ends the mapping: nobody may have a block, and nobody may allocate one any more. */
  void unmap() {
    file.unmap();
    tags.close();
  }
}
