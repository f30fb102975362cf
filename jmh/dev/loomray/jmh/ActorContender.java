package dev.loomray.jmh;

import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One who answers the actors' questions. JMH makes only the one that a benchmark asks, so that
 * nobody else's threads run beside it; the actors of a question are made when it is first asked.
 */
@State(Scope.Benchmark)
public abstract class ActorContender<A, F> {
  private ActorWork<A, F> work;
  private CounterQuestions<A, F> counter;
  private CrowdQuestions<A, F> crowd;
  private PingPong<A, F> game;
  private BusyActors<A, F> busy;

  abstract ActorWork<A, F> begin();

  /** Starts the contender, and the actor that several threads may ask. */
  @Setup
  public void start() {
    work = begin();
    counter = new CounterQuestions<>(work);
  }

  /** Sees that nothing was lost. */
  @TearDown(Level.Iteration)
  public void check() throws Exception {
    counter.check();
    if (game != null) {
      game.check();
    }
  }

  /** Ends it; what computes ends first. */
  @TearDown
  public void stop() throws Exception {
    if (busy != null) {
      busy.stop();
    }
    work.close();
  }

  ActorWork<A, F> work() {
    return work;
  }

  CounterQuestions<A, F> counter() {
    return counter;
  }

  CrowdQuestions<A, F> crowd() {
    if (crowd == null) {
      crowd = new CrowdQuestions<>(work);
    }
    return crowd;
  }

  PingPong<A, F> game() {
    if (game == null) {
      game = new PingPong<>(work);
    }
    return game;
  }

  BusyActors<A, F> busy(int tokens) {
    if (busy == null) {
      busy = new BusyActors<>(work, tokens);
    }
    return busy;
  }
}
