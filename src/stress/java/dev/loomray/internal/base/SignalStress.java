package dev.loomray.internal.base;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Who waits on a signal and who changes the condition see one another, whichever comes first. */
final class SignalStress {
  private SignalStress() {}

  /** A thread enters and parks while the condition is made true: it is woken. */
  @JCStressTest
  @Outcome(id = "woken", expect = ACCEPTABLE, desc = "went on")
  @Outcome(id = "lost", expect = FORBIDDEN, desc = "slept on although the condition held")
  @State
  public static class EnterAndAll {
    private final Signal signal = new Signal();
    private volatile boolean done;

    @Actor
    public void all() {
      done = true;
      signal.all();
    }

    @Actor
    public void park(L_Result r) {
      r.r1 = Patience.until(signal, () -> done);
    }
  }

  /** Another thread enters and leaves meanwhile: it takes its own registration away, not mine. */
  @JCStressTest
  @Outcome(id = "woken", expect = ACCEPTABLE, desc = "went on")
  @Outcome(id = "lost", expect = FORBIDDEN, desc = "the wrong registration was taken away")
  @State
  public static class EnterAndLeaveOfAnother {
    private final Signal signal = new Signal();
    private volatile boolean done;

    @Actor
    public void leaveAndAll() {
      signal.enter();
      signal.leave();
      done = true;
      signal.all();
    }

    @Actor
    public void park(L_Result r) {
      r.r1 = Patience.until(signal, () -> done);
    }
  }

  /** A thread that has entered twice and left once is still woken. */
  @JCStressTest
  @Outcome(id = "woken", expect = ACCEPTABLE, desc = "went on")
  @Outcome(id = "lost", expect = FORBIDDEN, desc = "both registrations were taken away at once")
  @State
  public static class LeaveOnceAndAll {
    private final Signal signal = new Signal();
    private volatile boolean done;

    @Actor
    public void all() {
      done = true;
      signal.all();
    }

    @Actor
    public void park(L_Result r) {
      signal.enter();
      r.r1 = Patience.await(this::waitInside);
      signal.leave();
    }

    private String waitInside() {
      signal.enter();
      signal.leave();
      return Patience.park(() -> done);
    }
  }
}
