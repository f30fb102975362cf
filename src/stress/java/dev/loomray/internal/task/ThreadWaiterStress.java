package dev.loomray.internal.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A parked thread is always woken by the last of the refs that it waits for. */
final class ThreadWaiterStress {
  private static final Owner OWNER = StillOwner.withCpus(1);
  private static final long LOST_NANOS = TimeUnit.SECONDS.toNanos(5);

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

  /** Registers and parks as Waits does; a sleep that nobody ended counts as lost. */
  private static String waitFor(int count, Ref<?>... refs) {
    ThreadWaiter waiter = new ThreadWaiter(count, false);
    for (Ref<?> ref : refs) {
      if (!ref.addWaiter(waiter)) {
        waiter.count(ref);
      }
    }
    while (!waiter.isDone()) {
      long start = System.nanoTime();
      LockSupport.parkNanos(waiter, LOST_NANOS);
      if (System.nanoTime() - start >= LOST_NANOS) {
        return "lost";
      }
    }
    waiter.giveUp();
    return "woken";
  }
}
