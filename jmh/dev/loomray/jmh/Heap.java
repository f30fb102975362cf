package dev.loomray.jmh;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What an invocation leaves on the heap, per task. JMH adds such counters up over iterations and
 * forks: with more than one fork read the raw data, not the score.
 */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class Heap {
  /** How many tasks an invocation starts. */
  static final int TASKS = 1_000_000;

  /** The counter. */
  public double bytesPerTask;

  private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
  private long before;

  /** Looks before. */
  @Setup(Level.Invocation)
  public void before() {
    before = used();
  }

  /** Looks after. */
  @TearDown(Level.Invocation)
  public void after() {
    bytesPerTask = (double) (used() - before) / TASKS;
  }

  /** The second collection takes what the first one's cleaners and references have let go. */
  private long used() {
    System.gc();
    System.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }
}
