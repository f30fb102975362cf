package dev.loomray.internal.task;

import dev.loomray.internal.base.Current;
import org.jspecify.annotations.Nullable;

/**
 * The place of a task that runs on the thread of the task that waits for it. There is one for each lease, for its own
 * thread alone.
 *
 * <p>A task that was run there must not see what the other has on the thread, nor leave anything: so it runs only on a
 * thread that looks like a fresh one, with its own binding of what is current. (Thread locals are not exchanged: a read lock
 * that the waiting task holds counts in them, and in a field of the lock that names the thread.)
 */
final class Nest implements TaskEngine.Place {
  // immutable
  private final Lease lease;
  private final LeaseEngine engine;

  // its own thread: how many tasks wait below; what is bound on the thread if the task on top has
  // bound nothing
  private int depth;
  private @Nullable Object bindings;

  Nest(Lease lease, LeaseEngine engine) {
    this.lease = lease;
    this.engine = engine;
  }

  /** The lease is about to run work that waits for nobody. */
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

  /** Runs a task that the task on top waits for, if nobody else does. */
  void run(Task<?> task, Task<?> waiting) {
    Thread current = Thread.currentThread();
    String name = current.getName();
    lease.breathe();
    depth++;
    try {
      lease.takesKept(task);
      task.run(this);
    } finally {
      depth--;
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
    Object below = bindings;
    try {
      Current current = new Current(task.owner().ray(), lease).begin(task, task.attempt);
      return ScopedValue.where(Current.KEY, current).call(() -> begin(call));
    } finally {
      bindings = below;
    }
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
  public Nest nest() {
    return this;
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
