package dev.loomray.internal.base;

import java.lang.ref.Cleaner;
import org.jspecify.annotations.Nullable;

/** A {@link Cleaner}, whose thread starts with the first object that is registered. */
final class SystemReclaim implements Reclaim {
  private volatile @Nullable Cleaner cleaner;

  @Override
  public void onUnreachable(Object owner, Runnable action) {
    Cleaner ready = cleaner;
    if (ready == null) {
      // two threads may both make one: each works, and the one that loses the field ends with its
      // objects
      ready = Cleaner.create();
      cleaner = ready;
    }
    ready.register(owner, action);
  }
}
