package dev.loomray.internal.store;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Something that is to be let go once: by its user, or by the collector after the user has forgotten it. */
final class Hold implements Runnable {
  private final AtomicReference<@Nullable Runnable> end;

  // written once: takes the watch on the user away
  private volatile @Nullable Runnable watch;

  Hold(Runnable end) {
    this.end = new AtomicReference<>(end);
  }

  /** The user is watched; to be taken away when nothing is held any more. */
  void watch(Runnable taken) {
    watch = taken;
  }

  /** Nothing is to be let go any more. */
  void forget() {
    end.set(null);
    unwatch();
  }

  private void unwatch() {
    Runnable taken = watch;
    if (taken != null) {
      watch = null;
      taken.run();
    }
  }

  @Override
  public void run() {
    Runnable action = end.getAndSet(null);
    if (action != null) {
      action.run();
      unwatch();
    }
  }
}
