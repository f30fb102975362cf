package dev.loomray.internal.store.segment;

import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Slides a window over the blocks of a segment, from the end of one to the end of the next, and keeps the sum of what is in
 * it.
 */
final class WindowSearch {
  private final Segment segment;
  private final List<Block> blocks;
  private final int end;
  private final Predicate<Block> mayMove;

  // the blocks from first to before next are in the window
  private int next;
  private long cost;
  private int fixed;
  private final BitSet isFixed = new BitSet(); // asked once, since the answer may change

  /** Remembers what is in a segment, under its lock. */
  WindowSearch(Segment segment, Predicate<Block> mayMove) {
    this.segment = segment;
    this.blocks = segment.blocks();
    this.end = segment.granules();
    this.mayMove = mayMove;
  }

  /** Without the lock; once. */
  @Nullable Window cheapest(int granules) {
    Window best = null;
    long least = Long.MAX_VALUE;
    int from = 0;
    for (int first = 0; from + granules <= end; first++) {
      enter(from + granules);
      if (fixed == 0 && cost < least) {
        least = cost;
        best = new Window(segment, from, granules, blocks.subList(first, next));
      }
      if (first == blocks.size()) {
        break;
      }
      from = leave(first);
    }
    return best;
  }

  private void enter(int behind) {
    while (next < blocks.size() && blocks.get(next).granule() < behind) {
      isFixed.set(next, !mayMove.test(blocks.get(next)));
      count(next++, 1);
    }
  }

  /** Answers where the block ends. */
  private int leave(int first) {
    Block block = blocks.get(first);
    if (first < next) {
      count(first, -1);
    } else {
      next = first + 1;
    }
    return block.granule() + block.granules();
  }

  private void count(int index, int sign) {
    cost += (long) sign * blocks.get(index).granules();
    fixed += isFixed.get(index) ? sign : 0;
  }
}
