package dev.loomray.internal.task;

import dev.loomray.internal.task.Task.Status;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ref arguments that a task waits for: one waiter on all of them, and no thread. The last one that becomes ready
 * sends the task to admission; the first that fails fails the task. It has the task's call, so that a million that wait are
 * as small as may be.
 */
final class Arguments extends Waiter {
  private static final VarHandle MISSING;
  private static final VarHandle CALL;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      MISSING = lookup.findVarHandle(Arguments.class, "missing", int.class);
      CALL = lookup.findVarHandle(Arguments.class, "call", Call.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // any thread, by getAndAdd: how many are not ready, and one more until all are awaited
  @SuppressWarnings("UnusedVariable") // through the VarHandle
  private int missing;

  // cleared when the task ends early, so that a ref that is never settled does not hold them
  private volatile @Nullable Task<?> task;

  @SuppressWarnings("UnusedVariable") // through the VarHandle
  private @Nullable Call call;

  private Arguments(Task<?> task, Call call, int refs) {
    this.task = task;
    this.call = call;
    this.missing = refs + 1;
    VarHandle
        .releaseFence(); // as of final fields: who finds it through the task, by a race, finds its
    // call
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
      task.forget(); // it was stopped before it knew what it waits for
      arguments.giveUp();
    }
  }

  /** What the task runs afterwards; null once it was given up. */
  @Nullable Call call() {
    return (Call) CALL.getAcquire(this);
  }

  /** Forgets the task and its call, once the task has forgotten them: who finds no call here finds the name there. */
  void giveUp() {
    task = null;
    CALL.setRelease(this, null);
  }

  /** The refs that are not settled; none are known of a call that was copied. */
  List<Ref<?>> unsettled() {
    return task != null && call() instanceof Invocation invocation
        ? invocation.unsettled()
        : List.of();
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
