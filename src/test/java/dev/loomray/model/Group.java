package dev.loomray.model;

/** A scope. */
final class Group extends Place {
  private final boolean failsFast;
  private volatile boolean closing;
  private volatile boolean joined;

  Group(Journal journal, Place parent, boolean failsFast) {
    super(journal, parent);
    this.failsFast = failsFast;
  }

  boolean failsFast() {
    return failsFast;
  }

  void closing() {
    closing = true;
  }

  /** Everything below has ended by itself. */
  void joined() {
    joined = true;
  }

  @Override
  boolean leavesAlone(int attempt) {
    return joined && !mayFailFast() && super.leavesAlone(attempt);
  }

  @Override
  boolean mayStop(int attempt) {
    return closing || mayFailFast() || mayBeCancelled();
  }

  /** Whether a task of the scope itself may have failed. */
  boolean mayFailFast() {
    return failsFast && anyChild(Fate::mayHaveFailed);
  }

  /** Whether a join may throw this. */
  boolean mayJoinWith(Outcome outcome) {
    return switch (outcome.kind()) {
      case VALUE -> false;
      case CANCELLED -> mayBeCancelled();
      case TIMED_OUT -> mayBeTimedOut() || mayFailFast();
      case FAILED -> failsFast && anyChild(fate -> fate.hasFailedBy(outcome.cause()));
    };
  }
}
