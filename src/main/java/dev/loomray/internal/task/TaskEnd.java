package dev.loomray.internal.task;

import dev.loomray.internal.task.Task.Status;

/** What is given back when a task has ended, once, by whoever moved it to ENDED. */
final class TaskEnd {
  private TaskEnd() {}

  /** Gives back what the task held in the status that it came from. */
  static void after(Task<?> task, Status from) {
    Owner owner = task.owner();
    try {
      owner.timers().cancel(task.terms().deadlineTimer);
      giveBack(task, from, owner);
    } finally {
      try {
        forget(task, from);
      } finally { // whatever memory is left: nothing else would ever take it out of the tree
        owner.tree().unlink(task);
      }
    }
  }

  private static void forget(Task<?> task, Status from) {
    Arguments arguments = from == Status.WAITING ? task.arguments() : null;
    task.forget();
    if (arguments != null) {
      arguments.giveUp();
    }
  }

  private static void giveBack(Task<?> task, Status from, Owner owner) {
    switch (from) {
      case WAITING -> {} // it had nothing yet
      case QUEUED -> owner.admission().withdraw(task);
      case STARTING, RUNNING -> owner.admission().release(task);
      case BACKOFF -> owner.timers().cancel(task.terms().backoffTimer);
      case ENDED -> throw new IllegalStateException("from=ENDED of " + task.describe());
    }
  }
}
