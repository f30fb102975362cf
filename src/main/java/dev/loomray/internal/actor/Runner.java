package dev.loomray.internal.actor;

import dev.loomray.internal.task.Place;
import dev.loomray.internal.task.ThreadState;
import org.jspecify.annotations.Nullable;

/** Runs calls of one group on one instance, one after the other; now and then it lets others go first. */
final class Runner extends InstanceWork {
  private static final int BATCH = 256;

  private final Groups groups;
  private final Group group;

  Runner(Actor actor, Groups groups, Group group, Instance instance) {
    super(actor, instance);
    this.groups = groups;
    this.group = group;
  }

  @Override
  void runOn(@Nullable Place place) {
    for (int i = 0; i < BATCH; i++) {
      Turn turn = groups.begin(group, instance, place);
      if (turn == null) {
        ThreadState.name(Thread.currentThread(), "");
        return;
      }
      turn.run(actor);
    }
    start();
  }
}
