package dev.loomray.internal.task;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One walk from a wait to all that must move before it ends. If something on the way moves by itself, the wait may end, and
 * the walk finds nothing; else it knows the way back to where it began.
 */
final class Walk {
  /** More are not looked at: a wait behind as many is taken for one that ends. */
  private static final int MOST = 10_000;

  private final WaitEdge start;
  // what was found, in order, each with where it was found from
  private final Map<Awaited, Awaited> found = new LinkedHashMap<>();
  private @Nullable Awaited last;

  private Walk(WaitEdge start) {
    this.start = start;
  }

  /** The walk from a wait that can never end since all waits for it; null if there is none. */
  static @Nullable Walk inCircle(WaitEdge start) {
    List<? extends Awaited> goal = start.behind();
    if (goal.isEmpty() || goal.getFirst().behind().isEmpty()) {
      return null; // mostly
    }
    Walk walk = new Walk(start);
    return walk.isClosed() ? walk : null;
  }

  private boolean isClosed() {
    Deque<Awaited> ahead = new ArrayDeque<>();
    ahead.push(start);
    while (!ahead.isEmpty()) {
      Awaited at = ahead.pop();
      List<? extends Awaited> behind = at.behind();
      if (behind.isEmpty() || found.size() > MOST) {
        return false;
      }
      for (Awaited next : behind) {
        if (next == start) {
          last = at;
        } else if (found.putIfAbsent(next, at) == null) {
          ahead.push(next);
        }
      }
    }
    return last != null;
  }

  /** Whether the other walk found the same things in the same places. */
  boolean isSameAs(Walk other) {
    return new ArrayList<>(found.entrySet()).equals(new ArrayList<>(other.found.entrySet()));
  }

  /** From the wait to the last one that waits for it. */
  List<Awaited> circle() {
    List<Awaited> circle = new ArrayList<>();
    for (Awaited at = last; at != null; at = found.get(at)) {
      circle.add(at);
    }
    return circle.reversed();
  }
}
