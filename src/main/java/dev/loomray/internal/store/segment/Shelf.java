package dev.loomray.internal.store.segment;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Segments of one kind, in the order in which they were made, and their sums. Under the lock of the segments. */
final class Shelf {
  private final List<Segment> segments = new ArrayList<>();
  private long used;
  private long committed;

  List<Segment> segments() {
    return segments;
  }

  long used() {
    return used;
  }

  long committed() {
    return committed;
  }

  long free() {
    return committed - used;
  }

  /** Adds a segment, or what was added to one, of which so many more granules are committed. */
  void extend(Segment segment, int granules) {
    if (segment.granules() == 0) {
      segments.add(segment);
    }
    segment.extend(granules);
    committed += granules * segment.descriptor().granuleBytes();
  }

  void remove(Segment segment) {
    segments.remove(segment);
    committed -= segment.committed();
  }

  /** Fills the oldest segments first, so that the youngest become empty and can be given back. */
  @Nullable Block allocateOldest(long bytes) {
    for (int i = 0; i < segments.size(); i++) {
      Block block = allocate(segments.get(i), bytes);
      if (block != null) {
        return block;
      }
    }
    return null;
  }

  /** The same, but not from this one. */
  @Nullable Block allocateBeside(Segment not, long bytes) {
    for (int i = 0; i < segments.size(); i++) {
      Block block = segments.get(i) == not ? null : allocate(segments.get(i), bytes);
      if (block != null) {
        return block;
      }
    }
    return null;
  }

  /** From the other end, so that the holes between small blocks are not cut up by large ones. */
  @Nullable Block allocateYoungest(long bytes) {
    for (int i = segments.size() - 1; i >= 0; i--) {
      Block block = allocate(segments.get(i), bytes);
      if (block != null) {
        return block;
      }
    }
    return null;
  }

  /** From the smallest segment in which less than a quarter would be lost; for segments of one granule. */
  @Nullable Block allocateTightest(long bytes) {
    Segment best = tightest(bytes);
    return best == null ? null : allocate(best, bytes);
  }

  @Nullable Segment tightest(long bytes) {
    Segment best = null;
    for (Segment segment : segments) {
      long size = segment.committed();
      if (segment.isEmpty() && bytes <= size && bytes > size / 4 * 3) {
        best = best == null || size < best.committed() ? segment : best;
      }
    }
    return best;
  }

  boolean fits(long bytes) {
    return segments.stream().anyMatch(s -> s.fits(bytes));
  }

  void free(Block block) {
    Segment segment = block.segment();
    long before = segment.used();
    segment.free(block);
    used -= before - segment.used();
  }

  /** The youngest segment without blocks. */
  @Nullable Segment empty() {
    for (Segment segment : segments.reversed()) {
      if (segment.isEmpty()) {
        return segment;
      }
    }
    return null;
  }

  private @Nullable Block allocate(Segment segment, long bytes) {
    long before = segment.used();
    Block block = segment.allocate(bytes);
    used += segment.used() - before;
    return block;
  }
}
