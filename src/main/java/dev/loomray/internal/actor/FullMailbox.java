package dev.loomray.internal.actor;

import dev.loomray.internal.task.Awaited;
import java.util.List;

/**
 * An actor that has as many unfinished calls as it may, between two changes of that: whoever finds it twice knows that no call
 * came or left. There is room when one ends; none does before the turn that runs, if no argument can fail.
 */
final class FullMailbox implements Awaited {
  private final Actor actor;

  FullMailbox(Actor actor) {
    this.actor = actor;
  }

  @Override
  public List<ActorCall<?>> behind() {
    Lanes lanes = actor.lanes();
    ActorCall<?> running = lanes.isSerial() && !actor.hasDelayed() ? lanes.ahead("") : null;
    return running == null ? List.of() : List.of(running);
  }

  @Override
  public String because(Awaited next) {
    return "is full behind " + next.describe();
  }

  @Override
  public String describe() {
    return actor.describe();
  }
}
