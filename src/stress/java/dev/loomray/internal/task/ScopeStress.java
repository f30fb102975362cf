package dev.loomray.internal.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;
import org.openjdk.jcstress.infra.results.LLI_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LLZ_Result;
import org.openjdk.jcstress.infra.results.LZ_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** What is in a scope ends with it, whatever ends it, and who joins it learns of its failure. */
final class ScopeStress {
  private static final ScopeSettings FAIL_FAST = ScopeSettings.DEFAULT.failFast();

  private ScopeStress() {}

  private static Scope node(ScopeView view) {
    return (Scope) view.node();
  }

  private static boolean isTreeEmpty(Owner owner) {
    return Siblings.first(owner.tree().root()) == null;
  }

  private static Task<String> task(Owner owner, ScopeView view, Settings settings) {
    return StillTask.submitted(owner, settings, view.node(), StillTask.BREAKS);
  }

  /** A task is submitted while the scope is closed: it is refused, or ends with the scope. */
  @JCStressTest
  @Outcome(id = "IllegalStateException, none, true", expect = ACCEPTABLE, desc = "refused")
  @Outcome(id = "submitted, ENDED, true", expect = ACCEPTABLE, desc = "taken, and stopped")
  @Outcome(id = "submitted, .*", expect = FORBIDDEN, desc = "slipped through")
  @State
  public static class CloseAndSubmit {
    private final Owner owner = StillOwner.withCpus(1);
    private final ScopeView view = ScopeView.open(owner, ScopeSettings.DEFAULT);
    private Task<String> task;

    @Actor
    public void close() {
      view.close();
    }

    @Actor
    public void submit(LLZ_Result r) {
      r.r1 =
          StillOwner.answer(
              () -> {
                task = task(owner, view, StillTask.ONE_CPU);
                return "submitted";
              });
    }

    @Arbiter
    public void after(LLZ_Result r) {
      r.r2 = task == null ? "none" : task.status();
      r.r3 = isTreeEmpty(owner);
    }
  }

  /** A close that waits for the last task is woken when that ends. */
  @JCStressTest
  @Outcome(id = "closed, true", expect = ACCEPTABLE, desc = "woken")
  @Outcome(id = "lost, .*", expect = FORBIDDEN, desc = "slept on although nothing was left")
  @State
  public static class CloseAndEndOfTask {
    private final Owner owner = StillOwner.withCpus(1);
    private final ScopeView view = ScopeView.open(owner, ScopeSettings.DEFAULT);
    private final Task<String> task = task(owner, view, StillTask.ONE_CPU);

    @Actor
    public void run() {
      StillTask.run(task);
    }

    @Actor
    public void close(LZ_Result r) {
      r.r1 = StillOwner.answer(() -> closed(view));
    }

    @Arbiter
    public void after(LZ_Result r) {
      r.r2 = isTreeEmpty(owner);
    }
  }

  /** A task fails while the scope is closed: one of the two ends the scope and the other task. */
  @JCStressTest
  @Outcome(id = "closed, TASK, ENDED", expect = ACCEPTABLE, desc = "failed fast first")
  @Outcome(id = "closed, CANCELLED, ENDED", expect = ACCEPTABLE, desc = "closed first")
  @Outcome(id = "lost, .*", expect = FORBIDDEN, desc = "close slept on")
  @State
  public static class FailFastAndClose {
    private final Owner owner = StillOwner.withCpus(1);
    private final ScopeView view = ScopeView.open(owner, FAIL_FAST);
    private final Scope scope = node(view);
    private final Task<String> fails = task(owner, view, StillTask.ONE_CPU);
    private final Task<String> other = task(owner, view, StillTask.ONE_CPU);

    @Actor
    public void run() {
      StillTask.run(fails);
    }

    @Actor
    public void close(LLL_Result r) {
      r.r1 = StillOwner.answer(() -> closed(view));
    }

    @Arbiter
    public void after(LLL_Result r) {
      r.r2 = StillTask.outcome(scope);
      r.r3 = other.status();
    }
  }

  /** The only task fails while a thread joins: who sees that nothing is left sees the failure. */
  @JCStressTest
  @Outcome(id = "TaskException", expect = ACCEPTABLE, desc = "joined, and got the failure")
  @Outcome(id = "joined", expect = FORBIDDEN, desc = "the failure was missed")
  @Outcome(id = "lost", expect = FORBIDDEN, desc = "slept on although nothing was left")
  @State
  public static class FailFastAndJoin {
    private final Owner owner = StillOwner.withCpus(1);
    private final ScopeView view = ScopeView.open(owner, FAIL_FAST);
    private final Task<String> fails = task(owner, view, StillTask.ONE_CPU);

