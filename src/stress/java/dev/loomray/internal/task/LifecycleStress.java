package dev.loomray.internal.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLI_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** Closing a Ray ends everything that is unfinished and every wait, and lets nothing in. */
final class LifecycleStress {
  private static final long LONG = TimeUnit.HOURS.toNanos(1);

  private LifecycleStress() {}

  /** Closes; the engine never ends, so it is not waited for. */
  private static void close(Owner owner) {
    owner.lifecycle().exit(0);
  }

  /** Two threads close: one stops the task, and both return after that, not before. */
  @JCStressTest
  @Outcome(id = "1 ENDED, 0 ENDED", expect = ACCEPTABLE, desc = "the first stopped it")
  @Outcome(id = "0 ENDED, 1 ENDED", expect = ACCEPTABLE, desc = "the second stopped it")
  @Outcome(id = ".*lost.*", expect = FORBIDDEN, desc = "one slept on although it was closed")
  @Outcome(id = ".*WAITING.*", expect = FORBIDDEN, desc = "one returned before the task ended")
  @State
  public static class CloseAndClose {
    private final Owner owner = StillOwner.ended(1, report -> {});
    private final Task<String> task = StillTask.idle(owner);

    @Actor
    public void first(LL_Result r) {
      r.r1 = StillOwner.answer(this::exit);
    }

    @Actor
    public void second(LL_Result r) {
      r.r2 = StillOwner.answer(this::exit);
    }

    private String exit() {
      return owner.lifecycle().exit(LONG).size() + " " + task.status();
    }
  }

  /** A task is submitted while the Ray is closed: it is refused, or stopped with the rest. */
  @JCStressTest
  @Outcome(id = "RayClosedException, none, 1", expect = ACCEPTABLE, desc = "refused")
  @Outcome(id = "submitted, ENDED, 1", expect = ACCEPTABLE, desc = "taken, and stopped")
  @Outcome(id = "submitted, STARTING, .*", expect = FORBIDDEN, desc = "slipped through")
  @Outcome(id = ".*, 0", expect = FORBIDDEN, desc = "its CPU was lost")
  @State
  public static class CloseAndSubmit {
    private final Owner owner = StillOwner.withCpus(1);
    private Task<String> task;

    @Actor
    public void close() {
      LifecycleStress.close(owner);
    }

    @Actor
    public void submit(LLI_Result r) {
      r.r1 =
          StillOwner.answer(
              () -> {
                task = StillTask.submitted(owner, StillTask.ONE_CPU, StillTask.WORKS);
                return "submitted";
              });
    }

    @Arbiter
    public void after(LLI_Result r) {
      r.r2 = task == null ? "none" : task.status();
      r.r3 = StillTask.freeCpus(owner);
    }
  }

  /** A thread begins to wait for a task while the Ray is closed: the wait ends. */
  @JCStressTest
  @Outcome(id = "RayClosedException", expect = ACCEPTABLE, desc = "came too late")
  @Outcome(id = "TaskCancelledException", expect = ACCEPTABLE, desc = "told of the stop")
  @Outcome(id = "lost", expect = FORBIDDEN, desc = "slept on although the Ray was closed")
  @State
  public static class CloseAndGet {
    private final Owner owner = StillOwner.withCpus(1);
    private final Task<String> task = StillTask.idle(owner);

    @Actor
    public void close() {
      LifecycleStress.close(owner);
    }

    @Actor
    public void get(L_Result r) {
      r.r1 = StillOwner.answer(task::get);
    }
  }

  /** A thread begins to wait until nothing is left while the Ray is closed: the wait ends. */
  @JCStressTest
  @Outcome(id = "RayClosedException", expect = ACCEPTABLE, desc = "came too late")
  @Outcome(id = "true", expect = ACCEPTABLE, desc = "saw that nothing was left")
  @Outcome(id = "lost", expect = FORBIDDEN, desc = "slept on although nothing was left")
  @State
  public static class CloseAndAwaitIdle {
    private final Owner owner = StillOwner.withCpus(1);
    private final Task<String> task = StillTask.idle(owner);

    @Actor
    public void close() {
      LifecycleStress.close(owner);
    }

    @Actor
    public void await(L_Result r) {
      r.r1 = StillOwner.answer(() -> owner.lifecycle().awaitIdle(LONG));
    }
  }
}
