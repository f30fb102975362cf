package dev.loomray.internal.base;

/** One round of a spin: a hint to the processor, or a yield point under simulation. */
@FunctionalInterface
public interface Idle {
  /** Does nothing useful, briefly. */
  void spin();
}
