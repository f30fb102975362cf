package dev.loomray.internal.actor;

import dev.loomray.internal.task.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The instance of an actor that lives, and those whose last turn or whose {@code close} has not ended. All of it is under the
 * lock of the actor's life.
 */
final class Instances {
  private final Actor actor;
  private final Life life;

  private @Nullable Instance current;
  private List<Instance> lingering = List.of();
  // how many are being closed
  private int hooks;

  Instances(Actor actor, Life life) {
    this.actor = actor;
    this.life = life;
  }

  /** A fresh one, whose constructor is to run. */
  Instance make() {
    OwnThread thread =
        actor.settings().concurrency().hasOwnThread()
            ? OwnThread.start(
                actor.owner().env(), "loomray-" + actor.owner().name() + "-" + actor.describe())
            : null;
    Instance made = new Instance(thread);
    current = made;
    return made;
  }

  @Nullable Object object() {
    return current == null ? null : current.object();
  }

  /** The constructor's turn begins; null if it has been overtaken. */
  @Nullable Turn begin(ActorCall<?> creation, Instance on, @Nullable Place place) {
    life.lock().lock();
    try {
      if (on.isRetired() || !creation.begin()) {
        return null;
      }
      Turn turn = new Turn(on, creation, place);
      on.begins(turn);
      return turn;
    } finally {
      life.lock().unlock();
    }
  }

  /**
   * The instance that lives is no more.
   *
   * @param each gets the calls that run on it
   */
  void retire(Consumer<ActorCall<?>> each, boolean byTurn, After after) {
    Instance old = current;
    current = null;
    if (old != null) {
      old.retire();
      lingering = with(old);
      actor.lanes().cut(old, byTurn);
      // each before those that have begun later
      old.turns().reversed().forEach(turn -> each.accept(turn.call()));
      closeIfDone(old, after);
    }
  }

  /** The thread of a turn that was stolen has left it. */
  void leftBehind(ActorCall<?> call, After after) {
    call.leave();
    after.add(call::tidy);
    for (Instance old : lingering) {
      if (old.ends(call)) {
        closeIfDone(old, after);
      }
    }
  }

  /** A turn may have been the last of a retired instance. */
  void closeIfDone(Instance old, After after) {
    if (!old.mustBeClosed()) {
      return;
    }
    OwnThread thread = old.thread();
    if (thread != null) {
      after.add(thread::end);
    }
    if (old.object() instanceof AutoCloseable hook) {
      hooks++;
      after.add(() -> actor.system().close(actor, hook, () -> closed(old)));
    } else {
      forget(old);
      goneIfDone(after);
    }
  }

  // a new list for each change: there are few, and whoever goes through one may cause the next

  private List<Instance> with(Instance old) {
    List<Instance> more = new ArrayList<>(lingering);
    more.add(old);
    return more;
  }

  private void forget(Instance old) {
    lingering = lingering.stream().filter(other -> other != old).toList();
  }

  private void closed(Instance old) {
    life.always(
        after -> {
          hooks--;
          forget(old);
          restIfDone(after);
        });
  }

  /** Says so if all have ended, and if none is being closed, of an actor that is dead. */
  void restIfDone(After after) {
    goneIfDone(after);
    if (life.death() != null && hooks == 0 && actor.lanes().hasLetGo()) {
      life.answerStops(after);
    }
  }

  private void goneIfDone(After after) {
    if (life.death() != null && lingering.isEmpty() && actor.lanes().hasLetGo()) {
      life.gone(after);
    }
  }

  boolean areQuiet() {
    return hooks == 0 && lingering.isEmpty() && (current == null || current.turns().isEmpty());
  }

  /** The turns that run, for people. */
  List<Turn> turns() {
    life.lock().lock();
    try {
      List<Turn> turns = new ArrayList<>();
      lingering.forEach(old -> turns.addAll(old.turns()));
      if (current != null) {
        turns.addAll(current.turns());
        turns.addAll(actor.lanes().turns(current));
      }
      return turns;
    } finally {
      life.lock().unlock();
    }
  }
}
