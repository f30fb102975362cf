package dev.loomray.internal.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.loomray.internal.task.Task.Status;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LIL_Result;
import org.openjdk.jcstress.infra.results.LI_Result;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/**
 * A task that goes on while it is stopped ends once: whoever comes last takes it to ENDED, and its
 * one CPU is given back once. Each state has an owner of its own with two CPUs, so that what is
 * free afterwards tells how often that was.
 */
final class TaskEndStress {
  private static final int TOTAL = 2;
  // never started; an interrupt does nothing to it
  private static final Thread RUNNER = new Thread(() -> {});

  private TaskEndStress() {}

  private static void stop(Task<?> task) {
    if (task.settle(StillOwner.cancelled())) {
      task.stopped();
    }
  }

  /** Two threads end a task: one of them gives back what it held. */
  @JCStressTest
  @Outcome(id = "true, false, 2", expect = ACCEPTABLE, desc = "the first ended it")
  @Outcome(id = "false, true, 2", expect = ACCEPTABLE, desc = "the second ended it")
  @State
  public static class EndAndEnd {
    private final Owner owner = StillOwner.withCpus(TOTAL);
    private final Task<String> task = StillTask.idle(owner);

    public EndAndEnd() {
      owner.admission().admit(task, Status.WAITING);
    }

    @Actor
    public void first(ZZI_Result r) {
      r.r1 = task.endFrom(Status.STARTING);
    }

    @Actor
    public void second(ZZI_Result r) {
      r.r2 = task.endFrom(Status.STARTING);
    }

    @Arbiter
    public void after(ZZI_Result r) {
      r.r3 = StillTask.freeCpus(owner);
    }
  }

  /**
   * Admission takes a task that is being stopped: it does not stay in the queue or keep its CPU.
   */
  @JCStressTest
  @Outcome(id = "ENDED, 2", expect = ACCEPTABLE, desc = "ended, and the CPU is free")
  @State
  public static class AdmitAndStop {
    private final Owner owner = StillOwner.withCpus(TOTAL);
    private final Task<String> task = StillTask.idle(owner);

    @Actor
    public void admit() {
      owner.admission().admit(task, Status.WAITING);
    }

    @Actor
    public void stop() {
      TaskEndStress.stop(task);
    }

    @Arbiter
    public void after(LI_Result r) {
      r.r1 = task.status();
      r.r2 = StillTask.freeCpus(owner);
    }
  }

  /** A queued task gets its CPU while it is being stopped. */
  @JCStressTest
  @Outcome(id = "ENDED, 2", expect = ACCEPTABLE, desc = "ended, and the CPU is free")
  @State
  public static class StartHeadAndStop {
    private final Owner owner = StillOwner.withCpus(TOTAL);
    private final Task<String> before = StillTask.idle(owner);
    private final Task<String> beside = StillTask.idle(owner);
    private final Task<String> task = StillTask.idle(owner);

    public StartHeadAndStop() {
      owner.admission().admit(before, Status.WAITING);
      owner.admission().admit(beside, Status.WAITING);
      owner.admission().admit(task, Status.WAITING);
    }

    @Actor
    public void endOfTheOneBefore() {
      before.endFrom(Status.STARTING);
    }

    @Actor
    public void stop() {
      TaskEndStress.stop(task);
    }

    @Arbiter
    public void after(LI_Result r) {
      beside.endFrom(Status.STARTING);
      r.r1 = task.status();
      r.r2 = StillTask.freeCpus(owner);
    }
  }

  /** A thread begins and ends an attempt while the task is being stopped. */
  @JCStressTest
  @Outcome(id = "ENDED, 2, value", expect = ACCEPTABLE, desc = "the value came first")
  @Outcome(id = "ENDED, 2, stopped", expect = ACCEPTABLE, desc = "the stop came first")
  @State
  public static class RunAndStop {
    private final Owner owner = StillOwner.withCpus(TOTAL);
    private final Task<String> task = StillTask.idle(owner);

    public RunAndStop() {
      owner.admission().admit(task, Status.WAITING);
    }

    @Actor
    public void run() {
      task.enter(new OwnPlace());
      if (task.advance(Status.STARTING, Status.RUNNING)) {
        task.settle("v");
        task.leave();
        task.endFrom(Status.RUNNING);
      }
    }

    @Actor
    public void stop() {
      TaskEndStress.stop(task);
    }

    @Arbiter
    public void after(LIL_Result r) {
      r.r1 = task.status();
      r.r2 = StillTask.freeCpus(owner);
      r.r3 = task.failed() == null ? "value" : "stopped";
    }
  }

  /** An attempt has failed, and the task begins to wait for the next, while it is being stopped. */
  @JCStressTest
  @Outcome(id = "ENDED, 2", expect = ACCEPTABLE, desc = "ended, and waits for no timer")
  @State
  public static class BackOffAndStop {
    private final Owner owner = StillOwner.withCpus(TOTAL);
    private final Task<String> task = StillTask.idle(owner);

    public BackOffAndStop() {
      owner.admission().admit(task, Status.WAITING);
      task.advance(Status.STARTING, Status.RUNNING);
    }

    @Actor
    public void backOff() {
      task.enter(new OwnPlace()); // here, since a stop interrupts the thread that has it
      owner.admission().release(task);
      task.leave();
      task.advance(Status.RUNNING, Status.BACKOFF);
    }

    @Actor
    public void stop() {
      TaskEndStress.stop(task);
    }

    @Arbiter
    public void after(LI_Result r) {
      r.r1 = task.status();
      r.r2 = StillTask.freeCpus(owner);
    }
  }
}
