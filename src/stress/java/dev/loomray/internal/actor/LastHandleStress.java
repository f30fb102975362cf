package dev.loomray.internal.actor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.loomray.ActorHandle;
import dev.loomray.internal.base.Reclaim;
import dev.loomray.internal.task.Owner;
import dev.loomray.internal.task.StillOwner;
import java.util.Optional;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** The last handle of an actor is collected while somebody finds it by its name. */
final class LastHandleStress {
  private LastHandleStress() {}

  /** A collector that has found the first handle unreachable, and no other. */
  private static final class Collector implements Reclaim {
    private Runnable first;

    @Override
    public void onUnreachable(Object anchor, Runnable action) {
      if (first == null) {
        first = action;
      }
    }
  }

  /** Whoever has a handle of an actor that lives keeps it alive. */
  @JCStressTest
  @Outcome(id = "ALIVE, ALIVE", expect = ACCEPTABLE, desc = "found, and kept alive")
  @Outcome(id = "DEAD, DEAD", expect = ACCEPTABLE, desc = "found, but too late")
  @Outcome(id = "none, DEAD", expect = ACCEPTABLE, desc = "not found any more")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "it died under its handle, or lives without one")
  @State
  public static class CollectAndFind {
    private final Collector collector = new Collector();
    private final Owner owner = StillOwner.ofLeases(collector);
    private final StillActor still =
        new StillActor(owner, ActorSettings.DEFAULT.name(StillActor.NAME));
    private Optional<ActorHandle<Object>> found;

    @Actor
    public void collector() {
      collector.first.run();
      StillOwner.runQueued(owner);
    }

    @Actor
    public void finder(LL_Result r) {
      found = still.system().named(StillActor.NAME, null, Object.class);
      r.r1 = found.map(handle -> handle.state().toString()).orElse("none");
    }

    @Arbiter
    public void after(LL_Result r) {
      still.settle();
      r.r2 = still.handle().state().toString();
    }
  }
}
