package dev.loomray.internal.actor;

import dev.loomray.internal.task.Place;
import dev.loomray.internal.task.TaskEngine;
import dev.loomray.internal.task.TaskPlace;
import org.jspecify.annotations.Nullable;

/** Runs the constructor of an actor. */
final class Creation implements TaskEngine.Work {
  private final Actor actor;
  private final ActorCall<?> call;
  private final Instance instance;

  Creation(Actor actor, ActorCall<?> call, Instance instance) {
    this.actor = actor;
    this.call = call;
    this.instance = instance;
  }

  void start() {
    OwnThread own = instance.thread();
    if (own != null) {
      own.execute(() -> runOn(null));
    } else {
      actor.owner().engine().start(this);
    }
  }

  @Override
  public void run(TaskPlace place) {
    runOn(place);
  }

  private void runOn(@Nullable Place place) {
    Turn turn = actor.life().instances().begin(call, instance, place);
    if (turn != null) {
      turn.run(actor);
    }
  }

  @Override
  public boolean refused(Throwable reason) {
    return false; // tried again
  }
}
