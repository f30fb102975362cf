package dev.loomray.internal.base;

import java.util.concurrent.ThreadLocalRandom;

/** Real randomness, for a Ray that was given no seed. */
final class SystemSeed {
  private SystemSeed() {}

  static long next() {
    return ThreadLocalRandom.current().nextLong();
  }
}
