package dev.loomray.simulation.schedule;

import java.util.Random;

/** The same numbers as {@link Random}, for one thread: nobody pays for the others at each step. */
final class Dice extends Random {
  private static final long serialVersionUID = 1;
  private static final long MULTIPLIER = 0x5DEECE66DL;
  private static final long MASK = (1L << 48) - 1;

  private long state;

  Dice(long seed) {
    super(seed);
  }

  @Override
  public void setSeed(long seed) {
    state = (seed ^ MULTIPLIER) & MASK;
  }

  @Override
  protected int next(int bits) {
    state = (state * MULTIPLIER + 0xB) & MASK;
    return (int) (state >>> (48 - bits));
  }
}
