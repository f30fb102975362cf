package dev.loomray.jmh;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import org.openjdk.jmh.infra.Blackhole;

/** Eight actors that compute without a pause: each has always a message more than it works on. */
final class BusyActors<A, F> {
  private static final int ACTORS = 8;
  private static final int QUEUED = 2;
  private static final int TRIAL_TOKENS = 10_000_000;
  private static final int TRIALS = 10;
  private static final long NANOS_PER_MICRO = 1_000;

  private final ActorWork<A, F> work;
  private final List<A> actors = new ArrayList<>();
  private final List<Worker> workers = new ArrayList<>();
  private final AtomicLong turns = new AtomicLong();
  private final AtomicLong virtualTurns = new AtomicLong();
  private volatile boolean stopped;

  /** Starts them, with turns of so many tokens. */
  BusyActors(ActorWork<A, F> work, int tokens) {
    this.work = work;
    for (int i = 0; i < ACTORS; i++) {
      Worker worker = new Worker();
      A actor = work.spawn(1, () -> worker).getFirst();
      worker.self = more -> work.tell(actor, more);
      actors.add(actor);
      workers.add(worker);
    }
    for (int i = 0; i < QUEUED; i++) {
      actors.forEach(actor -> work.tell(actor, tokens));
    }
  }

  /** How many tokens keep a core busy for that long, if it does nothing else. */
  static int tokens(int micros) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < TRIALS; i++) {
      long start = System.nanoTime();
      Blackhole.consumeCPU(TRIAL_TOKENS);
      best = Math.min(best, System.nanoTime() - start);
    }
    return Math.toIntExact(TRIAL_TOKENS * NANOS_PER_MICRO * micros / best);
  }

  long turns() {
    return turns.get();
  }

  long virtualTurns() {
    return virtualTurns.get();
  }

  /** Lets them run dry, and sees that every message has been handled. */
  void stop() throws Exception {
    stopped = true;
    for (A actor : actors) {
      work.await(work.ask(actor, 0)); // a turn that did not see it may have told once more
    }
    for (int i = 0; i < ACTORS; i++) {
      long handled = work.await(work.ask(actors.get(i), 0));
      Expect.equal("turns of busy actor " + i, workers.get(i).told, handled);
    }
  }

  private final class Worker extends Counter {
    private IntConsumer self;
    private long told = QUEUED;
    private long handled;

    @Override
    void add(int tokens) {
      Blackhole.consumeCPU(tokens);
      handled++;
      turns.incrementAndGet();
      if (Thread.currentThread().isVirtual()) {
        virtualTurns.incrementAndGet();
      }
      if (!stopped) {
        told++;
        self.accept(tokens);
      }
    }

    @Override
    long addAndGet(int by) {
      return handled;
    }
  }
}
