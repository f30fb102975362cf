package dev.loomray.internal.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.loomray.internal.base.Patience;
import dev.loomray.internal.task.Task.Status;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLI_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.ZZL_Result;

/**
 * Whatever a task is doing when it is stopped, it ends, and leaves no CPU taken, no place in a
 * queue and no timer behind. Its attempts are run as the engine runs them, by an actor.
 */
final class TaskStopStress {
  private static final Settings RETRIED =
      StillTask.ONE_CPU.retries(1).backoff(StillTask.LATER, StillTask.LATER);
  private static final Settings RETRIED_AT_ONCE =
      StillTask.ONE_CPU.retries(1).backoff(StillTask.AT_ONCE, StillTask.AT_ONCE);

  private TaskStopStress() {}

  private static void look(Task<?> task, LLI_Result r) {
    Owner owner = task.owner();
    r.r1 = task.status();
    r.r2 = StillTask.outcome(task);
    r.r3 = 100 * owner.timers().size() + 10 * StillTask.queued(owner) + StillTask.freeCpus(owner);
  }

  /** A task that asks for nothing is stopped on its way to a thread. */
  @JCStressTest
  @Outcome(id = "ENDED, CANCELLED, 1", expect = ACCEPTABLE, desc = "ended")
  @Outcome(id = "STARTING, .*", expect = FORBIDDEN, desc = "nobody took it to the end")
  @State
  public static class AdmitForNothingAndStop {
    private final Owner owner = StillOwner.withCpus(1);
    private final Task<String> task = StillTask.idle(owner, Settings.DEFAULT.name("task"));

    @Actor
    public void admit() {
      owner.admission().admit(task, Status.WAITING);
    }

    @Actor
    public void stop() {
      task.cancel();
    }

    @Arbiter
    public void after(LLI_Result r) {
      look(task, r);
    }
  }

  /** A task is stopped while it waits in the queue of a CPU that becomes free. */
  @JCStressTest
  @Outcome(id = "ENDED, CANCELLED, 1", expect = ACCEPTABLE, desc = "ended, and nothing is held")
  @Outcome(id = "QUEUED, .*", expect = FORBIDDEN, desc = "nobody took it to the end")
  @Outcome(id = "STARTING, .*", expect = FORBIDDEN, desc = "nobody took it to the end")
  @State
  public static class StartQueuedAndStop {
    private final Owner owner = StillOwner.withCpus(1);
    private final Task<String> before =
        StillTask.submitted(owner, StillTask.ONE_CPU, StillTask.WORKS);
    private final Task<String> task =
        StillTask.submitted(owner, StillTask.ONE_CPU, StillTask.WORKS);

    @Actor
    public void endTheOneBefore() {
      StillTask.run(before);
    }

    @Actor
    public void stop() {
      task.cancel();
    }

    @Arbiter
    public void after(LLI_Result r) {
      look(task, r);
    }
  }

  /** A task is stopped while it starts, runs and ends. */
  @JCStressTest
  @Outcome(id = "ENDED, value, 1", expect = ACCEPTABLE, desc = "the value came first")
  @Outcome(id = "ENDED, CANCELLED, 1", expect = ACCEPTABLE, desc = "the stop came first")
  @Outcome(id = "ENDED, .*, 0", expect = FORBIDDEN, desc = "its CPU was lost")
  @State
  public static class RunAndStop {
    private final Task<String> task =
        StillTask.submitted(StillOwner.withCpus(1), StillTask.ONE_CPU, StillTask.WORKS);

    @Actor
    public void run() {
      StillTask.run(task);
    }

    @Actor
    public void stop() {
      task.cancel();
    }

    @Arbiter
    public void after(LLI_Result r) {
      look(task, r);
    }
  }

  /** A task is stopped while it starts to wait: its thread is interrupted, or never began. */
  @JCStressTest
  @Outcome(id = "ran, ENDED", expect = ACCEPTABLE, desc = "ended")
  @Outcome(id = "lost, .*", expect = FORBIDDEN, desc = "slept on although it was stopped")
  @State
  public static class WaitAndStop {
    private final Task<String> task =
        StillTask.submitted(
            StillOwner.withCpus(1), StillTask.ONE_CPU, WaitAndStop::untilInterrupted);

    private static String untilInterrupted() {
      while (!Thread.interrupted()) {
        LockSupport.park();
      }
      return "v";
    }

    @Actor
    public void run(LL_Result r) {
      r.r1 =
          Patience.await(
              () -> {
                StillTask.run(task);
                return "ran";
              });
    }

    @Actor
    public void stop() {
      task.cancel();
    }

