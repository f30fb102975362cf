package dev.loomray.model.actor;

import java.util.List;

/**
 * Who takes part.
 *
 * @param tellers how many callers there are, at most 2
 * @param calls how many calls each teller sends, at most 2
 * @param carriers how many carriers there are
 * @param cancels whether somebody cancels the first call of the first teller
 * @param requests what each requester asks, RESTART or KILL
 * @param retries whether a call that a restart took from its turn is tried again, once
 * @param yields whether a batch may end while calls are queued
 * @param constructs whether the first constructor is still to run
 * @param late whether a teller may read the run word before the second step of its offer is seen, which is a release store
 * @param follows whether the close hook follows the steal instead of a count of turns
 */
record Scenario(
    int tellers,
    int calls,
    int carriers,
    boolean cancels,
    List<Byte> requests,
    boolean retries,
    boolean yields,
    boolean constructs,
    boolean late,
    boolean follows) {
  static Scenario of(int tellers, int calls, Byte... requests) {
    return new Scenario(
        tellers, calls, 2, false, List.of(requests), false, false, false, false, false);
  }

  Scenario cancelling() {
    return new Scenario(
        tellers, calls, carriers, true, requests, retries, yields, constructs, late, follows);
  }

  Scenario retrying() {
    return new Scenario(
        tellers, calls, carriers, cancels, requests, true, yields, constructs, late, follows);
  }

  Scenario yielding() {
    return new Scenario(
        tellers, calls, carriers, cancels, requests, retries, true, constructs, late, follows);
  }

  Scenario constructing() {
    return new Scenario(
        tellers, calls, carriers, cancels, requests, retries, yields, true, late, follows);
  }

  Scenario linkingLate() {
    return new Scenario(
        tellers, calls, carriers, cancels, requests, retries, yields, constructs, true, follows);
  }

  Scenario closingByTheft() {
    return new Scenario(
        tellers, calls, carriers, cancels, requests, retries, yields, constructs, late, true);
  }
}
