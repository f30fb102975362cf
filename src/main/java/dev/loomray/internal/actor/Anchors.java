package dev.loomray.internal.actor;

import dev.loomray.internal.task.Settings;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What holds an actor alive. Each handle holds an anchor, and the actor knows how many anchors there are; when the last of
 * them has been collected, the actor ends as soon as its calls have ended. Its maker has the first anchor; all whom the
 * actor gives a handle later share another, which the actor itself reaches weakly.
 */
final class Anchors {
  /**
   * What every handle holds.
   *
   * @param actor the actor
   */
  record Anchor(Actor actor) {}

  private final Actor actor;

  // under the actor's lock; any thread reads
  private volatile int count;
  // under the actor's lock
  private @Nullable Supplier<@Nullable Anchor> shared;

  Anchors(Actor actor) {
    this.actor = actor;
  }

  /** The handle of its maker. */
  <T> Handle<T> first() {
    return new Handle<>(more(new Anchor(actor)), Settings.DEFAULT);
  }

  /** A handle. */
  <T> Handle<T> handle() {
    return new Handle<>(anchor(), Settings.DEFAULT);
  }

  private Anchor anchor() {
    actor.lock().lock();
    try {
      Anchor anchor = shared == null ? null : shared.get();
      if (anchor == null) {
        anchor = more(new Anchor(actor));
        shared = actor.owner().env().reclaim().weakly(anchor);
        actor.life().adopt();
      }
      return anchor;
    } finally {
      actor.lock().unlock();
    }
  }

  private Anchor more(Anchor anchor) {
    int one = count + 1;
    count = one;
    if (!actor.settings().identity().isDetached()) {
      actor.owner().env().reclaim().onUnreachable(anchor, new Gone(this));
    }
    return anchor;
  }

  /** Whether somebody may still hold a handle. */
  boolean isHeld() {
    return count > 0;
  }

  /** An anchor was collected. It must not reach the anchor, and runs on a thread of the collector's. */
  private record Gone(Anchors anchors) implements Runnable {
    @Override
    public void run() {
      anchors.gone();
    }
  }

  private void gone() {
    boolean last;
    actor.lock().lock();
    try {
      int left = count - 1;
      count = left;
      last = left == 0;
    } finally {
      actor.lock().unlock();
    }
    if (last) {
      actor.owner().engine().background(actor.life()::abandon);
    }
  }
}
