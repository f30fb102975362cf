package dev.loomray.internal.task;

import dev.loomray.ObjectRef;
import dev.loomray.TaskOptions;
import dev.loomray.TaskScope;
import dev.loomray.Tasks;
import dev.loomray.function.Fn;
import dev.loomray.internal.base.StackRoom;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A scope as its users hold it. */
final class ScopeView implements TaskScope {
  private final Owner owner;
  private final Scope scope;

  // any thread, set once
  private volatile boolean closed;

  private ScopeView(Owner owner, Scope scope) {
    this.owner = owner;
    this.scope = scope;
  }

  /** Opens a scope under the current task. */
  static ScopeView open(Owner owner, ScopeSettings settings) {
    StackRoom.require();
    Node<?> parent = owner.submission().parent();
    long nanos = settings.timeoutNanos();
    Deadline own =
        nanos == 0 ? null : new Deadline(owner.env().clock().nanoTime() + nanos, nanos, "scope");
    Scope scope = new Scope(owner, settings, Deadline.earlier(own, parent.deadline()));
    Stop stopped = owner.tree().link(scope, parent);
    if (stopped != null && parent == owner.tree().root()) {
      throw owner.closed();
    }
    if (stopped != null) {
      scope.stop = stopped; // not linked: no other thread knows it yet
      scope.settle(stopped.ofLate(scope));
    } else {
      scope.startTimer();
    }
    return new ScopeView(owner, scope);
  }

  /** The node that tasks of this scope are linked to. */
  Node<?> node() {
    if (closed) {
      throw new IllegalStateException(
          "expected an open scope, found it closed; submit before close(), or use the ray");
    }
    return scope;
  }

  @Override
  public <R extends @Nullable Object> ObjectRef<R> submit(
      Fn fn, int refMask, @Nullable Object... args) {
    return owner.submission().submit(Settings.DEFAULT, node(), fn, refMask, args);
  }

  @Override
  public Tasks options(UnaryOperator<TaskOptions> change) {
    return new TasksView(owner.submission(), Settings.changed(change), this);
  }

  @Override
  public void join() {
    requireOutside("join");
    node();
    owner.lifecycle().awaitQuietOrStopped(scope);
    Failed failed = scope.failed();
    if (failed != null) {
      failed.markRead();
      throw failed.toException();
    }
  }

  @Override
  public void close() {
    StackRoom.require();
    requireOutside("close");
    closed = true;
    scope.end();
    owner.lifecycle().awaitEmptyUninterruptibly(scope);
    owner.tree().unlink(scope);
  }

  private void requireOutside(String call) {
    Execution<?> current = TaskContext.current();
    if (current != null && owner.tree().isBelow(current, scope)) {
      throw new IllegalStateException(
          "expected %s() outside the scope's own tasks, found it in task %s, which would wait for itself"
              .formatted(call, current.name()));
    }
  }
}
