package dev.loomray.model.actor;

import static dev.loomray.model.actor.Layout.*;

/** Sends its calls, one after the other: offers in two steps, then looks at the run word. */
final class Teller {
  private static final byte OFFER = 0;
  private static final byte LINK = 1;
  private static final byte LOOK = 2;
  private static final byte MAKE_READY = 3;
  private static final byte LIST = 4;
  private static final byte OWN_DEAD = 5;
  private static final byte LOOK_EARLY = 6;
  private static final byte LINK_LATE = 7; // plus what comes then: OFFER, MAKE_READY or OWN_DEAD

  private final int number;
  private final Shared shared;
  private final Owner owner;

  Teller(int number, Shared shared) {
    this.number = number;
    this.shared = shared;
    owner = new Owner(shared);
  }

  String step(byte[] v, int at) {
    if (Owner.isBusy(v, at)) {
      return owner.step(v, at, OFFER);
    }
    return switch (v[at + COUNTER]) {
      case OFFER -> offer(v, at);
      case LINK -> link(v, at, LOOK);
      case LOOK -> go(v, at, afterLook(v), "looks at the run word");
      case MAKE_READY -> go(v, at, Shared.cas(v, RUN, IDLE, READY) ? LIST : OFFER, "IDLE → READY?");
      case LIST -> list(v, at);
      case OWN_DEAD -> ownDead(v, at);
      case LOOK_EARLY ->
          go(v, at, (byte) (LINK_LATE + afterLook(v)), "looks at the run word early");
      case LINK_LATE -> link(v, at, OFFER);
      case LINK_LATE + MAKE_READY -> link(v, at, MAKE_READY);
      case LINK_LATE + OWN_DEAD -> link(v, at, OWN_DEAD);
      default -> throw new IllegalStateException("counter=" + v[at + COUNTER]);
    };
  }

  private static String go(byte[] v, int at, byte to, String did) {
    v[at + COUNTER] = to;
    return did;
  }

  private String offer(byte[] v, int at) {
    if (number >= shared.scenario.tellers() || v[at + CALL] == shared.scenario.calls()) {
      return null;
    }
    Shared.offer(v, 2 * number + v[at + CALL]);
    return go(v, at, shared.scenario.late() ? LOOK_EARLY : LINK, "takes a place in the mailbox");
  }

  private String link(byte[] v, int at, byte then) {
    Shared.link(v, 2 * number + v[at + CALL]++);
    return go(v, at, then, "links its call");
  }

  private byte afterLook(byte[] v) {
    return switch (v[RUN]) {
      case IDLE -> MAKE_READY;
      case DEAD -> shared.is(Flaw.TELLER_IGNORES_DEAD) ? OFFER : OWN_DEAD;
      default -> OFFER;
    };
  }

  private static String list(byte[] v, int at) {
    v[TOKENS]++;
    return go(v, at, OFFER, "lists the actor");
  }

  private String ownDead(byte[] v, int at) {
    if (!Shared.cas(v, RUN, DEAD, OWNED)) {
      return go(v, at, OFFER, "finds another owner");
    }
    owner.begin(v, at, FAIL);
    return "DEAD → OWNED";
  }
}
