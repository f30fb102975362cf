package dev.loomray.internal.actor;

import dev.loomray.internal.task.Place;
import dev.loomray.internal.task.TaskEngine;
import dev.loomray.internal.task.TaskPlace;
import dev.loomray.internal.task.ThreadState;
import org.jspecify.annotations.Nullable;

/** Runs calls of one group on one instance, one after the other; now and then it lets others go first. */
final class Runner implements TaskEngine.Work {
  private static final int BATCH = 256;

  private final Actor actor;
  private final Groups groups;
  private final Group group;
  private final Instance instance;

  Runner(Actor actor, Groups groups, Group group, Instance instance) {
    this.actor = actor;
    this.groups = groups;
    this.group = group;
    this.instance = instance;
  }

  /** Has it run soon. */
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

  @Override
  public boolean refused(Throwable reason) {
    return false; // tried again: no call is lost for a thread
  }
}
