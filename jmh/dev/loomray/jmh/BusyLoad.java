package dev.loomray.jmh;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Eight busy actors of the contender that is probed, and what they get done. JMH adds such counters
 * up over iterations and forks: divide by their number, or read the raw data.
 */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class BusyLoad {
  private static final double NANOS_PER_MICRO = 1e3;
  private static final double PERCENT = 100;

  /** How long a turn computes when it has a core for itself. */
  @Param({"50", "5000", "50000"})
  private int turnMicros;

  /** Turns times their length, over the time. */
  public double cores;

  /** Turns that ran on virtual threads, of a hundred. */
  public double virtualPercent;

  private int tokens;
  private BusyActors<?, ?> actors;
  private long start;
  private long turns;
  private long virtualTurns;

  /** Measures how much work a turn is, while nothing else runs. */
  @Setup
  public void calibrate() {
    tokens = BusyActors.tokens(turnMicros);
  }

  <A, F> long probe(ActorContender<A, F> by) throws Exception {
    if (actors == null) {
      actors = by.busy(tokens);
    }
    return by.counter().ask();
  }

  /** Looks before. */
  @Setup(Level.Iteration)
  public void before() {
    start = System.nanoTime();
    if (actors != null) {
      turns = actors.turns();
      virtualTurns = actors.virtualTurns();
    }
  }

  /** Looks after. */
  @TearDown(Level.Iteration)
  public void after() {
    long done = actors.turns() - turns;
    double micros = (System.nanoTime() - start) / NANOS_PER_MICRO;
    cores = done * turnMicros / micros;
    virtualPercent = PERCENT * (actors.virtualTurns() - virtualTurns) / Math.max(1, done);
  }
}
