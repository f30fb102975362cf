package dev.loomray.internal.task;

import dev.loomray.error.ActorDeadlockException;
import dev.loomray.internal.base.StackSafeLock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Finds circles of tasks and actors that wait for each other, before the wait that closes one begins. (Chandy and Misra's
 * model of one resource or any of several, without messages, since all stands in one memory.)
 *
 * <pre>
 *   publish the edge ──▶ walk ──no circle──▶ park … clear
 *                          │
 *                          └─circle─▶ under the lock: walk, walk again ──the same──▶ clear, throw
 *                                                          └──not the same, or no circle──▶ park … clear
 * </pre>
 *
 * Nothing stands still during a walk, so one alone proves nothing. Each thing that it finds is of a kind that cannot go and come
 * back as the same: an edge is an object of its wait, a ref is unsettled until it is settled, a call that stands behind a turn
 * stands there as long as that turn has its edge. What two walks find in the same way was there at the moment between them, all
 * of it at once. So there is no false alarm, but for waits that only a cancel, a kill or an interrupt would have ended.
 *
 * <p>None is missed by all: an edge is published before its walk begins, so the last of those that close a circle sees all others.
 * If several see it, the first to have the lock clears its edge there, and the others find the circle open.
 */
final class Deadlocks {
  /** Each time somebody else has moved, who will look himself. */
  private static final int MOST_WALKS = 16;

  private static final String ADVICE =
      "; use get(timeout), give the call a timeout, or do not wait: pass the ref as an argument or use"
          + " then(), and let an actor that is safe for it have a higher maxConcurrency";

  private final ReentrantLock lock = new StackSafeLock();

  /** Publishes a wait that is about to begin, to be cleared at its end; throws if it would have none. */
  WaitEdge enter(Execution<?> waiter, Place place, Awaited goal) {
    WaitEdge edge = WaitEdge.publish(waiter, place, goal);
    try {
      Walk circle = Walk.inCircle(edge) == null ? null : confirmed(edge);
      if (circle != null) {
        throw new ActorDeadlockException(text(circle.circle()), null);
      }
    } catch (Throwable e) {
      edge.clear();
      throw e;
    }
    return edge;
  }

  /** The circle that two walks agree on, which is open from now on; null if there is none. */
  private @Nullable Walk confirmed(WaitEdge edge) {
    lock.lock();
    try {
      Walk before = Walk.inCircle(edge);
      for (int i = 0; before != null && i < MOST_WALKS; i++) {
        Walk now = Walk.inCircle(edge);
        if (now != null && now.isSameAs(before)) {
          edge.clear();
          return now;
        }
        before = now;
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private static String text(List<Awaited> circle) {
    List<String> steps = new ArrayList<>();
    for (int i = 0; i < circle.size(); i++) {
      String step = circle.get(i).because(circle.get((i + 1) % circle.size()));
      if (!step.isEmpty()) {
        steps.add(step);
      }
    }
    return "expected a wait that can end, found a deadlock: "
        + circle.getFirst().describe()
        + " "
        + String.join(", which ", steps)
        + ADVICE;
  }
}
