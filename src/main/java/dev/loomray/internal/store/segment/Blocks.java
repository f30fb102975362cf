package dev.loomray.internal.store.segment;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The blocks of a segment by number, so that its tags can name them. A number is given again. Not for several threads. */
final class Blocks {
  private static final int FIRST = 16;

  private @Nullable Block[] blocks = new Block[FIRST];

  /** A stack of the numbers below {@link #made} that nobody has; it has room for all of them. */
  private int[] unused = new int[FIRST];

  private int spare;
  private int made;

  /** Has room for one more, so that {@link #add} needs no memory, nor does {@link #remove}. */
  void reserve() {
    if (spare == 0 && made == blocks.length) {
      unused = Arrays.copyOf(unused, 2 * made);
      blocks = Arrays.copyOf(blocks, 2 * made);
    }
  }

  int add(Block block) {
    int number = spare > 0 ? unused[--spare] : made++;
    blocks[number] = block;
    return number;
  }

  void remove(int number) {
    blocks[number] = null;
    unused[spare++] = number;
  }

  @Nullable Block get(int number) {
    return blocks[number];
  }

  int size() {
    return made - spare;
  }
}
