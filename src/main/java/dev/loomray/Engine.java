package dev.loomray;

/**
 * What runs tasks. Programs mean the same on each; but for the identity of threads and the start order of tasks without
 * resources, none can tell them apart.
 */
public enum Engine {
  /** A few virtual threads that each run tasks one after the other, more while tasks wait. */
  LEASES,

  /** A virtual thread for each task. Simple, and what the other is held against. The default. */
  REFERENCE
}
