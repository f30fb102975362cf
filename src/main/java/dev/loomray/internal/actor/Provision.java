package dev.loomray.internal.actor;

import dev.loomray.internal.task.Failed;
import dev.loomray.internal.task.Holding;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The resources that an actor has as long as it lives. */
final class Provision {
  private final Actor actor;

  // under the lock of the actor's life
  private @Nullable Holding holding;

  Provision(Actor actor) {
    this.actor = actor;
  }

  /** Waits for them, perhaps for nothing, and then says so; under the lock. */
  void ask(Runnable then, Consumer<Failed> failed, After after) {
    Holding asked =
        new Holding(
            actor.owner(), actor.constructorName(), actor.settings().resources(), then, failed);
    holding = asked;
    actor.life().needs(this);
    after.add(asked::start);
  }

  /** Gives them back, or waits no longer. */
  void end() {
    Holding held = holding;
    if (held != null) {
      held.end();
    }
  }
}
