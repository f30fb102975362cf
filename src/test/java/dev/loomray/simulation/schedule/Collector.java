package dev.loomray.simulation.schedule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A garbage collector that a program tells what it will never touch again. Whoever wanted to know is told by a thread of
 * the schedule, at a moment of its choice.
 */
public final class Collector {
  private final Schedule schedule;
  private final Map<Object, List<Runnable>> watched = new IdentityHashMap<>();
  private final Set<Object> forgotten = Collections.newSetFromMap(new IdentityHashMap<>());

  public Collector(Schedule schedule) {
    this.schedule = schedule;
  }

  /** Runs the action when the object was collected. */
  public void watch(Object object, Runnable action) {
    if (forgotten.contains(object)) {
      schedule.start(action);
    } else {
      watched.computeIfAbsent(object, _ -> new ArrayList<>()).add(action);
    }
  }

  /** Whether nobody can reach it any more. */
  public boolean isForgotten(Object object) {
    return forgotten.contains(object);
  }

  /** The program drops its last reference. */
  public void forget(Object object) {
    if (forgotten.add(object)) {
      List<Runnable> actions = watched.remove(object);
      if (actions != null) {
        actions.forEach(schedule::start);
      }
    }
  }
}
