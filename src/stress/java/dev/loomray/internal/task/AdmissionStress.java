package dev.loomray.internal.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.loomray.internal.task.Task.Status;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.LII_Result;
import org.openjdk.jcstress.infra.results.LLI_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;

/**
 * Resources are given to one task at a time, no task that fits is forgotten, and what was given
 * comes back: the figures are the CPUs that are free and the tasks that are queued.
 */
final class AdmissionStress {
  private AdmissionStress() {}

  private static Task<String> admitted(Owner owner, double cpus) {
    Task<String> task = StillTask.idle(owner, StillTask.ONE_CPU.cpus(cpus));
    owner.admission().admit(task, Status.WAITING);
    return task;
  }

  private static void end(Task<?> task) {
    task.endFrom(task.status());
  }

  /** Two tasks want the only CPU: one gets it. */
  @JCStressTest
  @Outcome(id = "STARTING, QUEUED, 0", expect = ACCEPTABLE, desc = "the first got it")
  @Outcome(id = "QUEUED, STARTING, 0", expect = ACCEPTABLE, desc = "the second got it")
  @Outcome(id = "STARTING, STARTING, .*", expect = FORBIDDEN, desc = "both got it")
  @Outcome(id = "QUEUED, QUEUED, .*", expect = FORBIDDEN, desc = "nobody got it")
  @State
  public static class AdmitAndAdmit {
    private final Owner owner = StillOwner.withCpus(1);
    private final Task<String> one = StillTask.idle(owner);
    private final Task<String> two = StillTask.idle(owner);

    @Actor
    public void first() {
      owner.admission().admit(one, Status.WAITING);
    }

    @Actor
    public void second() {
      owner.admission().admit(two, Status.WAITING);
    }

    @Arbiter
    public void after(LLI_Result r) {
      r.r1 = one.status();
      r.r2 = two.status();
      r.r3 = StillTask.freeCpus(owner);
    }
  }

  /** A task comes while the one that holds the CPU ends: it gets the CPU. */
  @JCStressTest
  @Outcome(id = "STARTING, 0, 0", expect = ACCEPTABLE, desc = "the task starts")
  @Outcome(id = "QUEUED, .*", expect = FORBIDDEN, desc = "it was forgotten")
  @State
  public static class AdmitAndRelease {
    private final Owner owner = StillOwner.withCpus(1);
    private final Task<String> before = admitted(owner, 1);
    private final Task<String> task = StillTask.idle(owner);

    @Actor
    public void admit() {
      owner.admission().admit(task, Status.WAITING);
    }

    @Actor
    public void release() {
      end(before);
    }

    @Arbiter
    public void after(LII_Result r) {
      r.r1 = task.status();
      r.r2 = StillTask.freeCpus(owner);
      r.r3 = StillTask.queued(owner);
    }
  }

  /** The head of the queue is stopped while the CPU becomes free: the one behind it starts. */
  @JCStressTest
  @Outcome(id = "STARTING, 0, 0", expect = ACCEPTABLE, desc = "the one behind starts")
  @Outcome(id = "QUEUED, .*", expect = FORBIDDEN, desc = "the one behind was forgotten")
  @State
  public static class WithdrawAndRelease {
    private final Owner owner = StillOwner.withCpus(1);
    private final Task<String> before = admitted(owner, 1);
    private final Task<String> head = admitted(owner, 1);
    private final Task<String> behind = admitted(owner, 1);

    @Actor
    public void withdraw() {
      head.cancel();
    }

    @Actor
    public void release() {
      end(before);
    }

    @Arbiter
    public void after(LII_Result r) {
      r.r1 = behind.status();
      r.r2 = StillTask.freeCpus(owner);
      r.r3 = StillTask.queued(owner);
    }
  }

