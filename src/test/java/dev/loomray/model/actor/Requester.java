package dev.loomray.model.actor;

import static dev.loomray.model.actor.Layout.*;

/**
 * A killer or restarter.
 *
 * <pre>
 * ASK: IDLE, READY → OWNED, on as the owner    RUN → asked    RESTART_ASKED → KILL_ASKED (a killer)
 *      OWNED: wait    the same or more asked, DEAD: over
 * asked → FIND the current call → CHECK: still asked, else over: somebody has carried it out, and the call may be the next epoch's
 *      → STEAL (RUNNING → STOLEN) → STEAL_CANCELLED (CANCELLED_RUNNING → STOLEN)
 *      neither: the turn is between calls and carries it out
 * stolen → OWN: asked → OWNED, on as the owner, for what is asked by now
 * </pre>
 */
final class Requester {
  private static final byte ASK = 0;
  private static final byte FIND = 1;
  private static final byte CHECK = 2;
  private static final byte STEAL = 3;
  private static final byte STEAL_CANCELLED = 4;
  private static final byte FIND_EARLY = 5; // the flaw
  private static final byte OVER = 9;
  private static final byte OWN = 10;

  private final byte request;
  private final int index;
  private final Shared shared;
  private final Owner owner;

  Requester(byte request, int index, Shared shared) {
    this.request = request;
    this.index = index;
    this.shared = shared;
    owner = new Owner(shared);
  }

  static boolean owns(byte[] v, int at) {
    return Owner.owns(v, at) || v[at + COUNTER] == OWN;
  }

  static boolean isOver(byte[] v, int at) {
    return v[at + COUNTER] == OVER;
  }

  String step(byte[] v, int at) {
    if (Owner.isBusy(v, at)) {
      return owner.step(v, at, OVER);
    }
    return switch (v[at + COUNTER]) {
      case ASK -> ask(v, at);
      case FIND -> find(v, at);
      case CHECK -> check(v, at);
      case STEAL -> steal(v, at, RUNNING, STEAL_CANCELLED);
      case STEAL_CANCELLED -> steal(v, at, CANCELLED_RUNNING, OVER);
      case OWN -> own(v, at);
      default -> null;
    };
  }

  private static String go(byte[] v, int at, byte to, String did) {
    v[at + COUNTER] = to;
    if (to == OVER) {
      v[at + CALL] = 0;
    }
    return did;
  }

  private String ask(byte[] v, int at) {
    if (shared.is(Flaw.LOOKS_BEFORE_IT_ASKS) && v[at + AT_EPOCH] == 0) {
      v[at + AT_EPOCH] = FIND_EARLY;
      v[at + CALL] = v[CURRENT];
      return "finds the current call";
    }
    return switch (v[RUN]) {
      case IDLE, READY -> own(v, at, request, "IDLE or READY → OWNED");
      case RUNS -> askRunning(v, at);
      case RESTART_ASKED ->
          request == KILL ? asked(v, at) : go(v, at, OVER, "finds the same asked");
      case OWNED -> shared.is(Flaw.KILLER_IGNORES_OWNED) ? go(v, at, OVER, "leaves") : null;
      default -> go(v, at, OVER, "finds KILL_ASKED or DEAD");
    };
  }

  private String askRunning(byte[] v, int at) {
    if (shared.is(Flaw.KILLER_DRAINS_RUNNING)) {
      return own(v, at, request, "RUN → OWNED");
    }
    return asked(v, at);
  }

  private String asked(byte[] v, int at) {
    v[shared.is(Flaw.REQUEST_ASIDE) ? ASIDE : RUN] = request;
    boolean early = shared.is(Flaw.LOOKS_BEFORE_IT_ASKS);
    return go(v, at, early ? afterFind(v, at) : FIND, "asks");
  }

  private String find(byte[] v, int at) {
    v[at + CALL] = v[CURRENT];
    return go(v, at, afterFind(v, at), "finds the current call");
  }

  private byte afterFind(byte[] v, int at) {
    byte then = shared.is(Flaw.NO_CHECK_BEFORE_STEAL) ? STEAL : CHECK;
    return v[at + CALL] == NONE ? OVER : then;
  }

  private String check(byte[] v, int at) {
    byte request = v[shared.is(Flaw.REQUEST_ASIDE) ? ASIDE : RUN];
    boolean asked = request == RESTART || request == KILL;
    return go(v, at, asked ? STEAL : OVER, "checks that it is still asked");
  }

  private String steal(byte[] v, int at, byte from, byte otherwise) {
    int word = v[at + CALL];
    if (!Shared.cas(v, WORD + word, from, STOLEN)) {
      return go(v, at, otherwise, "cannot steal");
    }
    v[at + STOLE] = 1;
    v[at + TAKEN] = (byte) (from == RUNNING ? word + 1 : 0);
    int carriers = PROCESSES + 2 * ROW;
    for (int i = 0; i < shared.scenario.carriers(); i++) {
      Carrier.stolen(v, carriers + i * ROW, word);
    }
    return go(v, at, OWN, "steals the turn");
  }

  private String own(byte[] v, int at) {
    byte want = v[shared.is(Flaw.REQUEST_ASIDE) ? ASIDE : RUN];
    v[ASIDE] = 0;
    if (want != RESTART && want != KILL) {
      v[WRONG] = Wrong.NOT_ASKED;
      return go(v, at, OVER, "finds no request");
    }
    return own(v, at, want, "asked → OWNED");
  }

  private String own(byte[] v, int at, byte want, String did) {
    v[RUN] = OWNED;
    v[at + CALL] = 0;
    owner.begin(v, at, want);
    return did;
  }

  String text() {
    return (request == KILL ? "killer " : "restarter ") + index;
  }
}
