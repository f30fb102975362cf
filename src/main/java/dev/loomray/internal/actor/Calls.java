package dev.loomray.internal.actor;

import dev.loomray.ObjectRef;
import dev.loomray.function.Fn;
import dev.loomray.internal.base.Require;
import dev.loomray.internal.base.StackRoom;
import dev.loomray.internal.task.Deadline;
import dev.loomray.internal.task.Execution;
import dev.loomray.internal.task.Invocation;
import dev.loomray.internal.task.Owner;
import dev.loomray.internal.task.Retry;
import dev.loomray.internal.task.Settings;
import dev.loomray.internal.task.Stop;
import dev.loomray.internal.task.Task;
import dev.loomray.internal.task.TaskContext;
import dev.loomray.internal.task.Timer;
import org.jspecify.annotations.Nullable;

/** Turns what a user calls on a handle into a call: checks it, and has it delivered in the order of its caller. */
final class Calls {
  private Calls() {}

  static <R extends @Nullable Object> ObjectRef<R> submit(
      Actor actor, Settings settings, Fn fn, int refMask, @Nullable Object... args) {
    StackRoom.require();
    Owner owner = actor.owner();
    Invocation invocation = owner.submission().checked(fn, refMask, 1, args);
    owner.requireOpen();
    Execution<?> caller = caller(owner);
    CallTerms.Options options = options(actor, settings, fn, caller);
    PendingLimit limit = actor.limit();
    if (limit == null) {
      return submit(actor, terms(actor, settings, options, null), invocation, caller);
    }
    CallTerms terms = terms(actor, settings, options, limit);
    limit.enter(actor, terms, caller instanceof ActorCall<?> call && call.target() == actor);
    try {
      return submit(actor, terms, invocation, caller);
    } catch (Throwable e) {
      terms.leave();
      throw e;
    }
  }

  static ObjectRef<Void> stop(Actor actor) {
    StackRoom.require();
    Owner owner = actor.owner();
    owner.requireOpen();
    Execution<?> caller = caller(owner);
    ActorCall<Void> call = new ActorCall<>(actor, CallTerms.ours(CallTerms.Kind.STOP, "stop"));
    Delays.submit(call, key(caller), null);
    return call;
  }

  private static @Nullable Execution<?> caller(Owner owner) {
    Execution<?> current = TaskContext.current();
    return current != null && current.owner() == owner ? current : null;
  }

  /** Whose calls are in order: those of a task or an actor, whatever thread it runs on, or outside those of a thread. */
  private static Object key(@Nullable Execution<?> caller) {
    if (caller == null) {
      return Thread.currentThread();
    }
    return caller instanceof ActorCall<?> call ? call.target() : caller;
  }

  private static CallTerms terms(
      Actor actor, Settings settings, CallTerms.Options options, @Nullable PendingLimit limit) {
    return settings.name() == null && options.isNone() && limit == null
        ? actor.plainTerms()
        : CallTerms.of(settings.name(), options, limit);
  }

  private static CallTerms.Options options(
      Actor actor, Settings settings, Fn fn, @Nullable Execution<?> caller) {
    Retry retry = settings.retry().isNever() ? actor.settings().retry() : settings.retry();
    Deadline inherited = caller == null ? null : caller.deadline();
    Deadline deadline = Deadline.earlier(own(actor, settings), inherited);
    String group = group(actor, settings, fn);
    CallTerms.Options options = new CallTerms.Options(retry, group, deadline, settings.isStored());
    return options.isNone() ? CallTerms.Options.NONE : options;
  }

  private static @Nullable Deadline own(Actor actor, Settings settings) {
    long nanos = settings.timeoutNanos();
    String name = settings.name() == null ? "the call" : settings.name();
    return nanos == 0
        ? null
        : new Deadline(actor.owner().env().clock().nanoTime() + nanos, nanos, name);
  }

  private static String group(Actor actor, Settings settings, Fn fn) {
    String chosen = settings.concurrencyGroup();
    if (chosen == null && actor.hasGroups()) {
      chosen = MethodGroups.of(fn);
    }
    if (chosen == null) {
      return "";
    }
    if (!actor.hasGroup(chosen)) {
      throw Require.refused("concurrencyGroup", "one of " + actor.groupNames(), chosen);
    }
    return chosen;
  }

  private static <R extends @Nullable Object> ActorCall<R> submit(
      Actor actor, CallTerms terms, Invocation invocation, @Nullable Execution<?> caller) {
    Owner owner = actor.owner();
    ActorCall<R> call = new ActorCall<>(actor, terms);
    call.runs(invocation);
    call.runs(owner.handover().call(call, invocation));
    Deadline deadline = terms.deadline();
    if (deadline != null) {
      terms.timer(new Timer(deadline.at(), () -> call.timedOut(deadline)));
    }
    if (caller instanceof Task<?> task) {
      Stop stopped = owner.tree().link(call, task);
      if (stopped != null) {
        call.settle(stopped.ofLate(call));
        call.stopped();
        return call;
      }
    }
    Timer timer = terms.timer();
    if (timer != null) {
      owner.timers().schedule(timer);
    }
    Delays.submit(call, key(caller), invocation);
    terms.enters();
    return call;
  }
}
