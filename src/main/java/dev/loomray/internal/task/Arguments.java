package dev.loomray.internal.task;

import dev.loomray.internal.task.Task.Status;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The ref arguments that a task waits for: one waiter on all of them, and no thread. The last one that becomes ready
 * sends the task to admission; the first that fails fails the task.
 */
final class Arguments extends Waiter {
  private final AtomicInteger missing;

  // cleared when the task ends early, so that a ref that is never settled does not hold it
  private volatile @Nullable Task<?> task;
  // cleared when none is missing, or with the task
  private volatile @Nullable Invocation invocation;

  private Arguments(Task<?> task, Invocation invocation, int refs) {
    this.task = task;
    this.invocation = invocation;
    this.missing = new AtomicInteger(refs + 1);
  }

  /** Sends the task to admission when all its ref arguments are ready, perhaps now. */
  static void await(Task<?> task, Invocation invocation) {
    Owner owner = task.owner();
    if (invocation.refMask() == 0) {
      owner.admission().admit(task, Status.WAITING);
      return;
    }
    Arguments arguments = new Arguments(task, invocation, Integer.bitCount(invocation.refMask()));
    task.terms().arguments = arguments;
    Cascade cascade = new Cascade(owner);
    for (int i = 0; i < invocation.args().length; i++) {
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
    }
  }

  /** Forgets the task. */
  void giveUp() {
    task = null;
    invocation = null;
  }

  /** The refs that are not settled. */
  List<Ref<?>> unsettled() {
    Invocation of = invocation;
    return of == null ? List.of() : of.unsettled();
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
    if (missing.decrementAndGet() == 0 && waiting != null) {
      invocation = null;
      waiting.owner().admission().admit(waiting, Status.WAITING);
    }
  }
}
