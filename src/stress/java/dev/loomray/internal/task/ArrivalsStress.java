package dev.loomray.internal.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.loomray.ObjectRef;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.results.ZLI_Result;

/** What is handed out as refs are settled: each ref once, to an iterator or a future. */
final class ArrivalsStress {
  private ArrivalsStress() {}

  private static String next(Iterator<? extends ObjectRef<String>> refs) {
    return refs.next().get();
  }

  /** Two refs are settled while a thread iterates: it gets each once, in that order. */
  @JCStressTest
  @Outcome(id = "ab", expect = ACCEPTABLE, desc = "both, in order")
  @Outcome(id = "lost", expect = FORBIDDEN, desc = "slept on although both were settled")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "twice, or in another order")
  @State
  public static class SettleAndNext {
    private final Owner owner = StillOwner.withCpus(1);
    private final Ref<String> a = new Ref<>(owner);
    private final Ref<String> b = new Ref<>(owner);

    @Actor
    public void settle() {
      a.settle("a");
      b.settle("b");
    }

    @Actor
    public void iterate(L_Result r) {
      r.r1 =
          StillOwner.answer(
              () -> {
                var refs = owner.waits().<String>asCompleted(List.of(a, b)).iterator();
                return next(refs) + next(refs);
              });
    }
  }

  /** Two threads settle one ref each: the iterator gets both. */
  @JCStressTest
  @Outcome(id = "a, b", expect = ACCEPTABLE, desc = "both")
  @Outcome(id = "b, a", expect = ACCEPTABLE, desc = "both, the other way round")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "one twice, or none")
  @State
  public static class SettleAndSettle {
    private final Owner owner = StillOwner.withCpus(1);
    private final Ref<String> a = new Ref<>(owner);
    private final Ref<String> b = new Ref<>(owner);
    private final Iterator<ObjectRef<String>> refs =
        owner.waits().<String>asCompleted(List.of(a, b)).iterator();

    @Actor
    public void first() {
      a.settle("a");
    }

    @Actor
    public void second() {
      b.settle("b");
    }

    @Arbiter
    public void after(LL_Result r) {
      r.r1 = StillOwner.answer(() -> next(refs));
      r.r2 = StillOwner.answer(() -> next(refs));
    }
  }

  /** A future is made while its ref is settled: it is completed. */
  @JCStressTest
  @Outcome(id = "a", expect = ACCEPTABLE, desc = "completed with the value")
  @Outcome(id = "none", expect = FORBIDDEN, desc = "never completed")
  @State
  public static class SettleAndMakeFuture {
    private final Owner owner = StillOwner.ended(1, report -> {});
    private final Ref<String> ref = new Ref<>(owner);
    private CompletableFuture<String> future;

    @Actor
    public void settle() {
      ref.settle("a");
    }

    @Actor
    public void make() {
      future = ref.toFuture();
    }

    @Arbiter
    public void after(L_Result r) {
      r.r1 = future.getNow("none");
    }
  }

  /**
   * A user cancels a future while its task fails: the failure is in the future, or reported, or,
   * when the future was cancelled in between, handed to it too late.
   */
  @JCStressTest
  @Outcome(id = "false, FAILED, 0", expect = ACCEPTABLE, desc = "handed over")
  @Outcome(id = "true, CANCELLED, 1", expect = ACCEPTABLE, desc = "reported")
  @Outcome(id = "true, CANCELLED, 0", expect = ACCEPTABLE, desc = "handed over too late")
  @Outcome(id = "false, .*, 1", expect = FORBIDDEN, desc = "reported although it was handed over")
  @Outcome(id = ".*, RUNNING, .*", expect = FORBIDDEN, desc = "never completed")
  @State
  public static class FailAndCancelFuture {
    private final AtomicInteger reports = new AtomicInteger();
    private final Owner owner = StillOwner.ended(1, report -> reports.incrementAndGet());
    private final Task<String> task = StillTask.idle(owner);
    private final CompletableFuture<String> future = task.toFuture();

    @Actor
    public void fail() {
      task.settle(StillOwner.broken());
    }

    @Actor
    public void cancel(ZLI_Result r) {
      r.r1 = future.cancel(false);
    }

    @Arbiter
    public void after(ZLI_Result r) {
      owner.reportUnread();
      r.r2 = future.state();
      r.r3 = reports.get();
    }
  }
}
