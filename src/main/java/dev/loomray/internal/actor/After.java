package dev.loomray.internal.actor;

import java.util.ArrayList;
import java.util.List;

/** What is to be done when an actor's lock has been left: calls to answer, threads to start, hooks to run. */
final class After {
  private final List<Runnable> actions = new ArrayList<>(2);

  void add(Runnable action) {
    actions.add(action);
  }

  void run() {
    for (Runnable action : actions) {
      action.run();
    }
  }
}
