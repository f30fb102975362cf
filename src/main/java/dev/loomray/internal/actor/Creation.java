package dev.loomray.internal.actor;

import dev.loomray.internal.task.Place;
import org.jspecify.annotations.Nullable;

/** Runs the constructor of an actor. */
final class Creation extends InstanceWork {
  private final ActorCall<?> call;

  Creation(Actor actor, ActorCall<?> call, Instance instance) {
    super(actor, instance);
    this.call = call;
  }

  @Override
  void runOn(@Nullable Place place) {
    Turn turn = actor.life().instances().begin(call, instance, place);
    if (turn != null) {
      turn.run(actor);
    }
  }
}
