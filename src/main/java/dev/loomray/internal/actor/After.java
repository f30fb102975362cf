package dev.loomray.internal.actor;

import dev.loomray.internal.base.Reports;
import java.util.ArrayList;
import java.util.List;

/** What is to be done when an actor's lock has been left: calls to answer, threads to start, hooks to run. */
final class After {
  private final List<Runnable> actions = new ArrayList<>(2);

  void add(Runnable action) {
    actions.add(action);
  }

  /** Does all of it; one that throws keeps no other from being done. */
  void run(Reports reports) {
    for (Runnable action : actions) {
      try {
        action.run();
      } catch (Throwable e) {
        reports.bug("what follows from a change of an actor threw", e);
      }
    }
  }
}
