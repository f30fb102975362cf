package dev.loomray.internal.task;

import dev.loomray.internal.base.Current;
import org.jspecify.annotations.Nullable;

/**
 * The place of a task that runs on the thread of the task that waits for it. Each lease has one for work that waits for
 * nobody, below which there is none; each task that runs so has one of its own, on top of the other. All are for the lease's
 * own thread alone.
 *
 * <p>A task that was run there must not see what the other has on the thread, nor leave anything: so it runs only on a
 * thread that looks like a fresh one, with its own binding of what is current. (Thread locals are not exchanged: a read lock
 * that the waiting task holds counts in them, and in a field of the lock that names the thread.)
 */
final class Nest extends TaskPlace {
  // immutable: how many tasks wait below
  private final Lease lease;
  private final LeaseEngine engine;
  private final int depth;
  private final @Nullable Execution<?> below;

  // its own thread: what is bound on the thread if the task on top has bound nothing
  private @Nullable Object bindings;

  private Nest(Lease lease, LeaseEngine engine, int depth, @Nullable Execution<?> below) {
    this.lease = lease;
    this.engine = engine;
    this.depth = depth;
    this.below = below;
  }

  /** For work that waits for nobody. */
  static Nest bottom(Lease lease, LeaseEngine engine) {
    return new Nest(lease, engine, 0, null);
  }

  /** Work begins. */
  void begin() {
    bindings = ThreadState.bindings(Thread.currentThread());
  }

  /** Whether the task on top may run another while it waits. */
  boolean isFree() {
    Thread current = Thread.currentThread();
    return depth < engine.inlineDepth()
        && ThreadState.isBare(current, engine.loader(), bindings)
        && !current.isInterrupted()
        && engine.prefersToRun();
  }

  /** Runs a task that the one on top waits for, if nobody else does. */
  void run(Task<?> task, Execution<?> waiting) {
    Thread current = Thread.currentThread();
    String name = current.getName();
    lease.breathe();
    try {
      lease.takesKept(task);
      task.run(new Nest(lease, engine, depth + 1, waiting));
    } finally {
      engine.clean();
      ThreadState.name(current, name);
      waiting.interruptAgain();
      lease.takeBack();
    }
  }

  @Override
  public @Nullable Object call(Task<?> task, Call call) throws Exception {
    lease.inlined();
    engine.practises();
    Current current = new Current(task.owner().ray(), lease).begin(task, task.attempt());
    return ScopedValue.where(Current.KEY, current).call(() -> begin(call));
  }

  private @Nullable Object begin(Call call) throws Exception {
    begin();
    return call.open().invoke();
  }

  @Override
  public boolean holdsBack(TaskEngine.Work work, @Nullable Throwable thrown) {
    return false;
  }

  @Override
  public void returned() {} // the task below goes on

  @Override
  public @Nullable Thread thread() {
    return lease.thread();
  }

  @Override
  Nest nest() {
    return this;
  }

  @Override
  Place bottom() {
    return lease;
  }

  @Override
  @Nullable Execution<?> below() {
    return below;
  }

  @Override
  public void waits() {
    lease.waits();
  }

  @Override
  public void goesOn() {
    lease.goesOn();
  }
}
