package dev.loomray.internal.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.loomray.error.RayClosedException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LIZ_Result;
import org.openjdk.jcstress.infra.results.LI_Result;

/** A timer runs once at most, never after it was cancelled, and leaves nothing behind. */
final class TimersStress {
  private static final long LATER = TimeUnit.HOURS.toNanos(1);

  private TimersStress() {}

  /** A timer is cancelled while it is scheduled: it never runs. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "gone, and did not run")
  @Outcome(id = "1, .*", expect = FORBIDDEN, desc = "ran although it was cancelled")
  @State
  public static class ScheduleAndCancel {
    private final Timers timers = StillOwner.withCpus(1).timers();
    private final AtomicInteger runs = new AtomicInteger();
    private final Timer timer = timers.prepare(0, runs::incrementAndGet);

    @Actor
    public void schedule() {
      timers.schedule(timer);
    }

    @Actor
    public void cancel() {
      timers.cancel(timer);
    }

    @Arbiter
    public void after(II_Result r) {
      timers.runDue();
      r.r1 = runs.get();
      r.r2 = timers.size();
    }
  }

  /** A timer is cancelled while it becomes due. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "cancelled first")
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "ran first")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "ran twice, or is still there")
  @State
  public static class CancelAndRunDue {
    private final Timers timers = StillOwner.withCpus(1).timers();
    private final AtomicInteger runs = new AtomicInteger();
    private final Timer timer = timers.prepare(0, runs::incrementAndGet);

    public CancelAndRunDue() {
      timers.schedule(timer);
    }

    @Actor
    public void run() {
      timers.runDue();
    }

    @Actor
    public void cancel() {
      timers.cancel(timer);
    }

    @Arbiter
    public void after(II_Result r) {
      timers.runDue();
      r.r1 = runs.get();
      r.r2 = timers.size();
    }
  }

  /** A timer that is due comes while others run: it runs, once, now or in the next round. */
  @JCStressTest
  @Outcome(id = "11, 0", expect = ACCEPTABLE, desc = "each ran once")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "lost, or run twice")
  @State
  public static class ScheduleAndRunDue {
    private final Timers timers = StillOwner.withCpus(1).timers();
    private final AtomicInteger runs = new AtomicInteger();

    public ScheduleAndRunDue() {
      timers.schedule(timers.prepare(0, () -> runs.addAndGet(10)));
    }

    @Actor
    public void schedule() {
      timers.schedule(timers.prepare(0, runs::incrementAndGet));
    }

    @Actor
    public void run() {
      timers.runDue();
    }

    @Arbiter
    public void after(II_Result r) {
      timers.runDue();
      r.r1 = runs.get();
      r.r2 = timers.size();
    }
  }

  /** Two of four are cancelled at the same time: the others keep their places and their order. */
  @JCStressTest
  @Outcome(id = "bd, 0", expect = ACCEPTABLE, desc = "the others ran in their order")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "the heap is broken")
  @State
  public static class CancelAndCancel {
    private final Timers timers = StillOwner.withCpus(1).timers();
    private final StringBuilder ran = new StringBuilder();
    private final long past = System.nanoTime() - LATER;
    private final Timer a = schedule("a", 1);
    private final Timer c = schedule("c", 3);

    public CancelAndCancel() {
      schedule("d", 4);
      schedule("b", 2);
    }

    private Timer schedule(String name, long at) {
      Timer timer = new Timer(past + at, () -> ran.append(name));
      timers.schedule(timer);
      return timer;
    }

    @Actor
    public void first() {
      timers.cancel(a);
    }

    @Actor
    public void second() {
      timers.cancel(c);
    }

    @Arbiter
    public void after(LI_Result r) {
      timers.runDue();
      r.r1 = ran.toString();
      r.r2 = timers.size();
    }
  }

  /** A timer's ref is cancelled while its time comes: one of the two settles it, and it is gone. */
  @JCStressTest
  @Outcome(id = "value, 0, true", expect = ACCEPTABLE, desc = "its time came first")
  @Outcome(id = "CANCELLED, 0, true", expect = ACCEPTABLE, desc = "cancelled first")
  @Outcome(id = "pending, .*", expect = FORBIDDEN, desc = "each left it to the other")
  @State
  public static class ExpireAndCancel {
    private final Owner owner = StillOwner.withCpus(1);
    private final TimerRef ref = TimerRef.after(owner, 1);

    @Actor
    public void expire() {
      owner.timers().runDue();
    }

    @Actor
    public void cancel() {
      ref.cancel();
    }

    @Arbiter
    public void after(LIZ_Result r) {
      owner.timers().runDue();
      r.r1 = StillTask.outcome(ref);
      r.r2 = owner.timers().size();
      r.r3 = ref.parent() == null;
    }
  }

  /** A timer's ref is made while the Ray is closed: it is refused, or stopped with the rest. */
  @JCStressTest
  @Outcome(id = "refused, 0", expect = ACCEPTABLE, desc = "closed first")
  @Outcome(id = "CANCELLED, 0", expect = ACCEPTABLE, desc = "made first, and stopped")
  @Outcome(id = "pending, .*", expect = FORBIDDEN, desc = "slipped through")
  @Outcome(id = ".*, 1", expect = FORBIDDEN, desc = "its timer was left behind")
  @State
  public static class MakeAndClose {
    private final Owner owner = StillOwner.withCpus(1);
    private TimerRef ref;

    @Actor
    public void make() {
      try {
        ref = TimerRef.after(owner, LATER);
      } catch (RayClosedException e) {
        ref = null;
      }
    }

    @Actor
    public void close() {
      owner.tree().stop(owner.tree().root(), Stop.rayClosed());
    }

    @Arbiter
    public void after(LI_Result r) {
      r.r1 = ref == null ? "refused" : StillTask.outcome(ref);
      r.r2 = owner.timers().size();
    }
  }
}
