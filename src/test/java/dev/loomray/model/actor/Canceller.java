package dev.loomray.model.actor;

import static dev.loomray.model.actor.Layout.*;

/** Cancels the first call of the first teller: QUEUED → DONE, or RUNNING → CANCELLED_RUNNING. */
final class Canceller {
  private static final byte QUEUED_ONE = 0;
  private static final byte RUNNING_ONE = 1;
  private static final byte OVER = 2;
  private static final int VICTIM = 0;

  private final Shared shared;

  Canceller(Shared shared) {
    this.shared = shared;
  }

  String step(byte[] v, int at) {
    return switch (v[at + COUNTER]) {
      case QUEUED_ONE -> cancel(v, at, QUEUED, DONE, RUNNING_ONE);
      case RUNNING_ONE ->
          cancel(
              v, at, RUNNING, shared.is(Flaw.CANCELLED_IS_DONE) ? DONE : CANCELLED_RUNNING, OVER);
      default -> null;
    };
  }

  private static String cancel(byte[] v, int at, byte from, byte to, byte otherwise) {
    boolean done = Shared.cas(v, WORD + VICTIM, from, to);
    if (done) {
      Shared.answer(v, VICTIM);
    }
    v[at + COUNTER] = done ? OVER : otherwise;
    return done ? "cancels the call" : "fails to cancel the call";
  }
}
