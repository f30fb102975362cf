package dev.loomray.simulation;

import dev.loomray.Engine;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.TaskScope;
import dev.loomray.error.RayException;
import dev.loomray.internal.runtime.Boot;
import dev.loomray.simulation.schedule.Schedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** Scopes that are closed while others submit to them: what is submitted is refused, or has ended when the close returns. */
final class LateSubmits implements Consumer<Schedule> {
  private static final int SCOPES = 4;

  @Override
  public void accept(Schedule schedule) {
    World world = new World(schedule);
    Engine engine = world.engine();
    Random random = world.random();
    try (Ray ray = Boot.start(config -> config.engine(engine), world.environment())) {
      for (int i = 0; i < SCOPES; i++) {
        closeOne(world, ray, 1 + random.nextInt(2));
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void closeOne(World world, Ray ray, int submitters) throws InterruptedException {
    TaskScope scope = ray.scope();
    ConcurrentLinkedQueue<ObjectRef<Integer>> submitted = new ConcurrentLinkedQueue<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < submitters; i++) {
      threads.add(world.start(() -> submitUntilRefused(ray, scope, submitted)));
    }
    var unused = scope.call(() -> 1);
    scope.close();
    requireEnded(submitted);
    for (Thread thread : threads) {
      thread.join();
    }
    requireEnded(submitted);
  }

  private static void requireEnded(Collection<ObjectRef<Integer>> submitted) {
    for (ObjectRef<Integer> ref : submitted) {
      if (!ref.isReady()) {
        throw new AssertionError("still runs at the end: " + ref);
      }
    }
  }

  private static void submitUntilRefused(
      Ray ray, TaskScope scope, ConcurrentLinkedQueue<ObjectRef<Integer>> submitted) {
    try {
      while (true) {
        ObjectRef<Integer> ref = scope.call(() -> sleep(ray));
        submitted.add(ref);
        var unused = ref.get();
      }
    } catch (RayException | IllegalStateException e) {
      // the scope is closed, or the task was cancelled with it
    }
  }

  private static int sleep(Ray ray) throws InterruptedException {
    ray.sleep(Duration.ofMillis(1));
    return 1;
  }
}
