package dev.loomray.internal.task;

import dev.loomray.internal.base.Signal;
import dev.loomray.internal.serial.Failure;
import org.jspecify.annotations.Nullable;

/**
 * A scope as a node of the tree; the Ray's root is one too. It is settled when it accepts no more tasks: closed, out of
 * time, or failed fast.
 */
final class Scope extends Node<Void> {
  private final ScopeSettings settings;
  private final @Nullable Deadline deadline;
  private final Signal changed = new Signal();

  // made before the scope is linked, so that a stop in between takes it away for good
  private final @Nullable Timer timer;

  Scope(Owner owner, ScopeSettings settings, @Nullable Deadline deadline) {
    super(owner);
    this.settings = settings;
    this.deadline = deadline;
    this.timer =
        settings.timeoutNanos() > 0 && deadline != null
            ? new Timer(deadline.at(), this::timedOut)
            : null;
  }

  @Override
  public @Nullable Deadline deadline() {
    return deadline;
  }

  /** Raised when the last child leaves, and when the scope is stopped. */
  Signal changed() {
    return changed;
  }

  /** Something beside the tree has come to rest. */
  void quieter() {
    if (changed.isAwaited()) {
      changed.all();
    }
  }

  /** Starts the timeout. */
  void startTimer() {
    if (timer != null) {
      owner().timers().schedule(timer);
    }
  }

  private void timedOut() {
    Deadline due = deadline;
    if (due != null) {
      owner().tree().stop(this, Stop.timedOut(due.failure("a scope", name(), "not closed")));
    }
  }

  /** Told by a task of this scope, not by one that it adopted, that it has failed. */
  void taskFailed(Failed failed) {
    if (settings.failsFast() && !failed.isCancellation()) {
      failed.markRead();
      Failure first = failed.failure();
      Failure own = new Failure(first.kind(), failed.message(), first.cause());
      owner().tree().stop(this, Stop.failedFast(own));
    }
  }

  /** Stops the scope and what is left in it; the caller waits for the threads. */
  void end() {
    owner().tree().stop(this, Stop.scopeClosed());
  }

  @Override
  public void stopped() {
    owner().timers().cancel(timer);
    changed.all();
  }

  @Override
  public String name() {
    return "scope";
  }

  @Override
  public String kind() {
    return "a ";
  }

  @Override
  public String describe() {
    return "scope #" + sequence();
  }
}
