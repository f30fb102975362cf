package dev.loomray.simulation.actor;

import dev.loomray.ObjectRef;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/** A call of an actor: what its turns do, and what is known of it. No two threads touch it in between two points. */
final class Asked {
  /** What a turn does. */
  enum Deed {
    /** Returns. */
    NOTHING,
    /** Sleeps. */
    SLEEP,
    /** Sleeps, whoever interrupts it. */
    DEAF,
    /** Takes the lock of all, and sleeps. */
    LOCK,
    /** Throws what is the call's own, or returns. */
    THROW,
    /** Throws what restarts the actor, or returns. */
    CRASH,
    /** Ends the actor. */
    EXIT,
    /** Acts as a caller. */
    ACT
  }

  final int number;
  final Caller caller;
  final Role role;
  final Deed deed;
  final Random random;
  // the caller knew that the actor was dead
  final boolean isLate;

  ObjectRef<Integer> ref;
  boolean failingArgument;
  boolean hasTimeout;
  boolean wasCancelled;
  int starts;
  int running;
  boolean threw;
  final Set<Integer> results = new HashSet<>();
  // the answer is awaited
  boolean isHeard;
  int answers;
  private Integer value;
  private Throwable failure;

  Asked(int number, Caller caller, Role role, Deed deed, Random random) {
    this.number = number;
    this.caller = caller;
    this.role = role;
    this.deed = deed;
    this.random = random;
    this.isLate = role.isDead;
  }

  /** Its answer has come. */
  void answered(Integer result, Throwable thrown) {
    answers++;
    value = result;
    failure = thrown;
  }

  /** The answer, if it is a failure. */
  Throwable failure() {
    return failure;
  }

  /** Whether its time may be over. */
  boolean isTimed() {
    return hasTimeout || caller.isTimed();
  }

  /** Whether it may have been cancelled. */
  boolean isCancelled() {
    return wasCancelled || caller.isCancelled();
  }

  /** Whether the answer is what a turn of it has returned. */
  boolean hasResult() {
    return results.contains(value);
  }

  /** A turn returns. */
  int result() {
    int result = 100 * number + starts;
    results.add(result);
    return result;
  }

  @Override
  public String toString() {
    return "call " + number + " of " + caller + " to " + role + " (" + deed + ")";
  }
}
