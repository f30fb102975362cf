package dev.loomray.internal.actor;

import dev.loomray.internal.task.Place;
import dev.loomray.internal.task.TaskEngine;
import dev.loomray.internal.task.TaskPlace;
import org.jspecify.annotations.Nullable;

/** Turns on one instance: on its own thread if it has one, else on one of the engine's. */
abstract class InstanceWork implements TaskEngine.Work {
  final Actor actor;
  final Instance instance;

  InstanceWork(Actor actor, Instance instance) {
    this.actor = actor;
    this.instance = instance;
  }

  /**
   * Runs the turns.
   *
   * @param place the place that the thread has; null for a thread of the instance's own
   */
  abstract void runOn(@Nullable Place place);

  /** Has it run soon. */
  final void start() {
    OwnThread own = instance.thread();
    if (own != null) {
      own.execute(() -> runOn(null));
    } else {
      actor.owner().engine().start(this);
    }
  }

  @Override
  public final void run(TaskPlace place) {
    runOn(place);
  }

  @Override
  public final boolean refused(Throwable reason) {
    return false; // tried again: no call is lost for a thread
  }
}
