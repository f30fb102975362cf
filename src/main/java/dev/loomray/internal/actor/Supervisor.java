package dev.loomray.internal.actor;

import dev.loomray.internal.serial.Failure;
import dev.loomray.internal.serial.code.Thrown;
import dev.loomray.internal.task.Call;
import dev.loomray.internal.task.Failed;
import dev.loomray.internal.task.Owner;
import dev.loomray.internal.task.Ref;
import dev.loomray.internal.task.Timer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What follows from the end of a turn, for its call and for its actor. */
final class Supervisor {
  private final Actor actor;
  private final Life life;

  // under the lock of the actor's life; any thread reads the volatile one
  // how many restarts there were since a call has returned: so much longer it waits
  private volatile int restartsInARow;
  // calls that wait for their time to run again
  private @Nullable Map<ActorCall<?>, Timer> resting;

  Supervisor(Actor actor, Life life) {
    this.actor = actor;
    this.life = life;
  }

  private Owner owner() {
    return actor.owner();
  }

  /**
   * The code of a call has returned or thrown: decides what follows, and then answers.
   *
   * @return whether its thread has the next call of the actor too
   */
  boolean ended(Ended turn) {
    ActorCall<?> call = turn.call();
    Throwable thrown = turn.thrown();
    owner().tree().closeScopesOf(call);
    boolean again = thrown != null && !turn.exits() && CallFailure.runsAgain(call, thrown);
    Object outcome = thrown == null ? turn.value() : CallFailure.of(call, thrown);
    String text = thrown == null ? "" : Thrown.text(thrown); // before the lock: it is a user's code
    Result result = new Result(outcome, again, text);
    boolean[] goesOn = new boolean[1];
    life.always(after -> goesOn[0] = ended(turn, result, after));
    return goesOn[0];
  }

  /**
   * What the end of a turn means for its call.
   *
   * @param outcome what it is answered, unless it runs again
   * @param again whether it is to run again
   * @param text what was thrown, in words
   */
  private record Result(Object outcome, boolean again, String text) {}

  private boolean ended(Ended turn, Result result, After after) {
    if (turn.call().isStolen()) {
      life.instances().leftBehind(turn.call(), after);
      return false;
    }
    turn.instance().ends(turn.call());
    decide(turn, result, after);
    life.instances().closeIfDone(turn.instance(), after);
    actor.lanes().endIfDone(after);
    // the thread of a constructor has no calls, while another may still have to let go of them
    return turn.call().terms().kind() != CallTerms.Kind.CREATION
        && actor.lanes().goesOn(turn.instance(), after);
  }

  private void decide(Ended turn, Result result, After after) {
    ActorCall<?> call = turn.call();
    boolean isStale = turn.instance().isRetired();
    Throwable thrown = turn.thrown();
    if (call.terms().kind() == CallTerms.Kind.CREATION) {
      decideCreation(turn, isStale, result, after);
    } else if (turn.exits() && !isStale) {
      Death exited = Death.wanted(actor, "it called exitActor()");
      life.die(exited, true, after);
      leave(call, exited.of(call), after);
    } else if (thrown == null || isStale) {
      restartsInARow = isStale ? restartsInARow : 0;
      leave(call, call.terms().isReplaced() ? null : result.outcome, after);
    } else {
      decideFailure(call, result, thrown, after);
    }
  }

  private void decideCreation(Ended turn, boolean isStale, Result result, After after) {
    Throwable thrown = turn.thrown();
    Object outcome = result.outcome;
    turn.instance().made(thrown == null && outcome != Ref.NULL ? outcome : null);
    leave(turn.call(), thrown == null ? Ref.NULL : outcome, after);
    if (isStale) {
      return;
    }
    if (turn.exits()) {
      life.die(Death.wanted(actor, "its constructor called exitActor()"), false, after);
    } else if (thrown != null) {
      String why = "its constructor threw " + result.text;
      if (actor.settings().restartsOn(thrown)) {
        life.restart(why, thrown, false, after);
      } else {
        life.die(Death.unborn(actor, why, thrown, outcome), false, after);
      }
    } else if (turn.instance().object() == null) {
      life.die(Death.of(actor, "its constructor returned null", null), false, after);
    } else {
      life.born(turn.instance(), after);
    }
  }

