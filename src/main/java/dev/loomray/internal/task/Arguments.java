package dev.loomray.internal.task;

import dev.loomray.internal.task.Task.Status;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The ref arguments that a task waits for: one waiter on all of them, and no thread. The last one that becomes ready
 * sends the task to admission; the first that fails fails the task. It has the task's call, so that a million that wait are
 * as small as may be.
 */
final class Arguments extends Waiter {
  private static final VarHandle MISSING;

  static {
    try {
      MISSING = MethodHandles.lookup().findVarHandle(Arguments.class, "missing", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // immutable
  private final Call call;

  // any thread, by getAndAdd: how many are not ready, and one more until all are awaited
  @SuppressWarnings("UnusedVariable") // through the VarHandle
  private int missing;

  // cleared when the task ends early, so that a ref that is never settled does not hold it
  private volatile @Nullable Task<?> task;

  private Arguments(Task<?> task, Call call, int refs) {
    this.task = task;
    this.call = call;
    this.missing = refs + 1;
  }

  /** Sends the task to admission when all its ref arguments are ready, perhaps now. */
  static void await(Task<?> task, Invocation invocation) {
    Owner owner = task.owner();
    if (invocation.refMask() == 0) {
      owner.admission().admit(task, Status.WAITING);
      return;
    }
    Call call = task.call();
    int refs = Integer.bitCount(invocation.refMask());
    Arguments arguments = new Arguments(task, call == null ? invocation : call, refs);
    task.awaits(arguments);
    Cascade cascade = new Cascade(owner);
    for (int i = 0; i < invocation.count(); i++) {
      if (invocation.isRef(i)) {
        Ref<?> ref = invocation.ref(i);
        if (!ref.addWaiter(arguments)) {
          arguments.settled(ref, cascade);
        }
      }
    }
    arguments.one();
    cascade.run();
    if (task.status() == Status.ENDED) {
      arguments.giveUp(); // it was stopped before it knew what it waits for
      task.forget();
    }
  }

  /** What the task runs afterwards. */
  Call call() {
    return call;
  }

  /** Forgets the task. */
  void giveUp() {
    task = null;
  }

  @Override
  public boolean readsFailures() {
    return true;
  }

  @Override
  public boolean isLive() {
    return task != null;
  }

  @Override
  public void settled(Ref<?> ref, Cascade cascade) {
    Failed failed = ref.failed();
    if (failed == null) {
      one();
      return;
    }
    failed.markRead();
    Task<?> waiting = task;
    if (waiting != null) {
      Failed own =
          Failed.because(
              waiting.kind(),
              waiting.name(),
              "was not run, since an argument failed",
              failed.failure());
      if (waiting.settle(own, cascade)) {
        waiting.stopped();
      }
    }
  }

  private void one() {
    Task<?> waiting = task;
    if ((int) MISSING.getAndAdd(this, -1) == 1 && waiting != null) {
      waiting.owner().admission().admit(waiting, Status.WAITING);
    }
  }
}
