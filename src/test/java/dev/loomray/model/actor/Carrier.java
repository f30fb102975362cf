package dev.loomray.model.actor;

import static dev.loomray.model.actor.Layout.*;

/**
 * A carrier: pops a token, runs a batch of turns, carries out a request.
 *
 * <pre>
 * POP → START (READY → RUN, else drop the token) → NEXT
 * NEXT: poll, current = call → CLAIM (QUEUED → RUNNING, else NEXT) → LOOK at the run word → BEGIN, user code
 *       nothing → PAUSE (RUN → IDLE, else CARRY_OUT) → AGAIN: look at the mailbox, IDLE → READY, list
 *       batch over, or an offer between its steps → YIELD (RUN → READY, else CARRY_OUT), list
 * user code ends → END (RUNNING → DONE) → END_CANCELLED (CANCELLED_RUNNING → DONE) → it was STOLEN: LEAVE
 *       → LOOK_AFTER at the run word → NEXT or CARRY_OUT
 * LOOK finds a request → GIVE_UP (RUNNING → DONE) → GIVE_UP_CANCELLED → CARRY_OUT, or it was STOLEN: LEAVE
 * CARRY_OUT: asked → OWNED, and on as the owner
 * </pre>
 */
final class Carrier {
  private static final byte POP = 0;
  private static final byte START = 1;
  private static final byte NEXT = 2;
  private static final byte CLAIM = 3;
  private static final byte LOOK = 4;
  private static final byte BEGIN = 5;
  private static final byte USER_CODE = 6;
  private static final byte END = 7;
  private static final byte END_CANCELLED = 8;
  private static final byte LOOK_AFTER = 9;
  private static final byte GIVE_UP = 10;
  private static final byte GIVE_UP_CANCELLED = 11;
  private static final byte YIELD = 12;
  private static final byte PAUSE = 13;
  private static final byte CARRY_OUT = 14;
  // no longer the owner
  private static final byte LEAVE = 20;
  private static final byte LEAVE_COUNTED = 21;
  private static final byte AGAIN = 22;
  private static final byte READY_AGAIN = 23;
  private static final byte LIST = 24;

  private final Shared shared;
  private final Owner owner;

  Carrier(Shared shared) {
    this.shared = shared;
    owner = new Owner(shared);
  }

  static boolean inUserCode(byte[] v, int at) {
    return v[at + COUNTER] == USER_CODE;
  }

  static boolean owns(byte[] v, int at) {
    int counter = v[at + COUNTER];
    return Owner.owns(v, at) || (counter >= NEXT && counter < LEAVE && v[at + STOLE] == 0);
  }

  /** For the invariants: the turn of this word is no longer the actor's. */
  static void stolen(byte[] v, int at, int word) {
    int counter = v[at + COUNTER];
    if (counter >= LOOK && counter <= GIVE_UP_CANCELLED && v[at + CALL] == word) {
      v[at + STOLE] = 1;
    }
  }

  String step(byte[] v, int at, int choice) {
    if (Owner.isBusy(v, at)) {
      return choice == 0 ? owner.step(v, at, POP) : null;
    }
    if (choice == 1) {
      return yieldEarly(v, at);
    }
    return switch (v[at + COUNTER]) {
      case POP -> pop(v, at);
      case START -> start(v, at);
      case NEXT -> next(v, at);
      case CLAIM -> claim(v, at);
      case LOOK -> look(v, at);
      case BEGIN -> begin(v, at);
      case USER_CODE -> go(v, at, END, "user code ends");
      default -> end(v, at);
    };
  }

  private String end(byte[] v, int at) {
    return switch (v[at + COUNTER]) {
      case END -> end(v, at, LOOK_AFTER, END_CANCELLED);
      case END_CANCELLED -> endCancelled(v, at, LOOK_AFTER);
      case LOOK_AFTER -> go(v, at, isAsked(v) ? CARRY_OUT : NEXT, "looks at the run word");
      case GIVE_UP -> giveUp(v, at);
      case GIVE_UP_CANCELLED -> endCancelled(v, at, CARRY_OUT);
      case YIELD -> backToReady(v, at);
      case PAUSE -> pause(v, at);
      case CARRY_OUT -> carryOut(v, at);
      default -> afterwards(v, at);
    };
  }

