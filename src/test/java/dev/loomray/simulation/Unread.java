package dev.loomray.simulation;

import dev.loomray.Engine;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.function.Fn1;
import dev.loomray.internal.runtime.Boot;
import dev.loomray.simulation.schedule.Schedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/** A failure that nobody reads is reported once, one that somebody reads is not. */
final class Unread implements Consumer<Schedule> {
  private static final int TASKS = 20;
  private static final long LATER_NANOS = 1_000_000_000;

  private final Map<String, Integer> expected = new HashMap<>();
  private final List<Thread> readers = new ArrayList<>();

  @Override
  public void accept(Schedule schedule) {
    World world = new World(schedule);
    Engine engine = world.engine();
    Random random = world.random();
    try (Ray ray = Boot.start(config -> config.engine(engine), world.environment())) {
      for (int i = 0; i < TASKS; i++) {
        fail(ray, world, "u" + i, random.nextInt(6));
      }
      for (Thread reader : readers) {
        reader.join();
      }
      if (!ray.awaitIdle(Duration.ofDays(1))) {
        throw new AssertionError("never idle");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    long later = schedule.nanoTime() + LATER_NANOS;
    while (schedule.nanoTime() - later < 0) { // a park may end for no reason
      schedule.parkNanos("the reports of what was collected", LATER_NANOS);
    }
    expected.forEach((name, reports) -> check(world, name, reports));
  }

  private void fail(Ray ray, World world, String name, int use) {
    Random random = new Random(world.random().nextLong());
    ObjectRef<Integer> ref =
        ray.options(o -> o.name(name))
            .call(
                () -> {
                  ray.sleep(Duration.ofNanos(random.nextInt(3_000)));
                  throw new IllegalStateException(name);
                });
    expected.put(name, use <= 2 ? 1 : 0);
    switch (use) {
      case 0 -> world.forget(ref);
      case 1 -> {
        var unused = ref.isReady(); // looking is not reading; it is kept until the close
      }
      case 2 -> world.start(() -> world.forget(ref));
      case 3 -> readers.add(world.start(() -> read(ray, ref)));
      case 4 -> {
        expected.put(name + "x", 1);
        passOn(ray, world, name, ref);
      }
      default -> ref.toFuture().whenComplete((_, _) -> world.forget(ref));
    }
  }

  /** What fails since its argument failed is a failure of its own. */
  private static void passOn(Ray ray, World world, String name, ObjectRef<Integer> ref) {
    world.forget(ray.options(o -> o.name(name + "x")).submit(identity(), 1, ref));
    world.forget(ref);
  }

  private static Fn1<Integer, Integer> identity() {
    return value -> value;
  }

  private static void read(Ray ray, ObjectRef<Integer> ref) {
    var unused = ray.waitFor(1, List.of(ref));
  }

  private void check(World world, String name, int reports) {
    long found =
        world.warnings().stream()
            .filter(text -> text.contains("pass it on: task " + name + " "))
            .count();
    if (found != reports) {
      throw new AssertionError(
          name + ": " + found + " reports, expected " + reports + " in " + world.warnings());
    }
  }
}
