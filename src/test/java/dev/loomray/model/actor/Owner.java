package dev.loomray.model.actor;

import static dev.loomray.model.actor.Layout.*;

/**
 * What the owner of an actor does, whichever process it is: it gives up the instance, and makes the next one, or fails what
 * is queued.
 *
 * <pre>
 * RESTART  retire, OWNED → READY with the next epoch, list
 * KILL     retire, FAIL
 * FAIL     fail what can be polled, OWNED → DEAD, look again: something is there → DEAD → OWNED, FAIL
 * </pre>
 */
final class Owner {
  static final byte RETIRE = 40;
  private static final byte RETIRE_COUNTED = 41;
  private static final byte DRAIN = 42;
  private static final byte BURY = 43;
  private static final byte RENEW = 44;
  // no longer the owner
  private static final byte LOOK_AGAIN = 50;
  private static final byte OWN_AGAIN = 51;
  private static final byte LIST = 52;

  private final Shared shared;

  Owner(Shared shared) {
    this.shared = shared;
  }

  static boolean isBusy(byte[] v, int at) {
    return v[at + COUNTER] >= RETIRE;
  }

  static boolean owns(byte[] v, int at) {
    return v[at + COUNTER] >= RETIRE && v[at + COUNTER] < LOOK_AGAIN;
  }

  /** The process has just become the owner. */
  void begin(byte[] v, int at, byte want) {
    v[at + WANT] = want;
    v[at + COUNTER] = want == FAIL ? DRAIN : RETIRE;
    if (v[at + TAKEN] > 0) {
      shared.failOrRetry(v, v[at + TAKEN] - 1, want);
      v[at + TAKEN] = 0;
    }
  }

  String step(byte[] v, int at, byte home) {
    return switch (v[at + COUNTER]) {
      case RETIRE -> retire(v, at);
      case RETIRE_COUNTED -> retireCounted(v, at);
      case DRAIN -> drain(v, at);
      case BURY -> bury(v, at, home);
      case RENEW -> renew(v, at);
      case LOOK_AGAIN -> go(v, at, Shared.isEmpty(v) ? home : OWN_AGAIN, "looks again");
      case OWN_AGAIN -> ownAgain(v, at, home);
      case LIST -> list(v, at, home);
      default -> throw new IllegalStateException("counter=" + v[at + COUNTER]);
    };
  }

  private static String go(byte[] v, int at, byte to, String did) {
    v[at + COUNTER] = to;
    if (to < RETIRE) {
      v[at + WANT] = 0;
      v[at + STOLE] = 0;
    }
    return did;
  }

  private String retire(byte[] v, int at) {
    if (shared.is(Flaw.CLOSED_BY_TWO_FIELDS)) {
      v[RETIRED + v[EPOCH]] = 1;
      return go(v, at, RETIRE_COUNTED, "owner: retires the instance");
    }
    shared.retire(v, v[EPOCH], v[at + STOLE] != 0);
    return go(v, at, afterRetire(v, at), "owner: retires the instance");
  }

  private String retireCounted(byte[] v, int at) {
    shared.retire(v, v[EPOCH], false);
    return go(v, at, afterRetire(v, at), "owner: closes it if no turn runs");
  }

  private static byte afterRetire(byte[] v, int at) {
    return v[at + WANT] == RESTART ? RENEW : DRAIN;
  }

  private String drain(byte[] v, int at) {
    v[CONSTRUCTOR] = 0;
    int word = Shared.poll(v);
    if (word == NONE) {
      return go(v, at, BURY, "owner: polls nothing");
    }
    if (Shared.cas(v, WORD + word, QUEUED, DONE)) {
      Shared.answer(v, word);
    }
    return "owner: fails a queued call";
  }

  private String bury(byte[] v, int at, byte home) {
    v[RUN] = DEAD;
    return go(v, at, shared.is(Flaw.NO_RECHECK_AFTER_DEAD) ? home : LOOK_AGAIN, "owner: → DEAD");
  }

  private static String ownAgain(byte[] v, int at, byte home) {
    boolean own = Shared.cas(v, RUN, DEAD, OWNED);
    return go(v, at, own ? DRAIN : home, own ? "DEAD → OWNED" : "finds another owner");
  }

  private String renew(byte[] v, int at) {
    v[EPOCH]++;
    v[CONSTRUCTOR] = 1;
    v[RUN] = READY;
    if (shared.is(Flaw.QUEUE_LOST_AT_RESTART)) {
      v[BOX_SIZE] = 0;
    }
    return go(v, at, LIST, "owner: next epoch, → READY");
  }

  private static String list(byte[] v, int at, byte home) {
    v[TOKENS]++;
    return go(v, at, home, "lists the actor");
  }
}
