package dev.loomray.internal.task;

import dev.loomray.ObjectRef;
import dev.loomray.function.Fn;
import dev.loomray.function.Fn0;
import dev.loomray.internal.base.Require;
import dev.loomray.internal.base.StackRoom;
import dev.loomray.internal.task.Task.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a call into a task: checks it, gives it its place in the tree, and lets it wait for its arguments. */
public final class Submission {
  private final Owner owner;
  private final List<Placement.NodeView> nodes;

  Submission(Owner owner) {
    this.owner = owner;
    this.nodes = List.of(new Placement.NodeView(owner.name(), owner.admission().total()));
  }

  /** Starts a task with default options as a child of the current one. */
  public <R extends @Nullable Object> ObjectRef<R> submit(
      Fn fn, int refMask, @Nullable Object... args) {
    return submit(Settings.DEFAULT, parent(), fn, refMask, args);
  }

  /** The node that a task started on this thread belongs to. */
  Node<?> parent() {
    Execution<?> current = TaskContext.current();
    return current != null && current.owner() == owner ? current : owner.tree().root();
  }

  <R extends @Nullable Object> ObjectRef<R> submit(
      Settings settings, Node<?> parent, Fn fn, int refMask, @Nullable Object... args) {
    StackRoom.require();
    Invocation invocation = checked(fn, refMask, 0, args);
    owner.requireOpen();
    requirePossible(settings);
    Task<R> task = new Task<>(owner, settings, invocation, parent);
    task.runs(owner.handover().call(task, invocation));
    start(task, invocation, parent);
    return task;
  }

  /** A task of ours that stands below nobody. */
  <R> Task<R> ours(Settings settings, Fn0<R> code) {
    Invocation invocation = Invocation.of(code);
    Task<R> task = new Task<>(owner, settings, invocation, owner.tree().root());
    task.runs(invocation);
    return task;
  }

  /** Starts it; if the Ray is closed, it is cancelled. */
  void startOurs(Task<?> task) {
    Stop stopped = owner.tree().link(task, owner.tree().root());
    if (stopped == null) {
      owner.admission().admit(task, Status.WAITING);
    } else {
      task.settle(stopped.ofLate(task));
      task.endFrom(Status.WAITING);
    }
  }

  /** Refuses what no node can ever meet. */
  public void requirePlace(Resources resources) {
    if (!resources.isEmpty()) {
      Placement.place(nodes, resources);
    }
  }

  private void requirePossible(Settings settings) {
    requirePlace(settings.resources());
    if (settings.concurrencyGroup() != null) {
      throw Require.refused(
          "concurrencyGroup", "a call of an actor and not a task", settings.concurrencyGroup());
    }
  }

  private void start(Task<?> task, Invocation invocation, Node<?> parent) {
    Deadline deadline = task.deadline();
    if (deadline != null) {
      task.terms().deadlineTimer = new Timer(deadline.at(), () -> timedOut(task, deadline));
    }
    Stop stopped = owner.tree().link(task, parent);
    if (stopped != null) {
      if (parent == owner.tree().root()) {
        throw owner.closed();
      }
      task.settle(stopped.ofLate(task));
      task.endFrom(Status.WAITING);
      return;
    }
    try {
      Timer timer = task.terms().deadlineTimer;
      if (timer != null) {
        owner.timers().schedule(timer);
      }
      Arguments.await(task, invocation);
    } catch (Throwable e) { // out of memory: the caller gets no ref, so nothing may be left
      task.settle(owner.exhausted());
      task.stopped();
      throw e;
    }
  }

  private void timedOut(Task<?> task, Deadline deadline) {
    String state = task.status() + ", attempt " + task.attempt();
    owner
        .tree()
        .stop(task, Stop.timedOut(deadline.failure("task " + task.name(), task.name(), state)));
  }

  /**
   * A function and its arguments, if they fit.
   *
   * @param before how many arguments the function takes before these
   */
  public Invocation checked(Fn fn, int refMask, int before, @Nullable Object... args) {
    int arity = Invocation.arity(Require.notNull(fn, "fn")) - before;
    if (arity < 0) {
      throw Require.refused("fn", "a function that takes the actor first", fn);
    }
    if (Require.notNull(args, "args").length != arity) {
      throw Require.refused("args", arity + " arguments, as the function takes", args.length);
    }
    if (refMask >>> arity != 0) {
      throw Require.refused(
          "refMask", "bits for " + arity + " arguments", Integer.toBinaryString(refMask));
    }
    Invocation invocation = Invocation.of(fn, refMask, args);
    for (int i = 0; i < arity; i++) {
      if (invocation.isRef(i)) {
        owner.own(args[i], "argument " + (i + 1));
      }
    }
    return invocation;
  }
}