  private String afterwards(byte[] v, int at) {
    return switch (v[at + COUNTER]) {
      case LEAVE -> leave(v, at);
      case LEAVE_COUNTED -> leaveCounted(v, at);
      case AGAIN -> go(v, at, Shared.isEmpty(v) ? POP : READY_AGAIN, "looks at the mailbox again");
      case READY_AGAIN -> go(v, at, Shared.cas(v, RUN, IDLE, READY) ? LIST : POP, "IDLE → READY?");
      case LIST -> list(v, at);
      default -> throw new IllegalStateException("counter=" + v[at + COUNTER]);
    };
  }

  private static String go(byte[] v, int at, byte to, String did) {
    v[at + COUNTER] = to;
    if (to < CLAIM || to >= YIELD && to != LEAVE && to != LEAVE_COUNTED) {
      v[at + CALL] = 0;
      v[at + AT_EPOCH] = 0;
      v[at + STOLE] = 0;
    }
    return did;
  }

  private static String pop(byte[] v, int at) {
    if (v[TOKENS] == 0) {
      return null;
    }
    v[TOKENS]--;
    return go(v, at, START, "pops a token");
  }

  private static String start(byte[] v, int at) {
    boolean mine = Shared.cas(v, RUN, READY, RUNS);
    return go(v, at, mine ? NEXT : POP, mine ? "READY → RUN" : "drops the token");
  }

  private String yieldEarly(byte[] v, int at) {
    boolean may = shared.scenario.yields() && v[at + COUNTER] == NEXT && !Shared.isEmpty(v);
    return may ? go(v, at, YIELD, "ends the batch") : null;
  }

  private String next(byte[] v, int at) {
    int word = v[CONSTRUCTOR] != 0 ? FIRST_CONSTRUCTOR + v[EPOCH] : Shared.poll(v);
    v[CONSTRUCTOR] = 0;
    if (word == NONE) {
      return go(v, at, Shared.isEmpty(v) ? PAUSE : YIELD, "polls nothing");
    }
    v[CURRENT] = (byte) word;
    v[at + CALL] = (byte) word;
    v[at + AT_EPOCH] = v[EPOCH];
    if (!shared.is(Flaw.COUNTED_AFTER_LOOK)) {
      shared.enter(v, v[EPOCH]);
    }
    return go(v, at, CLAIM, "polls, current = call");
  }

  private String claim(byte[] v, int at) {
    int word = v[at + CALL];
    if (Shared.cas(v, WORD + word, QUEUED, RUNNING)) {
      if (!isConstructor(word)) {
        claimed(v, word, v[at + AT_EPOCH]);
      }
      return go(v, at, LOOK, "QUEUED → RUNNING");
    }
    if (!shared.is(Flaw.COUNTED_AFTER_LOOK)) {
      shared.leave(v, v[at + AT_EPOCH]);
    }
    return go(v, at, NEXT, "finds the call cancelled");
  }

  private boolean isAsked(byte[] v) {
    return shared.is(Flaw.REQUEST_ASIDE) ? v[ASIDE] != 0 : v[RUN] != RUNS;
  }

  private String look(byte[] v, int at) {
    boolean asked = !shared.is(Flaw.NO_LOOK_AFTER_CLAIM) && isAsked(v);
    if (asked && shared.is(Flaw.CARRIES_OUT_UNASKED)) {
      v[at + TAKEN] = (byte) (v[at + CALL] + 1);
      shared.leave(v, v[at + AT_EPOCH]);
      return go(v, at, CARRY_OUT, "looks at the run word");
    }
    return go(v, at, asked ? GIVE_UP : BEGIN, "looks at the run word");
  }

  /**
   * The order of the calls is that of their claims. User code may begin long after: the turn is stolen before the look, which
   * finds the RUN of the next epoch, and goes on on the old instance, just as if it had been stolen in user code.
   */
  private void claimed(byte[] v, int word, int epoch) {
    int begun = BEGUN + teller(word);
    int number = word % 2 + 1;
    boolean mayCome = word >= CALLS || shared.flaw.comesAgain();
    boolean again = mayCome && v[begun] == number;
    if (v[begun] >= number && !again) {
      v[WRONG] = Wrong.OUT_OF_ORDER;
    } else if (v[MADE + epoch] == 0) {
      v[WRONG] = Wrong.NOT_MADE;
    }
    v[begun] = (byte) number;
  }

