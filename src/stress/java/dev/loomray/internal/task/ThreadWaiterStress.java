package dev.loomray.internal.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.loomray.internal.base.Patience;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** A parked thread is always woken by the last of the refs that it waits for. */
final class ThreadWaiterStress {
  private static final Owner OWNER = StillOwner.withCpus(1);

  private ThreadWaiterStress() {}

  /** One ref. */
  @JCStressTest
  @Outcome(id = "woken", expect = ACCEPTABLE, desc = "went on")
  @Outcome(id = "lost", expect = FORBIDDEN, desc = "slept on although the ref was settled")
  @State
  public static class OneRef {
    private final Ref<String> ref = new Ref<>(OWNER);

    @Actor
    public void settle() {
      ref.settle("a");
    }

    @Actor
    public void await(L_Result r) {
      r.r1 = waitFor(1, ref);
    }
  }

  /** Two refs, of which the second may be settled while the thread is still registering. */
  @JCStressTest
  @Outcome(id = "woken", expect = ACCEPTABLE, desc = "went on")
  @Outcome(id = "lost", expect = FORBIDDEN, desc = "slept on although both refs were settled")
  @State
  public static class TwoRefs {
    private final Ref<String> one = new Ref<>(OWNER);
    private final Ref<String> two = new Ref<>(OWNER);

    @Actor
    public void settle() {
      one.settle("a");
      two.settle("b");
    }

    @Actor
    public void await(L_Result r) {
      r.r1 = waitFor(2, two, one);
    }
  }

  /** One of two refs fails, and the other is never settled: who asked for all is told at once. */
  @JCStressTest
  @Outcome(id = "TaskException", expect = ACCEPTABLE, desc = "got the failure")
  @Outcome(id = "lost", expect = FORBIDDEN, desc = "slept on although one had failed")
  @State
  public static class FirstFails {
    private final Owner owner = StillOwner.withCpus(1);
    private final Ref<String> fails = new Ref<>(owner);
    private final Ref<String> never = new Ref<>(owner);

    @Actor
    public void settle() {
      fails.settle(StillOwner.broken());
    }

    @Actor
    public void await(L_Result r) {
      r.r1 = StillOwner.answer(() -> owner.waits().getAll(List.of(never, fails), Parking.FOREVER));
    }
  }

  /** A task fails while a thread waits for it: the failure is read, and not reported. */
  @JCStressTest
  @Outcome(id = "TaskException, 0", expect = ACCEPTABLE, desc = "got the failure")
  @Outcome(id = "TaskException, 1", expect = FORBIDDEN, desc = "reported although it was read")
  @Outcome(id = "lost, .*", expect = FORBIDDEN, desc = "slept on although it had failed")
  @State
  public static class FailAndGet {
    private final AtomicInteger reports = new AtomicInteger();
    private final Owner owner =
        StillOwner.on(new StillThreads(), 1, report -> reports.incrementAndGet());
    private final Task<String> task = StillTask.idle(owner);

    @Actor
    public void fail() {
      task.settle(StillOwner.broken());
    }

    @Actor
    public void get(LI_Result r) {
      r.r1 = StillOwner.answer(task::get);
    }

    @Arbiter
    public void after(LI_Result r) {
      owner.reportUnread();
      r.r2 = reports.get();
    }
  }

  /** Registers and parks as Waits does. */
  private static String waitFor(int count, Ref<?>... refs) {
    return Patience.await(
        () -> {
          ThreadWaiter waiter = new ThreadWaiter(count, false);
          for (Ref<?> ref : refs) {
            if (!ref.addWaiter(waiter)) {
              waiter.count(ref);
            }
          }
          String woken = Patience.park(waiter::isDone);
          waiter.giveUp();
          return woken;
        });
  }
}
