package dev.loomray.model.actor;

/**
 * Where things are in a world of the actor model.
 *
 * <pre>
 * shared    run word, tokens, current, first, constructor, epoch, aside | mailbox | call words | instances
 * invariants   wrong | answers | begun
 * processes    counter, call, epoch, want, taken, stolen               (one row each)
 * </pre>
 */
final class Layout {
  static final int CALLS = 4; // two of each teller
  static final int EPOCHS = 3;
  static final int NONE = -1;

  // the run word
  static final int RUN = 0;
  static final byte IDLE = 0;
  static final byte READY = 1;
  static final byte RUNS = 2;
  static final byte RESTART_ASKED = 3;
  static final byte KILL_ASKED = 4;
  static final byte OWNED = 5;
  static final byte DEAD = 6;

  static final int TOKENS = 1;
  static final int CURRENT = 2; // the word of the turn that runs
  static final int FIRST = 3; // the word of a call that goes before the mailbox, of the owner
  static final int CONSTRUCTOR = 4; // whether it is to run next, of the owner
  static final int EPOCH = 5;
  static final int ASIDE = 6; // a request beside the run word: the flaw
  static final int BOX_SIZE = 7;
  static final int BOX = 8; // words, HIDDEN until linked

  static final byte HIDDEN = 64;

  // call words: the calls, their second attempts, the constructors of each epoch
  static final int WORD = BOX + CALLS;
  static final int FIRST_CONSTRUCTOR = 2 * CALLS;
  static final int WORDS = FIRST_CONSTRUCTOR + EPOCHS;
  static final byte QUEUED = 0;
  static final byte RUNNING = 1;
  static final byte CANCELLED_RUNNING = 2;
  static final byte STOLEN = 3;
  static final byte DONE = 4;

  // instances
  static final int TURNS = WORD + WORDS;
  static final int RETIRED = TURNS + EPOCHS;
  static final int MADE = RETIRED + EPOCHS;
  static final int CLOSED = MADE + EPOCHS;

  // what only the invariants read
  static final int WRONG = CLOSED + EPOCHS;
  static final int ANSWERS = WRONG + 1;
  static final int BEGUN = ANSWERS + CALLS;

  // processes
  static final int PROCESSES = BEGUN + 2;
  static final int COUNTER = 0;
  static final int CALL = 1;
  static final int AT_EPOCH = 2;
  static final int WANT = 3; // the request that an owner carries out
  static final int TAKEN = 4; // word + 1 of the call that the request took from its turn, 0 if none
  static final int STOLE =
      5; // requester: it stole the turn; carrier: its turn was stolen, for the invariants
  static final int ROW = 6;

  // what a want or a request is
  static final byte RESTART = RESTART_ASKED;
  static final byte KILL = KILL_ASKED;
  static final byte FAIL = OWNED; // the queued calls of a dead actor

  private Layout() {}

  static int teller(int call) {
    return call % CALLS / 2;
  }

  static boolean isConstructor(int word) {
    return word >= FIRST_CONSTRUCTOR;
  }
}
