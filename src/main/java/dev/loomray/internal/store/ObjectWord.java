package dev.loomray.internal.store;

/**
 * The word of an object.
 *
 * <pre>
 *     63        8 7 6    5       4       3     2..0
 *   |    pins    | 0 | touched | second | io  | state |
 * </pre>
 *
 * <ul>
 *   <li><b>pins</b>: how many read it. It is pinned in MEMORY, MOVING and SPILLING, and nobody begins in another state.
 *   <li><b>touched</b>: it was pinned since somebody looked for objects to be spilled.
 *   <li><b>second</b>: its place is {@code second}, else {@code first}.
 *   <li><b>io</b>: somebody moves, spills or restores it. Only one does, and only that one writes the place that is not in
 *       use.
 * </ul>
 */
final class ObjectWord {
  static final long IO = 1 << 3;
  static final long SECOND = 1 << 4;
  static final long TOUCHED = 1 << 5;
  static final long PIN = 1 << 8;
  private static final int STATE = 7;

  private ObjectWord() {}

  static ObjectState stateOf(long word) {
    return ObjectState.of((int) (word & STATE));
  }

  static long with(long word, ObjectState state) {
    return (word & ~STATE) | state.number();
  }

  static long pinsOf(long word) {
    return word / PIN;
  }

  static boolean isBusy(long word) {
    return (word & IO) != 0;
  }

  /** In its place, and neither read nor moved. */
  static boolean isAtRest(long word) {
    return stateOf(word) == ObjectState.MEMORY && !isBusy(word) && pinsOf(word) == 0;
  }

  /** Dead, and used by nobody any more. */
  static boolean isOver(long word) {
    return stateOf(word) == ObjectState.DEAD && !isBusy(word) && pinsOf(word) == 0;
  }
}