  /** A wide head is stopped while a narrow task comes that it kept the free CPU from. */
  @JCStressTest
  @Outcome(id = "STARTING, 0, 0", expect = ACCEPTABLE, desc = "the narrow task starts")
  @Outcome(id = "QUEUED, .*", expect = FORBIDDEN, desc = "the narrow task was forgotten")
  @State
  public static class WithdrawWideAndAdmitNarrow {
    private final Owner owner = StillOwner.withCpus(2);
    private final Task<String> before = admitted(owner, 1);
    private final Task<String> wide = admitted(owner, 2);
    private final Task<String> narrow = StillTask.idle(owner);

    @Actor
    public void withdraw() {
      wide.cancel();
    }

    @Actor
    public void admit() {
      owner.admission().admit(narrow, Status.WAITING);
    }

    @Arbiter
    public void after(LII_Result r) {
      r.r1 = narrow.status();
      r.r2 = StillTask.freeCpus(owner);
      r.r3 = StillTask.queued(owner);
    }
  }

  /** Two tasks end at the same time, and a third needs what both of them held. */
  @JCStressTest
  @Outcome(id = "STARTING, 0, 0", expect = ACCEPTABLE, desc = "the wide task starts")
  @Outcome(id = "QUEUED, .*", expect = FORBIDDEN, desc = "it was forgotten, or a CPU was lost")
  @State
  public static class ReleaseAndRelease {
    private final Owner owner = StillOwner.withCpus(2);
    private final Task<String> one = admitted(owner, 1);
    private final Task<String> two = admitted(owner, 1);
    private final Task<String> wide = admitted(owner, 2);

    @Actor
    public void first() {
      end(one);
    }

    @Actor
    public void second() {
      end(two);
    }

    @Arbiter
    public void after(LII_Result r) {
      r.r1 = wide.status();
      r.r2 = StillTask.freeCpus(owner);
      r.r3 = StillTask.queued(owner);
    }
  }

  /** A task waits for a while, as another comes: it may start then; else it starts at the end. */
  @JCStressTest
  @Outcome(id = "QUEUED 0, STARTING, 1", expect = ACCEPTABLE, desc = "it came too late")
  @Outcome(id = "STARTING -1, STARTING, 1", expect = ACCEPTABLE, desc = "it took the lent CPU")
  @Outcome(id = ".*, QUEUED, .*", expect = FORBIDDEN, desc = "it was forgotten")
  @State
  public static class LendAndAdmit {
    private final Owner owner = StillOwner.withCpus(1);
    private final Task<String> waiting = admitted(owner, 1);
    private final Task<String> task = StillTask.idle(owner);

    @Actor
    public void lend() {
      owner.admission().giveBackCpus(waiting);
      owner.admission().takeCpus(waiting);
    }

    @Actor
    public void admit() {
      owner.admission().admit(task, Status.WAITING);
    }

    @Arbiter
    public void after(LLL_Result r) {
      r.r1 = task.status() + " " + StillTask.freeCpus(owner);
      end(waiting);
      r.r2 = task.status();
      end(task);
      r.r3 = StillTask.freeCpus(owner);
    }
  }

  /** One task lends its CPU and takes it back while another ends: the sum is right. */
  @JCStressTest
  @Outcome(id = "1, 2, 0", expect = ACCEPTABLE, desc = "one is held, then none")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "a CPU was lost, or made")
  @State
  public static class LendAndRelease {
    private final Owner owner = StillOwner.withCpus(2);
    private final Task<String> waiting = admitted(owner, 1);
    private final Task<String> ending = admitted(owner, 1);

    @Actor
    public void lend() {
      owner.admission().giveBackCpus(waiting);
      owner.admission().takeCpus(waiting);
    }

    @Actor
    public void release() {
      end(ending);
    }

    @Arbiter
    public void after(III_Result r) {
      r.r1 = StillTask.freeCpus(owner);
      end(waiting);
      r.r2 = StillTask.freeCpus(owner);
      r.r3 = StillTask.queued(owner);
    }
  }
}
