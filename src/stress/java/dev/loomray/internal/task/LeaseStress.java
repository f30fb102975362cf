package dev.loomray.internal.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.IZ_Result;

/**
 * A lease on the thread of an actor: work that comes while it goes to rest is run once, and it ends when
 * its engine does. A lease that is not told hangs the test, which is a failure too.
 */
final class LeaseStress {
  private LeaseStress() {}

  /** What a lease keeps is taken by itself or by the monitor. */
  @JCStressTest
  @Outcome(id = "1, 2, 0", expect = ACCEPTABLE, desc = "kept, then taken")
  @Outcome(id = "0, 1, 2", expect = ACCEPTABLE, desc = "taken, then kept")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "lost, or run twice")
  @State
  public static class KeepAndTake {
    private final NextWork next = new NextWork();
    private final Background one = new Background(() -> {}, false);
    private final Background two = new Background(() -> {}, false);

    public KeepAndTake() {
      next.keep(one);
    }

    private int number(TaskEngine.Work work) {
      return work == one ? 1 : work == two ? 2 : 0;
    }

    @Actor
    public void keep(III_Result r) {
      r.r1 = number(next.keep(two));
    }

    @Actor
    public void monitor(III_Result r) {
      r.r2 = number(next.take());
    }

    @Arbiter
    public void after(III_Result r) {
      r.r3 = number(next.take());
    }
  }

  /** The child that a task waits for is taken by the task or by the monitor. */
  @JCStressTest
  @Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "by the task")
  @Outcome(id = "0, 1, 0", expect = ACCEPTABLE, desc = "by the monitor")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "by both, or by none")
  @State
  public static class TakeAndTake {
    private final NextWork next = new NextWork();
    private final Background work = new Background(() -> {}, false);

    public TakeAndTake() {
      next.keep(work);
    }

    @Actor
    public void task(III_Result r) {
      r.r1 = next.take(work) ? 1 : 0;
    }

    @Actor
    public void monitor(III_Result r) {
      r.r2 = next.take() == null ? 0 : 1;
    }

    @Arbiter
    public void after(III_Result r) {
      r.r3 = next.isEmpty() ? 0 : 1;
    }
  }

  /** Work comes, then the engine ends, while a lease goes to rest. */
  @JCStressTest
  @Outcome(id = "1, true", expect = ACCEPTABLE, desc = "the work ran, and the lease ended")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "lost, or run twice")
  @State
  public static class RestAndWakeAndEnd {
    private final LeaseEngine engine = (LeaseEngine) StillOwner.ofLeases().engine();
    private final Lease lease = new Lease(engine);
    private final AtomicInteger runs = new AtomicInteger();

    public RestAndWakeAndEnd() {
      engine.places().force();
    }

    @Actor
    public void lease() {
      lease.run();
    }

    @Actor
    public void others() {
      engine.background(runs::incrementAndGet);
      engine.end();
    }

    @Arbiter
    public void after(IZ_Result r) {
      r.r1 = runs.get();
      r.r2 = lease.isGone();
    }
  }
}
