package dev.loomray.internal.store.segment;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of a segment by number, so that its tags can name them. A number is given again. Under the lock of the segments, but
 * for {@link #replace}: so what was put in stays where it is when there are more.
 */
final class Blocks {
  private static final int SHIFT = 8;
  private static final int SIZE = 1 << SHIFT;

  // any thread: the arrays in it are never changed for others
  @SuppressWarnings({"unchecked", "rawtypes"})
  private volatile AtomicReferenceArray<@Nullable Block>[] parts = new AtomicReferenceArray[0];

  /** A stack of the numbers below {@link #made} that nobody has; it has room for all of them. */
  private int[] unused = new int[0];

  private int spare;
  private int made;

  /** Has room for one more, so that {@link #add} needs no memory, nor does {@link #remove}. */
  void reserve() {
    if (spare == 0 && made == unused.length) {
      AtomicReferenceArray<@Nullable Block> next = new AtomicReferenceArray<>(SIZE);
      AtomicReferenceArray<@Nullable Block>[] more = Arrays.copyOf(parts, parts.length + 1);
      more[parts.length] = next;
      unused = Arrays.copyOf(unused, made + SIZE);
      parts = more;
    }
  }

  int add(Block block) {
    int number = spare > 0 ? unused[--spare] : made++;
    replace(number, block);
    return number;
  }

  /** Another has the number now. By whoever has the place of both. */
  void replace(int number, @Nullable Block block) {
    parts[number >> SHIFT].setRelease(number & SIZE - 1, block);
  }

  void remove(int number) {
    replace(number, null);
    unused[spare++] = number;
  }

  @Nullable Block get(int number) {
    return parts[number >> SHIFT].getAcquire(number & SIZE - 1);
  }

  int size() {
    return made - spare;
  }
}
