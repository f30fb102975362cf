package dev.loomray.model.actor;

import static dev.loomray.model.actor.Layout.*;

/** What the processes do to the actor in one step. */
final class Shared {
  final Scenario scenario;
  final Flaw flaw;

  Shared(Scenario scenario, Flaw flaw) {
    this.scenario = scenario;
    this.flaw = flaw;
  }

  boolean is(Flaw flaw) {
    return this.flaw == flaw;
  }

  static boolean cas(byte[] v, int place, byte from, byte to) {
    if (v[place] != from) {
      return false;
    }
    v[place] = to;
    return true;
  }

  /** The first step of an offer: the place is taken, and nothing behind it can be polled. */
  static void offer(byte[] v, int word) {
    v[BOX + v[BOX_SIZE]++] = (byte) (word | HIDDEN);
  }

  /** The second. */
  static void link(byte[] v, int word) {
    for (int i = 0; i < v[BOX_SIZE]; i++) {
      if (v[BOX + i] == (word | HIDDEN)) {
        v[BOX + i] = (byte) word;
      }
    }
  }

  /** The word of the next call; NONE if there is none, or a producer between its two steps hides it. */
  static int poll(byte[] v) {
    int word = v[FIRST];
    if (word != NONE) {
      v[FIRST] = NONE;
      return word;
    }
    if (v[BOX_SIZE] == 0 || (v[BOX] & HIDDEN) != 0) {
      return NONE;
    }
    word = v[BOX];
    v[BOX_SIZE]--;
    System.arraycopy(v, BOX + 1, v, BOX, v[BOX_SIZE]);
    v[BOX + v[BOX_SIZE]] = 0;
    return word;
  }

  /** Everybody may ask this; an offer between its two steps counts. */
  static boolean isEmpty(byte[] v) {
    return v[BOX_SIZE] == 0;
  }

  static void answer(byte[] v, int word) {
    if (!isConstructor(word) && ++v[ANSWERS + word % CALLS] > 1) {
      v[WRONG] = Wrong.ANSWERED_TWICE;
    }
  }

  /** A call that a request took from its turn: it fails, or is tried again before all others under a fresh word. */
  void failOrRetry(byte[] v, int word, byte want) {
    boolean again = scenario.retries() && want == RESTART && word < CALLS;
    if (!again) {
      answer(v, word);
    } else if (is(Flaw.RETRY_KEEPS_WORD)) {
      v[WORD + word] = QUEUED;
      v[FIRST] = (byte) word;
    } else {
      v[FIRST] = (byte) (word + CALLS);
    }
  }

  void enter(byte[] v, int epoch) {
    if (!scenario.follows()) {
      v[TURNS + epoch]++;
    }
  }

  /** The turn ends and nobody has retired its instance. */
  void leave(byte[] v, int epoch) {
    if (!scenario.follows()) {
      v[TURNS + epoch]--;
    }
  }

  /** A stolen turn ends: it is the last one of its instance. */
  void leaveStolen(byte[] v, int epoch) {
    leave(v, epoch);
    if (scenario.follows() || (v[TURNS + epoch] == 0 && v[RETIRED + epoch] != 0)) {
      close(v, epoch);
    }
  }

  /** The owner gives the instance up; a turn that was stolen closes it later. */
  void retire(byte[] v, int epoch, boolean stole) {
    v[RETIRED + epoch] = 1;
    if (scenario.follows() ? !stole : v[TURNS + epoch] == 0) {
      close(v, epoch);
    }
  }

  void close(byte[] v, int epoch) {
    if (v[MADE + epoch] != 0 && ++v[CLOSED + epoch] > 1) {
      v[WRONG] = Wrong.CLOSED_TWICE;
    }
  }
}
