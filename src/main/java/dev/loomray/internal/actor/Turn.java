package dev.loomray.internal.actor;

import dev.loomray.internal.base.Current;
import dev.loomray.internal.task.Call;
import dev.loomray.internal.task.Invocation;
import dev.loomray.internal.task.Place;
import dev.loomray.internal.task.Ref;
import dev.loomray.internal.task.ThreadState;
import org.jspecify.annotations.Nullable;

/** One attempt of a call on its thread. */
final class Turn extends TurnPlace {
  // immutable
  private final Instance instance;
  private final ActorCall<?> call;
  private final @Nullable Place below;
  private final Thread thread = Thread.currentThread();

  /**
   * A turn of this thread.
   *
   * @param below the place that the thread has; null for a thread of the actor's own
   */
  Turn(Instance instance, ActorCall<?> call, @Nullable Place below) {
    this.instance = instance;
    this.call = call;
    this.below = below;
  }

  ActorCall<?> call() {
    return call;
  }

  /** Runs the code of the call and ends the turn. */
  void run(Actor actor) {
    Thread.interrupted(); // what the turn before has left
    call.enter(this);
    Object value = Ref.NULL;
    Throwable thrown = null;
    try {
      Call code = call.call();
      if (code != null && !call.isSettled()) {
        ThreadState.name(thread, call.name());
        value = outcome(bound(code));
      }
    } catch (Throwable e) {
      thrown = e;
    }
    actor.life().supervisor().ended(new Ended(instance, call, exits(), value, thrown));
  }

  /** What an instance's constructor has made is not handed to anybody. */
  private Object outcome(@Nullable Object returned) {
    if (call.terms().kind() == CallTerms.Kind.CREATION) {
      return returned == null ? Ref.NULL : returned;
    }
    return call.owner().handover().result(call, returned);
  }

  /** A structured scope that the code leaves open is closed when it returns, and said by an exception. */
  private @Nullable Object bound(Call code) throws Exception {
    Current current = new Current(call.owner().ray()).begin(call, call.attempt());
    return ScopedValue.where(Current.KEY, current).call(() -> invoke(code.open()));
  }

  private @Nullable Object invoke(Invocation invocation) throws Exception {
    if (call.terms().kind() == CallTerms.Kind.CREATION) {
      return invocation.invoke();
    }
    return invocation.invokeOn(instance.object());
  }

  @Override
  public Thread thread() {
    return thread;
  }

  @Override
  public void waits() {
    if (below != null) {
      below.waits();
    }
  }

  @Override
  public void goesOn() {
    if (below != null) {
      below.goesOn();
    }
  }
}
