package dev.loomray.model.actor;

/**
 * Processes that take atomic steps on one world, a row of bytes: shared memory, the processes' program counters and locals,
 * and what the invariants remember. Memory is sequentially consistent, as volatile fields and CAS are.
 */
interface Model {
  byte[] start();

  int processes();

  /** How many different steps a process may choose from. */
  int choices();

  /**
   * Takes the next step of a process.
   *
   * @return what it did; null if it cannot do anything
   */
  String step(byte[] world, int process, int choice);

  /** Whether the next step of the process may never come: it is in user code. */
  boolean mayStay(byte[] world, int process);

  /** What must not be, in any state; null if all is well. */
  String wrong(byte[] world);

  /**
   * What must not be where only user code can go on, if anything can; null if all is well.
   *
   * @param ended whether nothing can go on
   */
  String wrongAtRest(byte[] world, boolean ended);

  String processName(int process);

  /** A line for a counterexample. */
  String describe(byte[] world);
}
