package dev.loomray.internal.actor;

import dev.loomray.internal.task.Settings;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What holds an actor alive. All its handles share one anchor, which the actor itself reaches weakly; when that has been
 * collected, and no newer one was made meanwhile, the actor ends as soon as its calls have ended.
 */
final class Anchors {
  /**
   * What every handle holds.
   *
   * @param actor the actor
   */
  record Anchor(Actor actor) {}

  private final Actor actor;
  private final ReentrantLock lock = new ReentrantLock();

  // under the lock; any thread reads
  private volatile @Nullable Supplier<@Nullable Anchor> current;
  // under the lock
  private long generation;

  Anchors(Actor actor) {
    this.actor = actor;
  }

  /** A handle. */
  <T> Handle<T> handle() {
    return new Handle<>(anchor(), Settings.DEFAULT);
  }

  private Anchor anchor() {
    lock.lock();
    try {
      Supplier<@Nullable Anchor> now = current;
      Anchor anchor = now == null ? null : now.get();
      return anchor == null ? renew() : anchor;
    } finally {
      lock.unlock();
    }
  }

  private Anchor renew() {
    Anchor anchor = new Anchor(actor);
    long number = ++generation;
    current = actor.owner().env().reclaim().weakly(anchor);
    if (!actor.settings().identity().isDetached()) {
      Runnable action = new Gone(this, number);
      actor.owner().env().reclaim().onUnreachable(anchor, action);
    }
    if (number > 1) {
      actor.life().adopt();
    }
    return anchor;
  }

  /** Whether somebody may still hold a handle; without the lock, since the actor asks under its own. */
  boolean isHeld() {
    Supplier<@Nullable Anchor> now = current;
    return now != null && now.get() != null;
  }

  /** An anchor was collected. It must not reach the anchor, and runs on a thread of the collector's. */
  private record Gone(Anchors anchors, long number) implements Runnable {
    @Override
    public void run() {
      anchors.gone(number);
    }
  }

  private void gone(long number) {
    boolean last;
    lock.lock();
    try {
      last = number == generation;
    } finally {
      lock.unlock();
    }
    if (last) {
      actor.owner().engine().background(actor.life()::abandon);
    }
  }
}