  private void decideFailure(ActorCall<?> call, Result result, Throwable thrown, After after) {
    boolean again = result.again && !call.isSettled();
    boolean restarts = mustRestart(call, thrown);
    if (again) {
      call.terms().nextAttempt();
      call.leave();
      again = call.again();
    }
    if (again) {
      runAgain(call, after);
    } else {
      leave(call, result.outcome, after);
    }
    if (restarts) {
      life.restart("a call threw " + result.text, thrown, true, after);
    }
  }

  /** What a stopped call throws says nothing of the actor: it was interrupted. */
  private boolean mustRestart(ActorCall<?> call, Throwable thrown) {
    return actor.settings().restartsOn(thrown) && (thrown instanceof Error || !call.isSettled());
  }

  /** A call leaves its thread, and is answered; with null it was answered already. */
  private static void leave(ActorCall<?> call, @Nullable Object outcome, After after) {
    call.leave();
    call.finish();
    after.add(
        () -> {
          if (outcome != null) {
            call.answer(outcome);
          }
          call.tidy();
        });
  }

  // ---- calls that run again

  /** A call that has thrown has another turn: at once it is the next, after a delay it is the last. */
  private void runAgain(ActorCall<?> call, After after) {
    long delay =
        call.terms().retry().backoff().delayNanos(call.attempt() - 1, owner().env().random());
    if (delay == 0) {
      actor.lanes().again(call);
    } else {
      Timer timer = owner().timers().prepare(delay, () -> back(call));
      resting = resting == null ? new LinkedHashMap<>() : resting;
      resting.put(call, timer);
      after.add(() -> owner().timers().schedule(timer));
    }
    if (call.isSettled()) {
      after.add(call::stopped);
    }
  }

  private void back(ActorCall<?> call) {
    life.locked(
        after -> {
          if (removeResting(call) != null) {
            actor.lanes().back(call, after);
          }
        });
  }

  /** A call was settled from outside. */
  void forget(ActorCall<?> call, After after) {
    Timer timer = removeResting(call);
    if (timer != null) {
      after.add(() -> owner().timers().cancel(timer));
    }
  }

  private @Nullable Timer removeResting(ActorCall<?> call) {
    Map<ActorCall<?>, Timer> all = resting;
    if (all == null) {
      return null;
    }
    Timer timer = all.remove(call);
    if (all.isEmpty()) {
      resting = null;
    }
    return timer;
  }

  /** The calls that wait for their time, which does not come. */
  List<ActorCall<?>> takeResting(After after) {
    if (resting == null) {
      return new ArrayList<>();
    }
    List<ActorCall<?>> calls = new ArrayList<>(resting.keySet());
    resting.values().forEach(timer -> after.add(() -> owner().timers().cancel(timer)));
    resting = null;
    return calls;
  }

  boolean nothingRests() {
    return resting == null;
  }

  // ---- restarts

  /** Whether the end of each turn is news. */
  boolean minds() {
    return restartsInARow > 0;
  }

  /** One more restart; how many there were in a row. */
  int restartsAgain() {
    int inARow = restartsInARow + 1;
    restartsInARow = inARow;
    return inARow;
  }

  /** A running call has lost its instance: it runs again, or fails. */
  void lose(ActorCall<?> call, String why, @Nullable Throwable cause, After after) {
    Call code = call.call();
    if (call.terms().kind() == CallTerms.Kind.CALL
        && call.terms().mayRunAgain()
        && code != null
        && !call.isSettled()) {
      actor.lanes().again(call.twin(code));
      after.add(call::replaced);
      return;
    }
    String text =
        "%s was restarted while it ran this call: %s; maxTaskRetries has it run again"
            .formatted(actor.describe(), why);
    Failure lost = new Failure(Failure.Kind.ACTOR_UNAVAILABLE, text, cause);
    Failed failed = Failed.because(call.kind(), call.name(), "was lost", lost);
    if (call.terms().kind() == CallTerms.Kind.CREATION) {
      failed.markRead(); // nobody can read it
    }
    after.add(() -> call.stop(failed));
  }
}
