package dev.loomray.model.actor;

import static dev.loomray.model.actor.Boxes.*;

import dev.loomray.model.actor.Mailboxes.Gap;
import dev.loomray.model.actor.Mailboxes.Rule;

/**
 * A carrier, as far as it takes calls out of mailboxes.
 *
 * <pre>
 * not switched      poll the first: run it                          (at any time: switch, once)
 * nothing polled    poll the second: keep the call as polled;  nothing → poll the first: run it;  nothing → pause
 * polled            poll the first: run it;  empty → run the polled call;  a gap → not yet
 * pause             RUN → IDLE, look at both mailboxes, IDLE → READY, list
 * </pre>
 */
final class Consumer {
  private static final byte POP = 0;
  private static final byte START = 1;
  private static final byte NEXT = 2;
  private static final byte FIRST_ALONE = 3;
  private static final byte SECOND_AFTER = 4; // the flaw
  private static final byte USER_CODE = 5;
  private static final byte LIST_AGAIN = 6;
  private static final byte PAUSE = 7;
  private static final byte AGAIN = 8;
  private static final byte READY_AGAIN = 9;
  private static final byte LIST = 10;
  private static final byte STOLEN = 11;

  private final Mailboxes mailboxes;

  Consumer(Mailboxes mailboxes) {
    this.mailboxes = mailboxes;
  }

  static boolean inUserCode(byte[] v, int at) {
    return v[at + COUNTER] == USER_CODE;
  }

  /** A thief makes the actor ready for another carrier. */
  void steal(byte[] v, int at) {
    v[at + COUNTER] = STOLEN;
    v[RUN] = READY;
    v[TOKENS]++;
    if (mailboxes.is(Rule.POLLED_IS_LOCAL)) {
      poll(v, POLLED);
    }
  }

  String step(byte[] v, int at, int choice) {
    if (choice == 1) {
      return v[at + COUNTER] == NEXT ? chooseElse(v) : null;
    }
    return switch (v[at + COUNTER]) {
      case POP -> pop(v, at);
      case START -> start(v, at);
      case NEXT -> next(v, at);
      case FIRST_ALONE -> firstAlone(v, at);
      case SECOND_AFTER -> runOrPause(v, at, poll(v, SECOND), "polls the second");
      case USER_CODE -> go(v, at, NEXT, "user code ends");
      default -> end(v, at);
    };
  }

  private String end(byte[] v, int at) {
    return switch (v[at + COUNTER]) {
      case LIST_AGAIN -> leave(v, at, READY, LIST, "RUN → READY");
      case PAUSE -> leave(v, at, IDLE, AGAIN, "RUN → IDLE");
      case AGAIN -> go(v, at, isAnything(v) ? READY_AGAIN : POP, "looks again");
      case READY_AGAIN -> readyAgain(v, at);
      case LIST -> list(v, at);
      case STOLEN -> go(v, at, POP, "its turn was stolen");
      default -> throw new IllegalStateException("counter=" + v[at + COUNTER]);
    };
  }

  private static String go(byte[] v, int at, byte to, String did) {
    v[at + COUNTER] = to;
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
    if (v[RUN] != READY) {
      return go(v, at, POP, "drops the token");
    }
    v[RUN] = RUNS;
    return go(v, at, NEXT, "READY → RUN");
  }

  /** Switches, or polls one more. */
  private String chooseElse(byte[] v) {
    if (v[SWITCHED] == 0) {
      v[SWITCHED] = 1;
      v[OPEN] = 1;
      return "switches to the second";
    }
    if (mailboxes.is(Rule.SWITCHES_BACK) && v[OPEN] == 1) {
      v[OPEN] = 0;
      return "switches back";
    }
    boolean may = v[POLLED] > 0 && v[POLLED] < mailboxes.chunk() && isReadable(v, SECOND);
    return may ? keep(v, poll(v, SECOND)) : null;
  }

  private static String keep(byte[] v, int call) {
    add(v, POLLED, call);
    v[CLEAR] = 0;
    return "polls the second";
  }