    @Arbiter
    public void after(LL_Result r) {
      r.r2 = task.status();
    }
  }

  /** A task is stopped while its attempt fails and the wait for the next one begins. */
  @JCStressTest
  @Outcome(id = "ENDED, CANCELLED, 1", expect = ACCEPTABLE, desc = "ended, and nothing is left")
  @Outcome(id = "BACKOFF, .*", expect = FORBIDDEN, desc = "nobody took it to the end")
  @Outcome(id = ".*, 101", expect = FORBIDDEN, desc = "its timer was left behind")
  @State
  public static class BackOffAndStop {
    private final Task<String> task =
        StillTask.submitted(StillOwner.withCpus(1), RETRIED, StillTask.BREAKS);

    @Actor
    public void run() {
      StillTask.run(task);
    }

    @Actor
    public void stop() {
      task.cancel();
    }

    @Arbiter
    public void after(LLI_Result r) {
      look(task, r);
    }
  }

  /** A task is stopped while the wait for its next attempt ends. */
  @JCStressTest
  @Outcome(id = "ENDED, CANCELLED, 1", expect = ACCEPTABLE, desc = "ended, and nothing is held")
  @Outcome(id = "STARTING, .*", expect = FORBIDDEN, desc = "nobody took it to the end")
  @Outcome(id = "ENDED, .*, 0", expect = FORBIDDEN, desc = "its CPU was lost")
  @State
  public static class TryAgainAndStop {
    private final Owner owner = StillOwner.withCpus(1);
    private final Task<String> task = StillTask.submitted(owner, RETRIED_AT_ONCE, StillTask.BREAKS);

    public TryAgainAndStop() {
      StillTask.run(task);
    }

    @Actor
    public void tryAgain() {
      owner.timers().runDue();
    }

    @Actor
    public void stop() {
      task.cancel();
    }

    @Arbiter
    public void after(LLI_Result r) {
      look(task, r);
    }
  }

  /** A task's time is over while it runs: the value or the deadline, and no timer is left. */
  @JCStressTest
  @Outcome(id = "ENDED, value, 1", expect = ACCEPTABLE, desc = "the value came first")
  @Outcome(id = "ENDED, TIMEOUT, 1", expect = ACCEPTABLE, desc = "its time was over first")
  @Outcome(id = ".*, 101", expect = FORBIDDEN, desc = "its timer was left behind")
  @State
  public static class RunAndTimeout {
    private final Owner owner = StillOwner.withCpus(1);
    private final Task<String> task =
        StillTask.submitted(owner, StillTask.ONE_CPU.timeout(StillTask.AT_ONCE), StillTask.WORKS);

    @Actor
    public void run() {
      StillTask.run(task);
    }

    @Actor
    public void timeOut() {
      owner.timers().runDue();
    }

    @Arbiter
    public void after(LLI_Result r) {
      look(task, r);
    }
  }

  /** A task for which no thread can be had is stopped: it ends once. */
  @JCStressTest
  @Outcome(id = "ENDED, TASK, 1", expect = ACCEPTABLE, desc = "refused first")
  @Outcome(id = "ENDED, CANCELLED, 1", expect = ACCEPTABLE, desc = "stopped first")
  @Outcome(id = "STARTING, .*", expect = FORBIDDEN, desc = "each left it to the other")
  @State
  public static class RefuseAndStop {
    private static final Throwable NO_THREAD = new OutOfMemoryError("no thread");

    private final Task<String> task =
        StillTask.submitted(StillOwner.withCpus(1), StillTask.ONE_CPU, StillTask.WORKS);

    @Actor
    public void refuse() {
      new TaskRun(task).refused(NO_THREAD);
    }

    @Actor
    public void stop() {
      task.cancel();
    }

    @Arbiter
    public void after(LLI_Result r) {
      look(task, r);
    }
  }

  /** Two threads cancel: one of them is told that it did. */
  @JCStressTest
  @Outcome(id = "true, false, ENDED", expect = ACCEPTABLE, desc = "the first did")
  @Outcome(id = "false, true, ENDED", expect = ACCEPTABLE, desc = "the second did")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "both did, or none")
  @State
  public static class CancelAndCancel {
    private final Task<String> task =
        StillTask.submitted(StillOwner.withCpus(1), StillTask.ONE_CPU, StillTask.WORKS);

    @Actor
    public void first(ZZL_Result r) {
      r.r1 = task.cancel();
    }

    @Actor
    public void second(ZZL_Result r) {
      r.r2 = task.cancel();
    }

    @Arbiter
    public void after(ZZL_Result r) {
      r.r3 = task.status();
    }
  }
}