    @Actor
    public void run() {
      StillTask.run(fails);
    }

    @Actor
    public void join(L_Result r) {
      r.r1 = StillOwner.answer(() -> joined(view));
    }
  }

  /** The only task runs out of time while a thread joins. */
  @JCStressTest
  @Outcome(id = "TaskTimeoutException", expect = ACCEPTABLE, desc = "joined, and got the failure")
  @Outcome(id = "joined", expect = FORBIDDEN, desc = "the failure was missed")
  @Outcome(id = "lost", expect = FORBIDDEN, desc = "slept on although nothing was left")
  @State
  public static class TaskTimeoutAndJoin {
    private final Owner owner = StillOwner.withCpus(1);
    private final ScopeView view = ScopeView.open(owner, FAIL_FAST);

    public TaskTimeoutAndJoin() {
      task(owner, view, StillTask.ONE_CPU.timeout(StillTask.AT_ONCE));
    }

    @Actor
    public void timeOut() {
      owner.timers().runDue();
    }

    @Actor
    public void join(L_Result r) {
      r.r1 = StillOwner.answer(() -> joined(view));
    }
  }

  /** The scope's time is over while it is closed: one of the two ends it, and the timer is gone. */
  @JCStressTest
  @Outcome(id = "TIMEOUT, ENDED, 0", expect = ACCEPTABLE, desc = "its time was over first")
  @Outcome(id = "CANCELLED, ENDED, 0", expect = ACCEPTABLE, desc = "closed first")
  @Outcome(id = ".*, 1", expect = FORBIDDEN, desc = "the timer was left behind")
  @State
  public static class TimeoutAndClose {
    private final Owner owner = StillOwner.withCpus(1);
    private final ScopeView view =
        ScopeView.open(owner, ScopeSettings.DEFAULT.timeout(StillTask.AT_ONCE));
    private final Scope scope = node(view);
    private final Task<String> task = task(owner, view, StillTask.ONE_CPU);

    @Actor
    public void timeOut() {
      owner.timers().runDue();
    }

    @Actor
    public void close() {
      view.close();
    }

    @Arbiter
    public void after(LLI_Result r) {
      r.r1 = StillTask.outcome(scope);
      r.r2 = task.status();
      r.r3 = owner.timers().size();
    }
  }

  /** A scope with a timeout is opened while the Ray is closed: refused, or stopped at once. */
  @JCStressTest
  @Outcome(id = "RayClosedException, 0", expect = ACCEPTABLE, desc = "refused")
  @Outcome(id = "CANCELLED, 0", expect = ACCEPTABLE, desc = "opened, and stopped")
  @Outcome(id = "pending, .*", expect = FORBIDDEN, desc = "slipped through")
  @Outcome(id = ".*, 1", expect = FORBIDDEN, desc = "the timer was left behind")
  @State
  public static class OpenAndCloseOfRay {
    private final Owner owner = StillOwner.withCpus(1);
    private ScopeView view;

    @Actor
    public void open(LI_Result r) {
      r.r1 =
          StillOwner.answer(
              () -> view = ScopeView.open(owner, ScopeSettings.DEFAULT.timeout(StillTask.LATER)));
    }

    @Actor
    public void close() {
      owner.lifecycle().exit(0);
    }

    @Arbiter
    public void after(LI_Result r) {
      r.r1 = view == null ? r.r1 : StillTask.outcome(node(view));
      r.r2 = owner.timers().size();
    }
  }

  /** Two threads close: both return, and the scope is gone. */
  @JCStressTest
  @Outcome(id = "closed, closed, true", expect = ACCEPTABLE, desc = "both returned")
  @Outcome(id = ".*lost.*", expect = FORBIDDEN, desc = "one slept on")
  @State
  public static class CloseAndClose {
    private final Owner owner = StillOwner.withCpus(1);
    private final ScopeView view = ScopeView.open(owner, ScopeSettings.DEFAULT);

    public CloseAndClose() {
      task(owner, view, StillTask.ONE_CPU);
    }

    @Actor
    public void first(LLZ_Result r) {
      r.r1 = StillOwner.answer(() -> closed(view));
    }

    @Actor
    public void second(LLZ_Result r) {
      r.r2 = StillOwner.answer(() -> closed(view));
    }

    @Arbiter
    public void after(LLZ_Result r) {
      r.r3 = isTreeEmpty(owner);
    }
  }

  private static String closed(ScopeView view) {
    view.close();
    return "closed";
  }

  private static String joined(ScopeView view) {
    view.join();
    return "joined";
  }
}
