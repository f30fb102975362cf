package dev.loomray.internal.store;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Something that is to be let go once: by its user, or by the collector after the user has forgotten it. */
final class Hold implements Runnable {
  private final AtomicReference<@Nullable Runnable> end;

  Hold(Runnable end) {
    this.end = new AtomicReference<>(end);
  }

  /** Nothing is to be let go any more. */
  void forget() {
    end.set(null);
  }

  @Override
  public void run() {
    Runnable action = end.getAndSet(null);
    if (action != null) {
      action.run();
    }
  }
}
