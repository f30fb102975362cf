package dev.loomray.internal.task;

import dev.loomray.internal.serial.Failure;
import dev.loomray.internal.task.Task.Status;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One attempt of a task on its thread: runs the user's code, then settles the ref or arranges a retry. */
final class TaskRun {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Task<?> task;

  TaskRun(Task<?> task) {
    this.task = task;
  }

  void run(TaskPlace place) {
    if (!task.advance(Status.STARTING, Status.RUNNING)) {
      return; // stopped on the way, and ended by whoever stopped it
    }
    Thread thread = Thread.currentThread();
    task.enter(place);
    try {
      attempt(thread, place);
    } catch (Throwable e) {
      lastResort(thread);
    }
  }

  private void attempt(Thread thread, TaskPlace place) {
    Call call = task.call();
    if (task.isSettled() || call == null) {
      end();
      return;
    }
    ThreadState.name(thread, task.name());
    Object outcome = Ref.NULL;
    Throwable thrown = null;
    try {
      outcome = task.owner().handover().result(task, place.call(task, call));
    } catch (Throwable e) {
      thrown = e;
    }
    if (!place.holdsBack(task, thrown)) {
      returned(outcome, thrown);
    }
  }

  /** The structured scopes that its code left open are closed now. */
  void goOn(Throwable thrown) {
    try {
      returned(Ref.NULL, thrown);
    } catch (Throwable e) {
      lastResort(Thread.currentThread());
    }
  }

  private void returned(Object outcome, @Nullable Throwable thrown) {
    task.owner().tree().closeScopesOf(task);
    if (thrown == null) {
      leavesCode();
      task.settle(outcome);
      end();
    } else {
      failed(thrown);
    }
  }

  /** Our own code ran out of memory: whatever happens, the task ends. */
  private void lastResort(Thread thread) {
    while (true) {
      try {
        Status status = task.status();
        Thread runner = task.runner();
        if (status == Status.ENDED || (runner != null && runner != thread)) {
          return; // ended, or another attempt runs already
        }
        if (task.settle(task.owner().exhausted())) {
          task.tellScope(task.owner().exhausted());
        }
        task.leave();
        task.endFrom(status);
      } catch (Throwable e) {
        task.owner().env().clock().parkNanos(this, PAUSE_NANOS);
      }
    }
  }

  /** A thread could not be had: the task fails, and nothing else is lost. */
  boolean refused(Throwable reason) {
    if (task.settle(Failed.of(task.name(), failure(reason, "no thread could be started for it")))) {
      task.stopped();
    }
    return true;
  }

  private void failed(Throwable thrown) {
    Retry retry = task.settings().retry();
    String refusal = retry.refusal(task.attempt(), thrown);
    if (refusal != null || task.isSettled()) {
      fail(thrown, refusal == null ? "it was stopped" : refusal);
      return;
    }
    Owner owner = task.owner();
    owner.tree().stop(task, Stop.attemptFailed("task " + task.name(), task.attempt()));
    owner.admission().release(task);
    long delay = retry.backoff().delayNanos(task.attempt(), owner.env().random());
    task.terms().attempt++;
    task.leave();
    if (delay > 0) {
      task.terms().backoffTimer = owner.timers().prepare(delay, this::again);
    }
    if (!task.advance(Status.RUNNING, Status.BACKOFF)) {
      return;
    }
    if (task.terms().backoffTimer == null) {
      again();
    } else {
      owner.timers().schedule(task.terms().backoffTimer);
    }
  }

  private void leavesCode() {
    TaskPlace place = task.place();
    if (place != null) {
      place.returned();
    }
  }

  private void again() {
    task.owner().admission().admit(task, Status.BACKOFF);
  }

  private void fail(Throwable thrown, String notRetried) {
    Failed failed =
        Failed.of(task.name(), task.owner().handover().failure(failure(thrown, notRetried)));
    // not before: what makes the failure asks what was thrown, which is a user's code
    leavesCode();
    task.settle(failed);
    end();
  }

  private Failure failure(Throwable thrown, String notRetried) {
    return ThrownFailure.of(task.owner(), task.name(), thrown, text(thrown, notRetried));
  }

  private String text(Throwable thrown, String notRetried) {
    return task.place() instanceof Nest
        ? FailureText.ofNested(task.name(), task.attempt(), thrown, notRetried)
        : FailureText.of(task.name(), task.attempt(), thrown, notRetried);
  }

  private void end() {
    Failed failed = task.failed();
    if (failed != null) { // whoever has stopped it may not have come so far
      task.tellScope(
          failed); // before the end, so that a join sees the failure when it sees the end
    }
    task.leave();
    task.endFrom(Status.RUNNING);
  }
}
