package dev.loomray;

/**
 * What runs tasks. Programs mean the same on each; but for the identity of threads, the start order of tasks without
 * resources, and locks that are held across {@link ObjectRef#get()} (see {@link RayConfig#inlineDepth(int)}), none can tell
 * them apart.
 */
public enum Engine {
  /** A few virtual threads that each run tasks one after the other, more while tasks wait. The default. */
  LEASES,

  /** A virtual thread for each task. Simple, and what the other is held against. */
  REFERENCE
}
