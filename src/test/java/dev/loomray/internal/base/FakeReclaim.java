package dev.loomray.internal.base;

import java.util.IdentityHashMap;
import java.util.Map;

/** Objects are collected when a test says so. For one thread. */
public final class FakeReclaim implements Reclaim {
  private final Map<Object, Runnable> watched = new IdentityHashMap<>();

  @Override
  public void onUnreachable(Object owner, Runnable action) {
    watched.put(owner, action);
  }

  /** Collects an object; true if somebody wanted to know. */
  public boolean collect(Object owner) {
    Runnable action = watched.remove(owner);
    if (action != null) {
      action.run();
    }
    return action != null;
  }
}
