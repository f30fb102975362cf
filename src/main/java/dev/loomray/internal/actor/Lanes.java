package dev.loomray.internal.actor;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the calls of an actor wait, and who runs them. What changes the life of the actor is done under its lock; so are all
 * methods here but for {@link #deliver}.
 */
abstract class Lanes {
  /** Takes a call whose arguments are ready; what follows is left to the caller. Under no lock of the actor's. */
  abstract void deliver(ActorCall<?> call, After after);

  /** A call that waits here was settled from outside. */
  abstract void left(ActorCall<?> call, After after);

  /** A call that has had a turn is the next to have one; by the thread of that turn, or after a {@link #cut}. */
  abstract void again(ActorCall<?> call);

  /** A call that has had a turn, and was delayed, waits again. */
  abstract void back(ActorCall<?> call, After after);

  /** Calls run on this instance from now on. */
  abstract void open(Instance on, After after);

  /**
   * No turn begins on this instance any more, and those that run are among its turns.
   *
   * @param byTurn whether the thread of a turn calls, whose own turn is over
   */
  abstract void cut(Instance from, boolean byTurn);

  /** Takes all calls that wait; none if the thread that is between two turns will do it soon. */
  abstract void takeAll(Consumer<ActorCall<?>> to);

  /** After the end of a turn: whether its thread takes the next call. */
  abstract boolean goesOn(Instance on, After after);

  /** Ends the actor if it is to end when nothing is left to run. */
  abstract void endIfDone(After after);

  /** Whether the actor may end when nothing is left to run. */
  boolean mayEnd() {
    return false;
  }

  /** Whether no thread still has the calls that it was asked for. */
  boolean hasLetGo() {
    return true;
  }

  /** Whether nothing waits or runs. */
  abstract boolean isIdle();

  /** The one turn that must end before a call of this kind has one; null if there is none, or not only one. */
  abstract @Nullable ActorCall<?> ahead(String group);

  /** What must end before a call that waits here has its turn; with several at a time it is not known. */
  final List<ActorCall<?>> behind(ActorCall<?> call) {
    ActorCall<?> running = waitsForOne(call.terms()) ? ahead(call.terms().group()) : null;
    return running == null || running == call ? List.of() : List.of(running);
  }

  /** A call of {@code stop()} waits for all groups. */
  private boolean waitsForOne(CallTerms terms) {
    return terms.kind() == CallTerms.Kind.CALL || isSerial();
  }

  /** Whether all turns are one after the other. */
  abstract boolean isSerial();

  /** Turns that run and are not counted among those of the instance, for people. */
  List<Turn> turns(Instance on) {
    return List.of();
  }

  /** What it does now, for people. */
  String describe() {
    return "";
  }

  /** How many wait. */
  abstract int size();
}
