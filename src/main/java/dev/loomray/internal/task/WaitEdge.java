package dev.loomray.internal.task;

import java.util.List;

/**
 * A task or a turn that waits for one thing without a limit in time, published at its place while its thread parks. Each wait
 * has an edge of its own, so whoever finds the same edge twice knows that it was there all the time.
 *
 * <pre>
 *   published ──the wait ends, or closes a circle──▶ cleared      by the thread that waits, before it goes on
 * </pre>
 */
final class WaitEdge implements Awaited {
  // immutable
  private final Execution<?> waiter;
  private final Place place;
  private final Awaited goal;
  private final Thread thread = Thread.currentThread();

  private WaitEdge(Execution<?> waiter, Place place, Awaited goal) {
    this.waiter = waiter;
    this.place = place;
    this.goal = goal;
  }

  /** Publishes that the work on this thread waits. */
  static WaitEdge publish(Execution<?> waiter, Place place, Awaited goal) {
    WaitEdge edge = new WaitEdge(waiter, place, goal);
    place.bottom().edge(edge);
    return edge;
  }

  void clear() {
    place.bottom().edge(null);
  }

  /** Whether a task cannot go on before this wait ends: its own, or that of a child which runs on its thread. */
  boolean holds(Execution<?> work) {
    Execution<?> at = waiter;
    while (at != null && at != work) {
      Place of = at == waiter ? place : at.place();
      at = of == null ? null : of.below();
    }
    return at != null;
  }

  boolean isOf(Execution<?> work) {
    return waiter == work;
  }

  /** Who is interrupted or stopped does not wait much longer. */
  @Override
  public List<Awaited> behind() {
    return waiter.isSettled() || thread.isInterrupted() ? List.of() : List.of(goal);
  }

  @Override
  public String because(Awaited next) {
    return "waits for " + goal.describe();
  }

  @Override
  public String describe() {
    return waiter.describe();
  }
}
