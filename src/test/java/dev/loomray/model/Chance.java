package dev.loomray.model;

import java.util.Random;

/**
 * How often something happens.
 *
 * @param percent of 100 times
 */
record Chance(int percent) {
  static Chance of(int percent) {
    return new Chance(percent);
  }

  boolean happens(Random random) {
    return random.nextInt(100) < percent;
  }
}
