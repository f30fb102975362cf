package dev.loomray.jmh;

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

  private long before;

  /** Looks before. */
  @Setup(Level.Invocation)
  public void before() {
    before = UsedHeap.bytes();
  }

  /** Looks after. */
  @TearDown(Level.Invocation)
  public void after() {
    bytesPerTask = (double) (UsedHeap.bytes() - before) / TASKS;
  }
}
