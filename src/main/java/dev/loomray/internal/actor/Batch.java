package dev.loomray.internal.actor;

import dev.loomray.internal.base.Current;
import dev.loomray.internal.task.Call;
import dev.loomray.internal.task.Handover;
import dev.loomray.internal.task.Owner;
import dev.loomray.internal.task.Ref;
import dev.loomray.internal.task.ThreadState;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Turns of one actor, one after the other on one thread: what is bound is bound once. A structured scope that a call leaves open
 * is closed, by leaving the binding, before that call is answered.
 */
abstract class Batch extends TurnPlace {
  private static final int TURNS = 256;
  // a look at the clock costs a part of a short turn, so it is taken at every eighth
  private static final int LOOKS = 8;
  private static final long LONG_NANOS = TimeUnit.MICROSECONDS.toNanos(250);

  private final Owner owner;
  private final Handover handover;
  private final Current current;

  // its own thread
  private @Nullable Inbox inbox;
  private @Nullable Instance instance;
  private int turns;
  private long lookedNanos;
  private boolean mine;
  private @Nullable ActorCall<?> held;
  private @Nullable Throwable thrown;

  Batch(Owner owner) {
    this.owner = owner;
    this.handover = owner.handover();
    this.current = new Current(owner.ray(), this);
  }

  /** The call whose code runs, or is about to; any thread. */
  final @Nullable ActorCall<?> call() {
    return (ActorCall<?>) current.workAcquire();
  }

  /** Whether others have waited long enough. */
  abstract boolean isEnough();

  /** A turn begins. */
  abstract void turnBegins();

  /** A turn has ended. */
  abstract void turnEnds();

  /** Runs calls of an actor that was taken from a list; true if it must be listed again. */
  final boolean run(Inbox of) {
    Instance on = of.begin(this);
    if (on == null) {
      return false;
    }
    inbox = of;
    instance = on;
    turns = 0;
    mine = true;
    boolean over = false;
    while (mine && !over) {
      over = bound(of);
    }
    inbox = null;
    instance = null;
    return mine && of.pause(turns);
  }

  /** Runs calls until the batch is over; false if the binding had to be left before. */
  private boolean bound(Inbox of) {
    try {
      ScopedValue.where(Current.KEY, current).run(this::loop);
    } catch (Throwable e) {
      if (held == null) {
        owner.env().reports().bug("a batch of " + of.actor().describe() + " threw", e);
      }
      thrown = e;
    }
    ActorCall<?> call = held;
    if (call == null) {
      return true;
    }
    held = null;
    mine = ended(call, Ref.NULL, thrown);
    current.end();
    thrown = null;
    return false;
  }

  private void loop() {
    Inbox of = inbox;
    while (of != null && mine && turns < TURNS && !(turns > 0 && (isEnough() || isLong()))) {
      ActorCall<?> call = of.next();
      if (call == null) {
        return;
      }
      turns++;
      if (call.terms().kind() == CallTerms.Kind.STOP) {
        mine = of.stop(call);
      } else {
        current.beginRelease(call, call.attempt());
        begun(call, of.begin(call));
        if (held != null) {
          return;
        }
      }
    }
  }

  /** Whether its turns are so long that others should not wait for many of them: eight took a quarter of a millisecond. */
  private boolean isLong() {
    if (turns % LOOKS != 0) {
      return false;
    }
    long before = lookedNanos;
    lookedNanos = owner.env().clock().nanoTime();
    return turns > LOOKS && lookedNanos - before > LONG_NANOS;
  }

  private void begun(ActorCall<?> call, Inbox.Begun begun) {
    if (begun == Inbox.Begun.YES) {
      turn(call);
    } else {
      current.end();
      mine = begun != Inbox.Begun.LOST;
    }
  }

  private void turn(ActorCall<?> call) {
    turnBegins();
    Object outcome = Ref.NULL;
    Throwable cause = null;
    Thread.interrupted(); // what the turn before has left
    call.enter(this);
    try {
      Call code = call.call();
      Instance on = instance;
      if (code != null && on != null && !call.isSettled()) {
        outcome = handover.result(call, code.open().invokeOn(on.object()));
      }
    } catch (Throwable e) {
      cause = e;
    }
    turnEnds();
    if (ThreadState.hasOpenScopes(Thread.currentThread())) {
      held = call;
      thrown = cause;
    } else {
      mine = ended(call, outcome, cause);
      current.end(); // not before: until it has ended, its turn can be stolen
    }
  }

  private boolean ended(ActorCall<?> call, Object outcome, @Nullable Throwable cause) {
    Inbox of = inbox;
    Instance on = instance;
    if (of == null || on == null) {
      return false;
    }
    try {
      return ended(of, new Ended(on, call, exits(), outcome, cause));
    } catch (
        Throwable e) { // no memory for our own work: if nothing was decided yet, the call fails
      owner.env().reports().bug("the end of " + call.describe() + " threw", e);
      return !call.isRunning() || answered(of, call, owner.exhausted());
    }
  }

  private boolean ended(Inbox of, Ended turn) {
    Supervisor supervisor = of.actor().life().supervisor();
    if (turn.thrown() != null || turn.exits() || supervisor.minds()) {
      forgetExit();
      return supervisor.ended(turn);
    }
    owner.tree().closeScopesOf(turn.call());
    return answered(of, turn.call(), turn.value());
  }

  private static boolean answered(Inbox of, ActorCall<?> call, Object outcome) {
    call.leave();
    boolean goesOn = of.end(call);
    if (!call.terms().isReplaced()) { // else another attempt answers
      call.answer(outcome);
    }
    call.tidy();
    return goesOn;
  }
}
