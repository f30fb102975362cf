package dev.loomray.internal.store.segment;

import org.jspecify.annotations.Nullable;

/**
 * What is to be committed next.
 *
 * @param segment of which segment; null for a new one
 * @param descriptor the layout of that segment
 * @param from the first granule
 * @param to the first granule after them
 */
record Plan(@Nullable Segment segment, SegmentDescriptor descriptor, int from, int to) {
  private static final int STEP = SegmentDescriptor.STEP;

  /** What there is to plan with: the granules that are needed, those wanted ahead, and those that are allowed at all. */
  record Terms(int needed, int wanted, int allowed) {
    /** How many to commit where so many are to be had; 0 if that is not enough. */
    private int of(int missing, int available) {
      int most = Math.min(available, allowed / STEP * STEP);
      int count = Math.min(most, Math.ceilDiv(Math.max(missing, wanted), STEP) * STEP);
      return count < missing ? 0 : count;
    }
  }

  /** More of a segment, so that what is needed fits at its end. */
  static @Nullable Plan more(Segment segment, Terms terms) {
    int count = terms.of(terms.needed - segment.tail(), segment.uncommitted());
    int from = segment.granules();
    return count == 0 ? null : new Plan(segment, segment.descriptor(), from, from + count);
  }

  /** The beginning of a new segment of at most so many bytes. */
  static @Nullable Plan shared(long bytes, Terms terms) {
    int granules = (int) (bytes / SegmentDescriptor.PAGE) / STEP * STEP;
    int count = terms.of(terms.needed, granules);
    SegmentDescriptor descriptor = new SegmentDescriptor(SegmentDescriptor.PAGE, granules);
    return count == 0 ? null : new Plan(null, descriptor, 0, count);
  }

  /** A new segment for one object. */
  static @Nullable Plan whole(long bytes, long allowed) {
    long size = SegmentDescriptor.pages(bytes);
    return size > allowed ? null : new Plan(null, new SegmentDescriptor(size, 1), 0, 1);
  }

  /** How much that takes; headers come on top. */
  long bytes() {
    return (to - from) * descriptor.granuleBytes();
  }
}
