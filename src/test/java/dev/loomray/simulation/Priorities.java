package dev.loomray.simulation;

import dev.loomray.Engine;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.internal.runtime.Boot;
import dev.loomray.simulation.schedule.Schedule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Tasks that wait for one CPU start by priority, and within one in the order in which they came. */
final class Priorities implements Consumer<Schedule> {
  private static final int TASKS = 24;

  private final List<Integer> started = new ArrayList<>();
  private final CountDownLatch holding = new CountDownLatch(1);
  private final CountDownLatch gate = new CountDownLatch(1);

  @Override
  public void accept(Schedule schedule) {
    World world = new World(schedule);
    Engine engine = world.engine();
    int[] priorities = new Random(world.random().nextLong()).ints(TASKS, 0, 4).toArray();
    try (Ray ray = Boot.start(config -> config.cpus(1).engine(engine), world.environment())) {
      ray.options(o -> o.cpus(1).priority(9)).run(this::hold);
      holding.await();
      List<ObjectRef<Void>> refs = new ArrayList<>();
      for (int i = 0; i < TASKS; i++) {
        int task = i;
        refs.add(
            ray.options(o -> o.cpus(1).priority(priorities[task])).run(() -> start(ray, task)));
      }
      gate.countDown();
      ray.get(refs);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    List<Integer> expected =
        IntStream.range(0, TASKS)
            .boxed()
            .sorted(Comparator.comparing(task -> -priorities[task]))
            .toList();
    if (!started.equals(expected)) {
      throw new AssertionError("started " + started + ", expected " + expected);
    }
  }

  /** Holds the CPU, unlike a wait for a ref. */
  private void hold() throws InterruptedException {
    holding.countDown();
    gate.await();
  }

  private void start(Ray ray, int task) {
    started.add(task);
    ray.call(() -> task).get(); // gives the CPU back: the next may start
  }
}
