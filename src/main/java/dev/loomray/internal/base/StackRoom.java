package dev.loomray.internal.base;

/**
 * Looks for room on the stack before something is changed that must not be left half done: a
 * runaway recursion then overflows here, where it does no harm, and not under a lock of ours.
 */
public final class StackRoom {
  private static final int FRAMES = 64;

  private StackRoom() {}

  /**
   * Touches some kilobytes of stack.
   *
   * @throws StackOverflowError if they are not there
   */
  public static void require() {
    descend(FRAMES, 1, 2, 3, 4, 5, 6);
  }

  // not a tail call, and wide, so that each frame takes room
  private static long descend(int frames, long a, long b, long c, long d, long e, long f) {
    if (frames == 0) {
      return a + b + c + d + e + f;
    }
    return descend(frames - 1, b, c, d, e, f, a) + a;
  }
}
