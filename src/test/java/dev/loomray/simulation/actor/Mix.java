package dev.loomray.simulation.actor;

import java.util.Random;

/** What a play is made of. */
enum Mix {
  /** A few actors that run one call after the other, and something of everything. */
  PLAIN,
  /** Also actors with groups, with several calls at a time, or with a thread of their own. */
  MIXED,
  /** One actor that lives long, and short calls. */
  BUSY;

  static Mix drawn(Random random) {
    return values()[random.nextInt(values().length)];
  }

  int actors(Random random) {
    return this == BUSY ? 1 : 1 + random.nextInt(3);
  }

  /** What a call does. */
  Asked.Deed deed(Random random) {
    Asked.Deed[] all = Asked.Deed.values();
    return this == BUSY && random.nextInt(8) > 0
        ? Asked.Deed.NOTHING
        : all[random.nextInt(all.length)];
  }

  /** How many things a caller does. */
  int acts() {
    return this == BUSY ? 24 : 12;
  }

  /** How many calls there are at most. */
  int calls() {
    return this == BUSY ? 120 : 60;
  }
}
