package dev.loomray.model.actor;

/** A rule of the actor's protocol left out; the checker has to find what goes wrong. */
enum Flaw {
  NONE,
  /** A killer takes the mailbox of an actor that runs. */
  KILLER_DRAINS_RUNNING,
  /** A carrier does not look at the run word between its claim of the call and user code. */
  NO_LOOK_AFTER_CLAIM,
  /** Who finds the request after its claim carries it out without asking the call word whether the turn was stolen. */
  CARRIES_OUT_UNASKED,
  /** A cancelled call is DONE at once, whether its turn has ended or not. */
  CANCELLED_IS_DONE,
  /** A teller that finds DEAD after its offer leaves its call there. */
  TELLER_IGNORES_DEAD,
  /** A carrier goes to IDLE and does not look at the mailbox again. */
  NO_RECHECK_AFTER_IDLE,
  /** An owner goes to DEAD and does not look at the mailbox again. */
  NO_RECHECK_AFTER_DEAD,
  /** The request is a field beside the run word. */
  REQUEST_ASIDE,
  /** A killer looks for the current call before it asks. */
  LOOKS_BEFORE_IT_ASKS,
  /** A restarter steals without a second look at the run word: its request may be carried out, the turn the next epoch's. */
  NO_CHECK_BEFORE_STEAL,
  /** A killer that meets an owner leaves. */
  KILLER_IGNORES_OWNED,
  /** A restart makes a new mailbox. */
  QUEUE_LOST_AT_RESTART,
  /** "running turns" and "retired" are two fields, so both the last turn and the owner close. */
  CLOSED_BY_TWO_FIELDS,
  /** A turn is counted after the look at the run word. */
  COUNTED_AFTER_LOOK,
  /** A carrier whose turn was stolen goes on with the actor. */
  STOLEN_GOES_ON,
  /** A call in flight that is tried again keeps its call word. */
  RETRY_KEEPS_WORD,
  /** A call that was claimed and not begun when a restart came goes back to QUEUED. */
  CLAIM_GOES_BACK;

  /** Whether the same word may be claimed again. */
  boolean comesAgain() {
    return this == RETRY_KEEPS_WORD || this == CLAIM_GOES_BACK;
  }
}
