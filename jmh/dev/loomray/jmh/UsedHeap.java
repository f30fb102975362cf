package dev.loomray.jmh;

import java.lang.management.ManagementFactory;

/** The heap in use, when what is not reachable has gone. */
final class UsedHeap {
  private UsedHeap() {}

  /** The second collection takes what the first one's cleaners and references have let go. */
  static long bytes() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
