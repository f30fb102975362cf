package dev.loomray.internal.task;

import dev.loomray.internal.base.Require;
import dev.loomray.internal.base.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * How a Ray ends.
 *
 * <pre>
 *   OPEN ──close()──▶ CLOSING ──all threads ended, or the time is over──▶ CLOSED
 * </pre>
 *
 * <ul>
 *   <li>OPEN: everything works
 *   <li>CLOSING: new work and new waits are refused; what is unfinished has been stopped
 *   <li>CLOSED: nothing is left but tasks that ignore their interrupt, on daemon threads
 * </ul>
 */
public final class Lifecycle {
  private enum State {
    OPEN,
    CLOSING,
    CLOSED
  }

  private static final int STACKS = 10;

  private final Owner owner;
  private final Parking parking;
  private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
  private final Signal closed = new Signal();

  Lifecycle(Owner owner, Parking parking) {
    this.owner = owner;
    this.parking = parking;
  }

  /** Whether new work is accepted. */
  public boolean isOpen() {
    return state.get() == State.OPEN;
  }

  /** Stops everything and waits for the threads, at most for the given time; logs what is left. */
  public void close(long limitNanos) {
    close(limitNanos, Parking.FOREVER, () -> reportStuck(limitNanos));
  }

  /**
   * Stops everything since the JVM ends: also another close that is under way is not waited for
   * longer, and nothing is logged, since the log is taken down at the same time.
   *
   * @return the names of the tasks that this call has stopped
   */
  public List<String> exit(long limitNanos) {
    return close(limitNanos, limitNanos, () -> {});
  }

  private List<String> close(long limitNanos, long patienceNanos, Runnable ifStuck) {
    requireOutside("close");
    if (!state.compareAndSet(State.OPEN, State.CLOSING)) {
      await(closed, () -> state.get() == State.CLOSED, patienceNanos, "another close");
      return List.of();
    }
    try {
      List<String> cut = stopAll();
      if (!awaitThreads(limitNanos)) {
        ifStuck.run();
      }
      owner.reportUnread();
      owner.store().close();
      return cut;
    } finally {
      state.set(State.CLOSED);
      closed.all();
    }
  }

  /** Waits for the other work first, which needs the engine for its end; false if the time is over before. */
  private boolean awaitThreads(long limitNanos) {
    long start = owner.env().clock().nanoTime();
    OtherWork others = owner.others();
    boolean ended =
        await(owner.tree().root().changed(), others::hasEnded, limitNanos, "actors to end");
    TaskEngine engine = owner.engine();
    engine.shutdown();
    long spent = owner.env().clock().nanoTime() - start;
    long left = limitNanos == Parking.FOREVER ? limitNanos : Math.max(0, limitNanos - spent);
    return await(engine.terminated(), engine::isTerminated, left, "tasks to end") && ended;
  }

  private List<String> stopAll() {
    List<String> cut = new ArrayList<>();
    for (Node<?> node : owner.tree().stop(owner.tree().root(), Stop.rayClosed())) {
      if (node instanceof Task) {
        cut.add(node.name());
      }
    }
    cut.addAll(owner.others().stop(Stop.rayClosed().below()));
    return cut;
  }

  /** Waits until no task is unfinished; false if it takes too long. */
  public boolean awaitIdle(long limitNanos) {
    requireOutside("awaitIdle");
    owner.requireOpen();
    Scope root = owner.tree().root();
    return awaitInterruptibly(root, () -> isIdle(root), limitNanos, "all tasks to end");
  }

  /**
   * Tasks start other work, and that leaves tasks behind: what is looked at first may be at rest since it was handed on, so
   * both must have been at rest at one moment.
   */
  private boolean isIdle(Scope root) {
    OtherWork others = owner.others();
    long before = others.changes();
    return others.isIdle()
        && owner.tree().isQuiet(root)
        && others.isIdle()
        && others.changes() == before;
  }

  /** Sleeps on the clock of the Ray. */
  public void sleep(Duration time) throws InterruptedException {
    long nanos = Require.nanos(time, "time");
    owner.requireOpen();
    parking.sleep(nanos);
  }

  /** Waits until no task is left below the scope, or it is stopped. */
  public void awaitQuietOrStopped(Scope scope) {
    awaitInterruptibly(
        scope,
        () -> scope.isSettled() || owner.tree().isQuiet(scope),
        Parking.FOREVER,
        scope.describe());
  }

  /** Waits until no task is left below the scope, through interrupts. */
  public void awaitEmptyUninterruptibly(Scope scope) {
    await(scope.changed(), () -> owner.tree().isQuiet(scope), Parking.FOREVER, scope.describe());
  }

  private boolean awaitInterruptibly(
      Scope scope, BooleanSupplier done, long limitNanos, Object what) {
    scope.changed().enter();
    try {
      return parking.await(done, limitNanos, what);
    } finally {
      scope.changed().leave();
    }
  }

  private boolean await(Signal signal, BooleanSupplier done, long limitNanos, Object what) {
    signal.enter();
    try {
      return parking.awaitUninterruptibly(done, limitNanos, what);
    } finally {
      signal.leave();
    }
  }

  private void requireOutside(String call) {
    Execution<?> current = TaskContext.current();
    if (current != null && current.owner() == owner) {
      throw new IllegalStateException(
          "expected %s() outside the tasks of this Ray, found it in task %s, which would wait for itself"
              .formatted(call, current.name()));
    }
  }

  private void reportStuck(long limitNanos) {
    List<Execution<?>> stuck = new ArrayList<>(owner.others().running());
    owner.tree().visit(visit -> addIfRunning(stuck, visit.node()));
    String limit = Duration.ofNanos(limitNanos).toString();
    for (Execution<?> task : stuck.subList(0, Math.min(stuck.size(), STACKS))) {
      Thread thread = task.runner();
      if (thread != null) {
        owner
            .env()
            .reports()
            .warning(
                "%s%s ignored its interrupt for closeTimeout=%s and is left behind on a daemon thread:%s"
                    .formatted(task.kind(), task.name(), limit, Dump.stack(thread, "\n    at ")));
      }
    }
    if (stuck.size() > STACKS) {
      owner
          .env()
          .reports()
          .warning((stuck.size() - STACKS) + " more tasks ignored their interrupt");
    }
  }

  private static void addIfRunning(List<Execution<?>> stuck, Node<?> node) {
    if (node instanceof Task<?> task && task.runner() != null) {
      stuck.add(task);
    }
  }
}
