package dev.loomray.internal.store.segment;

import java.util.List;

/**
 * A place that is long enough for a block, once what is in it has moved.
 *
 * @param segment where it is
 * @param from its first granule
 * @param granules how many it has
 * @param blocks what is in the way, in the order of their places
 */
public record Window(Segment segment, int from, int granules, List<Block> blocks) {
  /** Whether it is all of its segment. */
  boolean isWhole() {
    return granules == segment.granules();
  }

  /** How many granules must move. */
  long cost() {
    return blocks.stream().mapToLong(Block::granules).sum();
  }

  /** Whether a block is in the way. */
  boolean covers(Block block) {
    return block.segment() == segment
        && block.granule() < from + granules
        && block.granule() + block.granules() > from;
  }
}
