package dev.loomray.internal.base;

/** What a thread does that has nothing to do but to wait: a hint to the processor, or a yield point under simulation. */
@FunctionalInterface
public interface Idle {
  /** Does nothing useful, briefly. */
  void spin();

  /** Lets others have the processor, briefly. */
  default void giveWay() {
    spin();
  }

  /** Whether a thread that must wait for work runs it itself where it may; a simulation leaves it to chance. */
  default boolean prefersToRun() {
    return true;
  }
}
