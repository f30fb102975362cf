package dev.loomray.internal.task;

import dev.loomray.internal.base.StackRoom;
import dev.loomray.internal.task.Task.Status;
import org.jspecify.annotations.Nullable;

/**
 * A task that waits for a child of its own which nobody has started runs it itself, on its own thread: that saves two
 * hand-overs. If the child itself waits for arguments, and these are such children too, they run first.
 *
 * <p>Own means submitted by the waiting task to the Ray, not to a scope: so whatever stops the waiting task stops the child
 * too. Children that ask for anything (a thread, resources, time, retries) are left to the engine.
 */
final class InlineGet {
  private final Execution<?> me;
  private final Place place;
  private final Nest nest;

  private InlineGet(Execution<?> me, Place place, Nest nest) {
    this.me = me;
    this.place = place;
    this.nest = nest;
  }

  /** Runs what the current task is about to wait for, if it may; whether that has settled the ref is for the caller to see. */
  static void attempt(Ref<?> ref) {
    if (!(ref instanceof Task<?> child)) {
      return;
    }
    Execution<?> me = TaskContext.current();
    if (me == null || child.parent() != me) {
      return;
    }
    Place place = me.place();
    if (place == null || place.thread() != Thread.currentThread()) {
      return;
    }
    Nest nest = place.nest();
    if (nest != null) {
      new InlineGet(me, place, nest).run(child);
    }
  }

  private void run(Task<?> child) {
    StackRoom.require();
    place.blockedOn(child);
    me.usesCpus(false);
    try {
      if (child.status() == Status.WAITING && isOwn(child)) {
        runArguments(child);
      }
      if (isReady(child) && mayRun()) {
        nest.run(child, me);
      }
    } finally {
      me.usesCpus(true);
      place.blockedOn(null);
    }
  }

  /** Runs the arguments that are missing, if all of them are children that nobody has started. */
  private void runArguments(Task<?> child) {
    if (!(child.call() instanceof Invocation invocation) || !awaitsOwnAlone(invocation)) {
      return;
    }
    for (int i = 0; i < invocation.count() && child.status() == Status.WAITING; i++) {
      Task<?> argument = unsettled(invocation, i);
      if (argument != null && isReady(argument) && mayRun()) {
        nest.run(argument, me);
      }
    }
  }

  private boolean awaitsOwnAlone(Invocation invocation) {
    for (int i = 0; i < invocation.count(); i++) {
      if (invocation.isRef(i) && !invocation.ref(i).isSettled()) {
        Task<?> argument = unsettled(invocation, i);
        if (argument == null || !isReady(argument)) {
          return false;
        }
      }
    }
    return true;
  }

  private static @Nullable Task<?> unsettled(Invocation invocation, int index) {
    return invocation.isRef(index)
            && invocation.ref(index) instanceof Task<?> task
            && !task.isSettled()
        ? task
        : null;
  }

  private boolean isReady(Task<?> task) {
    return isOwn(task) && task.status() == Status.STARTING;
  }

  private boolean isOwn(Task<?> task) {
    return task.parent() == me && task.settings().asksForNothing();
  }

  private boolean mayRun() {
    return !me.isSettled() && nest.isFree();
  }
}
