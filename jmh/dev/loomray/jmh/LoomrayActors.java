package dev.loomray.jmh;

import dev.loomray.ActorHandle;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Loomray: plain classes, and calls of their methods. */
final class LoomrayActors implements ActorWork<ActorHandle<Counter>, ObjectRef<Long>> {
  private static final Duration LONG = Duration.ofHours(1);

  private final Ray ray = Ray.init();

  @Override
  public List<ActorHandle<Counter>> spawn(int count, Supplier<? extends Counter> object) {
    List<ActorHandle<Counter>> spawned = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      spawned.add(ray.<Counter>actor(object::get));
    }
    return spawned;
  }

  @Override
  public void tell(ActorHandle<Counter> actor, int by) {
    actor.run(Counter::add, by);
  }

  @Override
  public ObjectRef<Long> ask(ActorHandle<Counter> actor, int by) {
    return actor.call(Counter::addAndGet, by);
  }

  @Override
  public long await(ObjectRef<Long> answer) {
    return answer.get();
  }

  @Override
  public Block endlessGet() {
    ObjectRef<Void> late = ray.after(LONG);
    return late::get;
  }

  @Override
  public void compute(Runnable work) {
    ray.run(work::run);
  }

  @Override
  public void stop(List<ActorHandle<Counter>> actors) {
    List<ObjectRef<Void>> ends = new ArrayList<>(actors.size());
    for (ActorHandle<Counter> actor : actors) {
      ends.add(actor.stop());
    }
    ray.get(ends);
  }

  @Override
  public void close() {
    ray.close();
  }
}
