package dev.loomray.internal.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.loomray.function.Fn2;
import dev.loomray.internal.serial.FunctionNames;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LIZ_Result;
import org.openjdk.jcstress.infra.results.LLI_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A task with two ref arguments is admitted once, when both are ready, and ends at once if one of
 * them fails. It takes one of two CPUs, so that what is free tells how often it was admitted.
 */
final class ArgumentsStress {
  private static final Fn2<String, String, String> JOIN = (a, b) -> a + b;
  private static final String NAME = FunctionNames.of(JOIN);

  private ArgumentsStress() {}

  /** A task that has two refs as arguments. */
  private static final class Awaiting {
    private final Owner owner = StillOwner.withCpus(2);
    private final Ref<String> a = new Ref<>(owner);
    private final Ref<String> b = new Ref<>(owner);
    private Task<String> task;

    Awaiting submitted() {
      return submitted(StillTask.ONE_CPU);
    }

    Awaiting submitted(Settings settings) {
      Node<?> root = owner.tree().root();
      task = (Task<String>) owner.submission().<String>submit(settings, root, JOIN, 0b11, a, b);
      return this;
    }

    void look(LLI_Result r) {
      r.r1 = task.status();
      r.r2 = StillTask.outcome(task);
      r.r3 = StillTask.freeCpus(owner);
    }
  }

  /** Two threads make the arguments ready: whoever comes last sends the task on. */
  @JCStressTest
  @Outcome(id = "STARTING, pending, 1", expect = ACCEPTABLE, desc = "admitted once")
  @Outcome(id = "WAITING, .*", expect = FORBIDDEN, desc = "each left it to the other")
  @State
  public static class ReadyAndReady {
    private final Awaiting it = new Awaiting().submitted();

    @Actor
    public void first() {
      it.a.settle("a");
    }

    @Actor
    public void second() {
      it.b.settle("b");
    }

    @Arbiter
    public void after(LLI_Result r) {
      it.look(r);
    }
  }

  /** One argument fails while the other becomes ready: the task fails, and holds nothing. */
  @JCStressTest
  @Outcome(id = "ENDED, TASK, 2", expect = ACCEPTABLE, desc = "ended, and nothing is held")
  @Outcome(id = "STARTING, .*", expect = FORBIDDEN, desc = "started without an argument")
  @State
  public static class FailedAndReady {
    private final Awaiting it = new Awaiting().submitted();

    @Actor
    public void fail() {
      it.a.settle(StillOwner.broken());
    }

    @Actor
    public void settle() {
      it.b.settle("b");
    }

    @Arbiter
    public void after(LLI_Result r) {
      it.look(r);
    }
  }

  /** Both arguments fail: the task ends once, and both failures were read. */
  @JCStressTest
  @Outcome(id = "ENDED, 2, true", expect = ACCEPTABLE, desc = "ended, and both were read")
  @Outcome(id = "ENDED, 2, false", expect = FORBIDDEN, desc = "one failure was not read")
  @State
  public static class FailedAndFailed {
    private final Awaiting it = new Awaiting().submitted();
    private final Failed one = StillOwner.broken();
    private final Failed two = StillOwner.broken();

    @Actor
    public void first() {
      it.a.settle(one);
    }

    @Actor
    public void second() {
      it.b.settle(two);
    }

    @Arbiter
    public void after(LIZ_Result r) {
      r.r1 = it.task.status();
      r.r2 = StillTask.freeCpus(it.owner);
      r.r3 = one.isRead() && two.isRead();
    }
  }

  /** The last argument becomes ready while the task is stopped. */
  @JCStressTest
  @Outcome(id = "ENDED, CANCELLED, 2", expect = ACCEPTABLE, desc = "ended, and nothing is held")
  @Outcome(id = "STARTING, .*", expect = FORBIDDEN, desc = "started although it was stopped")
  @Outcome(id = "ENDED, CANCELLED, 1", expect = FORBIDDEN, desc = "its CPU was lost")
  @State
  public static class ReadyAndStop {
    private final Awaiting it = new Awaiting().submitted();

    public ReadyAndStop() {
      it.a.settle("a");
    }

    @Actor
    public void settle() {
      it.b.settle("b");
    }

    @Actor
    public void stop() {
      it.task.cancel();
    }

    @Arbiter
    public void after(LLI_Result r) {
      it.look(r);
    }
  }

  /** Somebody asks for the name of a task that is stopped, and forgets its call. */
  @JCStressTest
  @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "it has its name before and afterwards")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "it had none for a moment, or keeps its call")
  @State
  public static class NameAndStop {
    private final Awaiting it =
        new Awaiting().submitted(Settings.DEFAULT); // without a name of its own
    private final Arguments arguments = it.task.arguments();

    @Actor
    public void look(ZZ_Result r) {
      r.r1 = it.task.name().equals(NAME);
    }

    @Actor
    public void stop() {
      it.task.cancel();
    }

    @Arbiter
    public void after(ZZ_Result r) {
      r.r2 = it.task.name().equals(NAME) && arguments.call() == null;
    }
  }

  /** The arguments become ready while the task begins to wait for them. */
  @JCStressTest
  @Outcome(id = "STARTING, pending, 1", expect = ACCEPTABLE, desc = "admitted once")
  @Outcome(id = "WAITING, .*", expect = FORBIDDEN, desc = "an argument was missed")
  @State
  public static class ReadyAndSubmit {
    private final Awaiting it = new Awaiting();

    @Actor
    public void settle() {
      it.a.settle("a");
      it.b.settle("b");
    }

    @Actor
    public void submit() {
      it.submitted();
    }

    @Arbiter
    public void after(LLI_Result r) {
      it.look(r);
    }
  }
}
