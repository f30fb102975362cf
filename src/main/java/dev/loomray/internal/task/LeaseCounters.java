package dev.loomray.internal.task;

/**
 * What leases have done so far, one or all of an engine.
 *
 * @param runs how much work they have run
 * @param made how many there were
 * @param ended how many of these have ended
 * @param lent how many places the monitor gave away, since the lease was parked elsewhere
 * @param handedOver how many places were given back by tasks that wait
 * @param inlined how many gets ran a child on their own thread
 */
record LeaseCounters(long runs, long made, long ended, long lent, long handedOver, long inlined) {
  static final LeaseCounters NONE = new LeaseCounters(0, 0, 0, 0, 0, 0);

  LeaseCounters plus(LeaseCounters other) {
    return new LeaseCounters(
        runs + other.runs,
        made + other.made,
        ended + other.ended,
        lent + other.lent,
        handedOver + other.handedOver,
        inlined + other.inlined);
  }

  @Override
  public String toString() {
    return "%d runs, %d made, %d ended, %d lent, %d handed over, %d inlined"
        .formatted(runs, made, ended, lent, handedOver, inlined);
  }
}
