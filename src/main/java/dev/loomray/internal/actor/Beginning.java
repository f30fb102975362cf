package dev.loomray.internal.actor;

import dev.loomray.internal.task.Cascade;
import dev.loomray.internal.task.Failed;
import dev.loomray.internal.task.Invocation;
import dev.loomray.internal.task.Ref;
import dev.loomray.internal.task.Waiter;
import java.util.concurrent.atomic.AtomicInteger;

/** Waits for the arguments of a constructor, and then for the resources of the actor. */
final class Beginning extends Waiter {
  private final Actor actor;
  private final AtomicInteger missing;

  private Beginning(Actor actor, int refs) {
    this.actor = actor;
    this.missing = new AtomicInteger(refs + 1);
  }

  /** Has the actor made as soon as may be. */
  static void of(Actor actor, Invocation invocation) {
    Beginning beginning = new Beginning(actor, Integer.bitCount(invocation.refMask()));
    Cascade cascade = new Cascade(actor.owner());
    for (int i = 0; i < invocation.count(); i++) {
      if (invocation.isRef(i)) {
        Ref<?> ref = invocation.ref(i);
        if (!ref.addWaiter(beginning)) {
          beginning.settled(ref, cascade);
        }
      }
    }
    cascade.run();
    beginning.one();
  }

  private void one() {
    if (missing.decrementAndGet() == 0) {
      actor.life().admit();
    }
  }

  @Override
  public boolean readsFailures() {
    return true;
  }

  @Override
  public boolean isLive() {
    return actor.life().death() == null;
  }

  @Override
  public void settled(Ref<?> ref, Cascade cascade) {
    Failed failed = ref.failed();
    if (failed == null) {
      one();
      return;
    }
    failed.markRead();
    actor.life().notMade(failed);
  }
}
