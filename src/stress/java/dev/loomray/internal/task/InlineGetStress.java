package dev.loomray.internal.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.loomray.error.RayException;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A task runs a child on its own thread while either is cancelled: afterwards the thread is interrupted
 * if, and only if, the parent was meant, and after the parent it is not.
 */
final class InlineGetStress {
  private InlineGetStress() {}

  /** A parent that submits a child, publishes it, and waits for it. */
  static class Family {
    private final Owner owner = StillOwner.ofLeases();
    private final LeaseEngine engine = (LeaseEngine) owner.engine();
    private final Lease lease = new Lease(engine);
    private final Task<String> parent =
        StillTask.submitted(owner, Settings.DEFAULT.name("parent"), this::waits);
    private final int stoppers;
    private final boolean interrupted;
    private final AtomicInteger stops = new AtomicInteger();
    private volatile Task<String> child;
    private boolean seen;

    Family(int stoppers, boolean interrupted) {
      this.stoppers = stoppers;
      this.interrupted = interrupted;
      engine.places().force();
    }

    private String waits() {
      Task<String> made =
          StillTask.submitted(owner, Settings.DEFAULT.name("child"), parent, StillTask.WORKS);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      child = made;
      try {
        made.get();
      } catch (RayException e) {
        // one of the two was stopped
      }
      while (stops.get() < stoppers) {
        Thread.onSpinWait(); // whoever stops has sent what it sends then
      }
      seen = Thread.currentThread().isInterrupted();
      return "v";
    }

    void run(ZZ_Result r) {
      engine.clean();
      lease.begin();
      parent.run(lease.nest());
      r.r1 = seen;
      r.r2 = Thread.interrupted();
    }

    void stopChild() {
      child().cancel();
      stops.incrementAndGet();
    }

    void stopParent() {
      child();
      parent.cancel();
      stops.incrementAndGet();
    }

    private Task<String> child() {
      while (true) {
        Task<String> found = child;
        if (found != null) {
          return found;
        }
        Thread.onSpinWait();
      }
    }
  }

  /** The child is cancelled: its interrupt is not the parent's. */
  @JCStressTest
  @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "as it was meant")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "another's interrupt, or none")
  @State
  public static class StopChild {
    private final Family family = new Family(1, false);

    @Actor
    public void run(ZZ_Result r) {
      family.run(r);
    }

    @Actor
    public void stopChild() {
      family.stopChild();
    }
  }

  /** The parent is cancelled: it is interrupted, whatever its child has taken away. */
  @JCStressTest
  @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "as it was meant")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "another's interrupt, or none")
  @State
  public static class StopParent {
    private final Family family = new Family(1, false);

    @Actor
    public void run(ZZ_Result r) {
      family.run(r);
    }

    @Actor
    public void stopParent() {
      family.stopParent();
    }
  }

  /** Both are cancelled: the parent is interrupted. */
  @JCStressTest
  @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "as it was meant")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "another's interrupt, or none")
  @State
  public static class StopBoth {
    private final Family family = new Family(2, false);

    @Actor
    public void run(ZZ_Result r) {
      family.run(r);
    }

    @Actor
    public void stopBoth() {
      family.stopChild();
      family.stopParent();
    }
  }

  /** The parent was interrupted before it waits: it stays so, though its child is cancelled. */
  @JCStressTest
  @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "kept until its lease clears the thread")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "another's interrupt, or none")
  @State
  public static class StopChildOfInterrupted {
    private final Family family = new Family(1, true);

    @Actor
    public void run(ZZ_Result r) {
      family.run(r);
    }

    @Actor
    public void stopChild() {
      family.stopChild();
    }
  }
}