  private String next(byte[] v, int at) {
    if (v[SWITCHED] == 0) {
      return runOrPause(v, at, poll(v, FIRST), "polls the first");
    }
    if (mailboxes.is(Rule.FIRST_THEN_SECOND)) {
      int call = poll(v, FIRST);
      return call == NONE ? go(v, at, SECOND_AFTER, "polls the first") : run(v, at, call);
    }
    if (v[POLLED] > 0) {
      return polled(v, at);
    }
    int call = poll(v, SECOND);
    return call == NONE ? go(v, at, FIRST_ALONE, "polls the second") : keep(v, call);
  }

  private String polled(byte[] v, int at) {
    boolean gap = !isEmpty(v, FIRST) && !isReadable(v, FIRST);
    if (v[CLEAR] == 0 && !isDropped(v) && !(gap && mailboxes.is(Rule.GAP_IS_EMPTY))) {
      if (gap) {
        return pauseAtGap(v, at, "finds a gap in the first");
      }
      if (!isEmpty(v, FIRST)) {
        return run(v, at, poll(v, FIRST));
      }
      countEmpty(v);
      v[CLEAR] = 1;
    }
    return run(v, at, poll(v, POLLED));
  }

  private String firstAlone(byte[] v, int at) {
    if (isDropped(v)) {
      return runOrPause(v, at, NONE, "has dropped the first");
    }
    if (isEmpty(v, FIRST)) {
      countEmpty(v);
    }
    return runOrPause(v, at, poll(v, FIRST), "polls the first");
  }

  private static void countEmpty(byte[] v) {
    v[DROPPED] = (byte) Math.min(2, v[DROPPED] + 1);
  }

  private boolean isDropped(byte[] v) {
    return switch (mailboxes.rule()) {
      case DROPS_EMPTY -> v[DROPPED] >= 1;
      case DROPS_EMPTY_TWICE -> v[DROPPED] >= 2;
      default -> false;
    };
  }

  private String runOrPause(byte[] v, int at, int call, String did) {
    if (call != NONE) {
      return run(v, at, call);
    }
    boolean gap = (!isEmpty(v, FIRST) && !isDropped(v)) || !isSecondEmpty(v);
    return gap ? pauseAtGap(v, at, did) : go(v, at, PAUSE, did);
  }

  private String pauseAtGap(byte[] v, int at, String did) {
    return switch (mailboxes.gap()) {
      case LIST_AGAIN -> go(v, at, LIST_AGAIN, did);
      case SPIN -> v[at + COUNTER] == NEXT ? null : go(v, at, NEXT, did);
      case SLEEP -> go(v, at, PAUSE, did);
    };
  }

  private static String run(byte[] v, int at, int call) {
    if (v[NEXT_OF + call / 3]++ != call % 3) {
      v[WRONG] = 1;
    }
    return go(v, at, USER_CODE, "runs a call");
  }

  private static String leave(byte[] v, int at, byte word, byte then, String did) {
    if (v[RUN] != RUNS) {
      v[WRONG] = 2;
    }
    v[RUN] = word;
    return go(v, at, then, did);
  }

  private boolean isAnything(byte[] v) {
    if (mailboxes.gap() == Gap.SLEEP) {
      boolean ready = v[POLLED] > 0 && isEmpty(v, FIRST);
      return ready || isReadable(v, FIRST) || (v[POLLED] == 0 && isReadable(v, SECOND));
    }
    boolean first = !isEmpty(v, FIRST) && !isDropped(v);
    boolean looksAtFirst = v[SWITCHED] == 0 || !mailboxes.is(Rule.RECHECKS_SECOND_ONLY);
    return (first && looksAtFirst) || !isSecondEmpty(v);
  }

  private boolean isSecondEmpty(byte[] v) {
    boolean oddOnly = v[SECOND] == 1 && isOdd(v, SECOND);
    return isEmpty(v, SECOND) || (oddOnly && mailboxes.is(Rule.ODD_IS_EMPTY));
  }

  private static String readyAgain(byte[] v, int at) {
    boolean idle = v[RUN] == IDLE;
    v[RUN] = idle ? READY : v[RUN];
    return go(v, at, idle ? LIST : POP, "IDLE → READY?");
  }

  private static String list(byte[] v, int at) {
    v[TOKENS]++;
    return go(v, at, POP, "lists the actor");
  }
}