  private String begin(byte[] v, int at) {
    int word = v[at + CALL];
    int epoch = v[at + AT_EPOCH];
    if (shared.is(Flaw.COUNTED_AFTER_LOOK)) {
      shared.enter(v, epoch);
    }
    if (v[CLOSED + epoch] != 0) {
      v[WRONG] = Wrong.CLOSED_INSTANCE;
    }
    if (isConstructor(word)) {
      v[MADE + epoch] = 1;
    }
    return go(v, at, USER_CODE, "user code begins");
  }

  private String end(byte[] v, int at, byte ended, byte other) {
    if (!Shared.cas(v, WORD + v[at + CALL], RUNNING, DONE)) {
      return go(v, at, other, "is not RUNNING");
    }
    Shared.answer(v, v[at + CALL]);
    shared.leave(v, v[at + AT_EPOCH]);
    return go(v, at, ended, "RUNNING → DONE");
  }

  private String endCancelled(byte[] v, int at, byte ended) {
    int word = WORD + v[at + CALL];
    boolean cancelled = Shared.cas(v, word, CANCELLED_RUNNING, DONE);
    if (cancelled || v[word] == DONE || shared.is(Flaw.STOLEN_GOES_ON)) {
      shared.leave(v, v[at + AT_EPOCH]);
      return go(v, at, ended, "CANCELLED_RUNNING → DONE");
    }
    return go(v, at, LEAVE, "finds STOLEN");
  }

  private String giveUp(byte[] v, int at) {
    int word = v[at + CALL];
    boolean goesBack = shared.is(Flaw.CLAIM_GOES_BACK) && !isConstructor(word);
    if (!Shared.cas(v, WORD + word, RUNNING, goesBack ? QUEUED : DONE)) {
      return go(v, at, GIVE_UP_CANCELLED, "is not RUNNING");
    }
    if (goesBack) {
      v[FIRST] = (byte) word;
    } else {
      v[at + TAKEN] = (byte) (word + 1);
    }
    shared.leave(v, v[at + AT_EPOCH]);
    return go(v, at, CARRY_OUT, "gives the call up");
  }

  private static String backToReady(byte[] v, int at) {
    boolean ready = Shared.cas(v, RUN, RUNS, READY);
    return go(v, at, ready ? LIST : CARRY_OUT, "RUN → READY?");
  }

  private String pause(byte[] v, int at) {
    boolean idle = Shared.cas(v, RUN, RUNS, IDLE);
    byte then = shared.is(Flaw.NO_RECHECK_AFTER_IDLE) ? POP : AGAIN;
    return go(v, at, idle ? then : CARRY_OUT, "RUN → IDLE?");
  }

  private String carryOut(byte[] v, int at) {
    byte want = v[RUN];
    if (shared.is(Flaw.REQUEST_ASIDE)) {
      want = v[ASIDE];
      v[ASIDE] = 0;
    }
    if (want != RESTART && want != KILL) {
      v[WRONG] = Wrong.NOT_ASKED;
      return go(v, at, POP, "finds no request");
    }
    v[RUN] = OWNED;
    owner.begin(v, at, want);
    return "asked → OWNED";
  }

  private String leave(byte[] v, int at) {
    if (shared.is(Flaw.CLOSED_BY_TWO_FIELDS)) {
      shared.leave(v, v[at + AT_EPOCH]);
      return go(v, at, LEAVE_COUNTED, "counts its turn off");
    }
    shared.leaveStolen(v, v[at + AT_EPOCH]);
    return go(v, at, POP, "leaves its instance");
  }

  private String leaveCounted(byte[] v, int at) {
    if (v[RETIRED + v[at + AT_EPOCH]] != 0) {
      shared.close(v, v[at + AT_EPOCH]);
    }
    return go(v, at, POP, "closes it if it is retired");
  }

  private static String list(byte[] v, int at) {
    v[TOKENS]++;
    return go(v, at, POP, "lists the actor");
  }
}
