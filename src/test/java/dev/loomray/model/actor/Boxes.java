package dev.loomray.model.actor;

/** Where things are in a world of the mailbox model, and what one step does to a mailbox. */
final class Boxes {
  static final int MOST = 6; // calls
  static final int NONE = -1;
  static final byte HIDDEN = 64;
  static final byte ODD = 32; // hidden, and the mailbox is being enlarged for it

  static final int RUN = 0;
  static final byte IDLE = 0;
  static final byte READY = 1;
  static final byte RUNS = 2;

  static final int TOKENS = 1;
  static final int OPEN = 2; // which mailbox tellers are sent to
  static final int SWITCHED = 3; // the owner's
  static final int CLEAR =
      4; // the first mailbox was empty after the last poll of the second, the owner's
  static final int DROPPED = 5; // how often the first was found empty, for the flaws
  static final int WRONG = 6;
  static final int NEXT_OF = 7; // the next call expected of each teller
  static final int POLLED = 9; // polled from the second, the owner's
  static final int FIRST = POLLED + 1 + MOST;
  static final int SECOND = FIRST + 1 + MOST;
  static final int PROCESSES = SECOND + 1 + MOST;
  static final int COUNTER = 0;
  static final int CALL = 1;
  static final int HELD = 2; // the mailbox that a teller has read
  static final int ROW = 3;

  private Boxes() {}

  static int call(int teller, int number) {
    return 3 * teller + number;
  }

  static void add(byte[] v, int box, int call) {
    v[box + 1 + v[box]++] = (byte) call;
  }

  static void link(byte[] v, int box, int call) {
    for (int i = 1; i <= v[box]; i++) {
      if ((v[box + i] & ~ODD) == (call | HIDDEN)) {
        v[box + i] = (byte) call;
      }
    }
  }

  /** NONE if the mailbox is empty, or an offer between its two steps is the first. */
  static int poll(byte[] v, int box) {
    if (!isReadable(v, box)) {
      return NONE;
    }
    int call = v[box + 1];
    v[box]--;
    System.arraycopy(v, box + 2, v, box + 1, v[box]);
    v[box + 1 + v[box]] = 0;
    return call;
  }

  static boolean isEmpty(byte[] v, int box) {
    return v[box] == 0;
  }

  /** Whether a producer enlarges the mailbox, which the others wait for. */
  static boolean isOdd(byte[] v, int box) {
    return v[box] > 0 && (v[box + v[box]] & ODD) != 0;
  }

  static boolean isReadable(byte[] v, int box) {
    return v[box] > 0 && (v[box + 1] & HIDDEN) == 0;
  }
}
