package dev.loomray.internal.actor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.loomray.ObjectRef;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLI_Result;
import org.openjdk.jcstress.infra.results.LLLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Who has the mailbox of an actor: no call is lost, and no instance is forgotten. */
final class InboxStress {
  private InboxStress() {}

  /** A call comes while a batch ends: its teller lists the actor, or the carrier sees the call. */
  @JCStressTest
  @Outcome(id = "v, v", expect = ACCEPTABLE, desc = "both ran")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "nobody was told of the call")
  @State
  public static class TellAndPause {
    private final StillActor still = new StillActor();
    private final ObjectRef<String> first = still.call();
    private ObjectRef<String> second;

    @Actor
    public void teller() {
      second = still.call();
    }

    @Actor
    public void carrier() {
      still.serve();
    }

    @Arbiter
    public void after(LL_Result r) {
      still.serve();
      r.r1 = StillActor.outcome(first);
      r.r2 = StillActor.outcome(second);
    }
  }

  /** A call comes while the actor is killed: it runs, or has the death as its answer. */
  @JCStressTest
  @Outcome(id = "(v|ACTOR_DIED), (v|ACTOR_DIED), 0, true", expect = ACCEPTABLE, desc = "both ended")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "a call without an answer, or something left")
  @State
  public static class TellAndKill {
    private final StillActor still = new StillActor();
    private final ObjectRef<String> first = still.call();
    private ObjectRef<String> second;

    @Actor
    public void teller() {
      still.serve();
      second = still.call();
      still.serve();
    }

    @Actor
    public void killer() {
      still.handle().kill();
    }

    @Arbiter
    public void after(LLLL_Result r) {
      still.settle();
      r.r1 = StillActor.outcome(first);
      r.r2 = StillActor.outcome(second);
      r.r3 = still.open();
      r.r4 = still.isGone();
    }
  }

  /** A restart steals a turn while that ends: one of them has the call, and each instance is closed but the last. */
  @JCStressTest
  @Outcome(id = "v, v, 1", expect = ACCEPTABLE, desc = "before the restart, or after it")
  @Outcome(id = "ACTOR_UNAVAILABLE, v, 1", expect = ACCEPTABLE, desc = "lost with its instance")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "a mailbox without an owner, or an open instance")
  @State
  public static class StealAndSettle {
    private final StillActor still = new StillActor();
    private final ObjectRef<String> call = still.call();

    @Actor
    public void carrier() {
      still.serve();
    }

    @Actor
    public void restart() {
      still.handle().restart();
    }

    @Arbiter
    public void after(LLI_Result r) {
      still.settle();
      ObjectRef<String> next = still.call();
      still.settle();
      r.r1 = StillActor.outcome(call);
      r.r2 = StillActor.outcome(next);
      r.r3 = still.open();
    }
  }

  /** What the tests of a call that is cancelled, and whose turn a restart steals, have in common. */
  static class Contested {
    final StillActor still = new StillActor();
    final ObjectRef<String> call = still.call();
    private boolean interrupted;

    void serve() {
      still.serve();
      interrupted = Thread.interrupted();
    }

    void look(LLLL_Result r) {
      still.settle();
      ObjectRef<String> next = still.call();
      still.settle();
      r.r1 = StillActor.outcome(call);
      r.r2 = StillActor.outcome(next);
      r.r3 = still.open();
      r.r4 = interrupted;
    }
  }

  /** A turn that is stolen is cancelled too: its call has one answer, and the carrier no interrupt afterwards. */
  @JCStressTest
  @Outcome(
      id = "(v|CANCELLED|ACTOR_UNAVAILABLE), v, 1, false",
      expect = ACCEPTABLE,
      desc = "whoever was first")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "an interrupt too many, or something left")
  @State
  public static class StealAndCancel {
    private final Contested contested = new Contested();

    @Actor
    public void carrier() {
      contested.serve();
    }

    @Actor
    public void others() {
      contested.still.handle().restart();
      contested.call.cancel();
    }

    @Arbiter
    public void after(LLLL_Result r) {
      contested.look(r);
    }
  }

  /** A call is cancelled, and its turn is stolen then. */
  @JCStressTest
  @Outcome(
      id = "(v|CANCELLED), v, 1, false",
      expect = ACCEPTABLE,
      desc = "it was cancelled, or had been answered")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "an interrupt too many, or something left")
  @State
  public static class CancelAndSteal {
    private final Contested contested = new Contested();

    @Actor
    public void carrier() {
      contested.serve();
    }

    @Actor
    public void others() {
      contested.call.cancel();
      contested.still.handle().restart();
    }

    @Arbiter
    public void after(LLLL_Result r) {
      contested.look(r);
    }
  }

  /** Who was asked for a restart lets go of a dead actor: what waits is refused, and all is closed. */
  @JCStressTest
  @Outcome(
      id = "(v|ACTOR_UNAVAILABLE|ACTOR_DIED), (v|ACTOR_UNAVAILABLE|ACTOR_DIED), DEAD, 0",
      expect = ACCEPTABLE,
      desc = "all ended")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "a call without an answer, or an open instance")
  @State
  public static class RestartAndKill {
    private final StillActor still = new StillActor();
    private final ObjectRef<String> first = still.call();
    private final ObjectRef<String> second = still.call();

    @Actor
    public void carrier() {
      still.serve();
    }

    @Actor
    public void restart() {
      still.handle().restart();
      still.handle().kill();
    }

    @Arbiter
    public void after(LLLL_Result r) {
      still.settle();
      r.r1 = StillActor.outcome(first);
      r.r2 = StillActor.outcome(second);
      r.r3 = still.isGone() ? still.handle().state() : "not gone";
      r.r4 = still.open();
    }
  }

  /** One asks for a restart while another kills: whichever comes first, the actor ends, and all is closed and answered. */
  @JCStressTest
  @Outcome(
      id = "(v|ACTOR_UNAVAILABLE|ACTOR_DIED), (v|ACTOR_UNAVAILABLE|ACTOR_DIED), DEAD, 0",
      expect = ACCEPTABLE,
      desc = "all ended")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "a call without an answer, or an open instance")
  @State
  public static class RestartAgainstKill {
    private final StillActor still = new StillActor();
    private final ObjectRef<String> first = still.call();
    private final ObjectRef<String> second = still.call();

    @Actor
    public void restart() {
      still.handle().restart();
    }

    @Actor
    public void kill() {
      still.handle().kill();
    }

    @Arbiter
    public void after(LLLL_Result r) {
      still.serve();
      still.settle();
      r.r1 = StillActor.outcome(first);
      r.r2 = StillActor.outcome(second);
      r.r3 = still.isGone() ? still.handle().state() : "not gone";
      r.r4 = still.open();
    }
  }
}
