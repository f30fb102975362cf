package dev.loomray.model.actor;

/**
 * How an actor goes from its first mailbox to its second.
 *
 * @param rule how the consumer takes calls
 * @param stack whether an offer to the first mailbox is one step (an intrusive stack), not two (JCTools' linked queue)
 * @param gap what the consumer does where an offer between its two steps hides what is behind it
 * @param calls how many calls each teller sends, at most 3
 * @param chunk how many calls the consumer polls from the second mailbox before it looks at the first
 * @param resizes whether each offer to the second mailbox enlarges it: it marks the producer index by a CAS, to an odd number, and
 *     announces its place by the release store of its second step
 * @param late whether a teller may read the run word before the second step of its offer is seen, which is a release store
 * @param thief whether somebody takes the running turn away, once
 */
record Mailboxes(
    Rule rule,
    boolean stack,
    Gap gap,
    int calls,
    int chunk,
    boolean resizes,
    boolean late,
    boolean thief) {
  /** The rule, and what is left out of it. */
  enum Rule {
    /** Polls the second, then runs all of the first until it is empty, then the polled call. */
    SECOND_THEN_FIRST,
    /** The same, but takes a first mailbox with a gap for an empty one, as relaxedPoll does. */
    GAP_IS_EMPTY,
    /** Runs all of the first, then polls the second. */
    FIRST_THEN_SECOND,
    /** Forgets the first as soon as it is found empty after the switch. */
    DROPS_EMPTY,
    /** Forgets it when it is found empty, and still is at a second look. */
    DROPS_EMPTY_TWICE,
    /** Looks at the second alone after it went to IDLE. */
    RECHECKS_SECOND_ONLY,
    /** Goes back to the first mailbox. */
    SWITCHES_BACK,
    /** Keeps the polled call in a local while it runs the first mailbox. */
    POLLED_IS_LOCAL,
    /** Takes a second mailbox whose producer index is odd for an empty one, as its isEmpty does. */
    ODD_IS_EMPTY
  }

  /** What to do at a gap. */
  enum Gap {
    /** List the actor again. */
    LIST_AGAIN,
    /** Wait for the producer, as poll does. */
    SPIN,
    /** Go to IDLE if nothing can be polled: the producer in the gap looks at the run word after its second step. */
    SLEEP
  }

  static Mailboxes linked(Rule rule, int calls) {
    return new Mailboxes(rule, false, Gap.LIST_AGAIN, calls, 1, false, false, false);
  }

  Mailboxes ofStack() {
    return new Mailboxes(rule, true, gap, calls, chunk, resizes, late, thief);
  }

  Mailboxes at(Gap gap) {
    return new Mailboxes(rule, stack, gap, calls, chunk, resizes, late, thief);
  }

  Mailboxes inChunksOf(int chunk) {
    return new Mailboxes(rule, stack, gap, calls, chunk, resizes, late, thief);
  }

  Mailboxes resizing() {
    return new Mailboxes(rule, stack, gap, calls, chunk, true, late, thief);
  }

  Mailboxes linkingLate() {
    return new Mailboxes(rule, stack, gap, calls, chunk, resizes, true, thief);
  }

  Mailboxes withThief() {
    return new Mailboxes(rule, stack, gap, calls, chunk, resizes, late, true);
  }

  boolean is(Rule rule) {
    return this.rule == rule;
  }
}
