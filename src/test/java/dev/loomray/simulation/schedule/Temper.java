package dev.loomray.simulation.schedule;

import java.util.Random;

/**
 * How a schedule behaves; drawn from its seed, so that some are nearly in order and others wild.
 *
 * @param yieldOneIn how often a thread is interrupted at a point; 1 is always
 * @param laggardOneIn how many threads run only when no other can; 0 for none
 * @param hurryOneIn how often time jumps to the next alarm although threads could run; 0 for never
 * @param spuriousOneIn how often a thread is unparked for no reason; 0 for never
 */
record Temper(int yieldOneIn, int laggardOneIn, int hurryOneIn, int spuriousOneIn) {
  private static final int[] YIELDS = {2, 4, 16, 64, 256};
  private static final int[] LAGGARDS = {0, 0, 2, 8};
  private static final int[] HURRIES = {0, 0, 30, 300};
  private static final int[] SPURIOUS = {0, 0, 50, 500};

  static Temper drawn(Random random) {
    return new Temper(
        one(YIELDS, random), one(LAGGARDS, random), one(HURRIES, random), one(SPURIOUS, random));
  }

  private static int one(int[] choices, Random random) {
    return choices[random.nextInt(choices.length)];
  }

  /** Whether something that happens once in so many times happens now. */
  static boolean happens(int oneIn, Random random) {
    return oneIn > 0 && random.nextInt(oneIn) == 0;
  }
}
