package dev.loomray.internal.store.segment;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What {@link Tlsf} knows of each granule, outside the heap and outside the shared file: a collector need not look at it,
 * and no other process can spoil it.
 *
 * <pre>
 *   0        4        8                     12            16
 *   | size   | before | next, or the block  | previous    |
 *
 *   size      of the run that begins here, in granules: above 0 if it is taken, below if it is free, 0 where none begins
 *   before    the size of the run that ends here
 *   next      a free run of the same class, or -1; of a taken run, the number of its block
 *   previous  a free run of the same class, or -1
 * </pre>
 *
 * <p>There is one more than there are granules, so that the last run has a neighbour too.
 */
final class Tags {
  private static final int INTS = 4;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment ints;

  Tags(int granules) {
    this.ints = arena.allocate(ValueLayout.JAVA_INT, ((long) granules + 1) * INTS);
  }

  int size(int at) {
    return get(at, 0);
  }

  void size(int at, int size) {
    set(at, 0, size);
  }

  int before(int at) {
    return get(at, 1);
  }

  void before(int at, int size) {
    set(at, 1, size);
  }

  int next(int at) {
    return get(at, 2);
  }

  void next(int at, int other) {
    set(at, 2, other);
  }

  int previous(int at) {
    return get(at, 3);
  }

  void previous(int at, int other) {
    set(at, 3, other);
  }

  private int get(int at, int field) {
    return ints.getAtIndex(ValueLayout.JAVA_INT, (long) at * INTS + field);
  }

  private void set(int at, int field, int value) {
    ints.setAtIndex(ValueLayout.JAVA_INT, (long) at * INTS + field, value);
  }

  void close() {
    arena.close();
  }
}
