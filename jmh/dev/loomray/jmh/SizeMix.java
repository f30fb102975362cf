package dev.loomray.jmh;

import java.util.SplittableRandom;

/** Which sizes the objects of a program have. */
enum SizeMix {
  /** From 17 KiB to 64 MiB, the larger the fewer. */
  HEAVY_TAIL {
    @Override
    int next(SplittableRandom random) {
      double which = random.nextDouble();
      if (which < 0.70) {
        return between(random, 17 * KIB, 100 * KIB);
      }
      if (which < 0.92) {
        return between(random, 100 * KIB, MIB);
      }
      return which < 0.99 ? between(random, MIB, 8 * MIB) : between(random, 8 * MIB, 64 * MIB);
    }
  },

  /** From 17 KiB to 1 MiB. */
  SMALL {
    @Override
    int next(SplittableRandom random) {
      return between(random, 17 * KIB, MIB);
    }
  },

  /** 17 KiB, and one in fifty of 32 MiB. */
  TWO_SIZES {
    @Override
    int next(SplittableRandom random) {
      return random.nextDouble() < 0.98 ? 17 * KIB : 32 * MIB;
    }
  },

  /** Just above 1 MiB or just above 100 KiB. */
  ODD_SIZES {
    @Override
    int next(SplittableRandom random) {
      return (random.nextBoolean() ? MIB : 100 * KIB) + 64;
    }
  };

  /** No object is larger. */
  static final int MOST = 64 << 20;

  private static final int KIB = 1 << 10;
  private static final int MIB = 1 << 20;

  abstract int next(SplittableRandom random);

  /** Each doubling is as likely as any other. */
  private static int between(SplittableRandom random, int least, int most) {
    return (int) (least * Math.exp(random.nextDouble() * Math.log((double) most / least)));
  }
}
