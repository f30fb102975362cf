package dev.loomray.internal.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.loomray.internal.base.Patience;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LI_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * The engine's owner thread, which is one of the racing threads here, sleeps only if there is
 * nothing to do, and whatever is given to the engine runs once, also when it has ended.
 */
final class ReferenceEngineStress {
  private ReferenceEngineStress() {}

  /** Work that counts its runs, and may be the last that its engine gets. */
  private static final class Counted implements TaskEngine.Work {
    private final AtomicInteger runs = new AtomicInteger();
    private final Runnable then;

    Counted(Runnable then) {
      this.then = then;
    }

    @Override
    public void run(TaskPlace place) {
      runs.incrementAndGet();
      then.run();
    }

    @Override
    public boolean refused(Throwable reason) {
      return false;
    }
  }

  /** An engine whose owner is whoever calls {@link #own}. */
  private static final class Engine {
    private final StillThreads threads = new StillThreads();
    private final Owner owner = StillOwner.on(threads, 1, report -> {});
    private final TaskEngine engine = owner.engine();

    String own() {
      return Patience.await(
          () -> {
            threads.runEngine(owner);
            return "ended";
          });
    }
  }

  /** Work comes while the owner goes to sleep. Nothing but this work lets the engine end. */
  @JCStressTest
  @Outcome(id = "ended, 1", expect = ACCEPTABLE, desc = "it ran")
  @Outcome(id = "lost, .*", expect = FORBIDDEN, desc = "the owner slept on")
  @State
  public static class StartAndSleep {
    private final Engine it = new Engine();
    private final Counted work = new Counted(it.engine::shutdown);

    @Actor
    public void own(LI_Result r) {
      r.r1 = it.own();
    }

    @Actor
    public void start() {
      it.engine.start(work);
    }

    @Arbiter
    public void after(LI_Result r) {
      r.r2 = work.runs.get();
    }
  }

  /** A timer that is earlier than all others comes while the owner goes to sleep. */
  @JCStressTest
  @Outcome(id = "ended", expect = ACCEPTABLE, desc = "it ran")
  @Outcome(id = "lost", expect = FORBIDDEN, desc = "the owner slept on")
  @State
  public static class ScheduleAndSleep {
    private static final long LONG_AFTER = Long.MAX_VALUE / 4;

    private final Engine it = new Engine();
    private final Timers timers = it.owner.timers();

    public ScheduleAndSleep() {
      timers.schedule(timers.prepare(LONG_AFTER, () -> {}));
    }

    @Actor
    public void own(L_Result r) {
      r.r1 = it.own();
    }

    @Actor
    public void schedule() {
      timers.schedule(timers.prepare(0, it.engine::shutdown));
    }
  }

  /** The engine is shut down while the owner goes to sleep. */
  @JCStressTest
  @Outcome(id = "ended", expect = ACCEPTABLE, desc = "it ended")
  @Outcome(id = "lost", expect = FORBIDDEN, desc = "the owner slept on")
  @State
  public static class ShutdownAndSleep {
    private final Engine it = new Engine();

    @Actor
    public void own(L_Result r) {
      r.r1 = it.own();
    }

    @Actor
    public void shutdown() {
      it.engine.shutdown();
    }
  }

  /** The last work ends, on a thread of its own, while the engine is shut down. */
  @JCStressTest
  @Outcome(id = "ended, 1", expect = ACCEPTABLE, desc = "it ended after the work")
  @Outcome(id = "lost, .*", expect = FORBIDDEN, desc = "the owner slept on")
  @Outcome(id = "ended, 0", expect = FORBIDDEN, desc = "it ended before the work")
  @State
  public static class FinishAndShutdown {
    private final Engine it = new Engine();
    private final Counted work = new Counted(() -> {});

    public FinishAndShutdown() {
      it.engine.start(work);
    }

    @Actor
    public void own(LI_Result r) {
      r.r1 = it.own();
      r.r2 = work.runs.get();
    }

    @Actor
    public void shutdown() {
      it.engine.shutdown();
    }
  }

  /** Work comes while the engine ends: in time or late, it runs once. */
  @JCStressTest
  @Outcome(id = "ended, 1", expect = ACCEPTABLE, desc = "it ran")
  @Outcome(id = "ended, 0", expect = FORBIDDEN, desc = "it was lost")
  @State
  public static class StartAndEnd {
    private final Engine it = new Engine();
    private final Counted work = new Counted(() -> {});

    public StartAndEnd() {
      it.engine.shutdown();
    }

    @Actor
    public void own(LI_Result r) {
      r.r1 = it.own();
    }

    @Actor
    public void start() {
      it.engine.start(work);
    }

    @Arbiter
    public void after(LI_Result r) {
      r.r2 = work.runs.get();
    }
  }

  /** Two threads bring work to an engine that has ended: each runs once, whoever takes it. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "each ran once")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "lost, or run twice")
  @State
  public static class LateAndLate {
    private final TaskEngine engine = StillOwner.ended(1, report -> {}).engine();
    private final Counted one = new Counted(() -> {});
    private final Counted two = new Counted(() -> {});

    @Actor
    public void first() {
      engine.start(one);
    }

    @Actor
    public void second() {
      engine.start(two);
    }

    @Arbiter
    public void after(II_Result r) {
      r.r1 = one.runs.get();
      r.r2 = two.runs.get();
    }
  }
}
