package dev.loomray.simulation;

import dev.loomray.Engine;
import dev.loomray.MemoryReport;
import dev.loomray.ObjectView;
import dev.loomray.Pin;
import dev.loomray.Ray;
import dev.loomray.error.ObjectFreedException;
import dev.loomray.error.ObjectStoreFullException;
import dev.loomray.internal.runtime.Boot;
import dev.loomray.simulation.schedule.Schedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * Threads that put, read, view, pin, free and forget the same objects in a store that is too small for them. Each object is full
 * of one byte, so whoever reads memory that is another's by now sees it; in the end nothing is left.
 */
final class StoredObjects implements Consumer<Schedule> {
  private static final int STORE = 16 << 20;
  private static final int THREADS = 3;
  private static final int STEPS = 12;
  private static final int REFS = 4;
  private static final int PATIENCE = 1_000;
  private static final int FILLING_PAGE = 256 * 1024;

  private final AtomicReferenceArray<Marked> known = new AtomicReferenceArray<>(REFS);
  private final List<Thread> threads = new ArrayList<>();
  private int scale = 1;
  private World world;
  private Ray ray;

  @Override
  public void accept(Schedule schedule) {
    world = new World(schedule);
    if (world.random().nextInt(4) > 0) { // a quarter of all is as good, and faster
      scale = 4;
      world.storage().space(STORE / scale).claiming(STORE);
    }
    Engine engine = world.engine();
    try (Ray mine = Boot.start(c -> c.engine(engine).storeBytes(STORE), world.environment())) {
      ray = mine;
      for (int i = 0; i < THREADS; i++) {
        Random random = new Random(world.random().nextLong());
        threads.add(world.start(() -> work(random)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      requireNothingLeft();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void requireNothingLeft() {
    for (int i = 0; i < REFS; i++) {
      Marked last = known.get(i);
      if (last != null) {
        last.ref().free();
      }
    }
    MemoryReport report = ray.memory();
    for (int i = 0; i < PATIENCE && !isEmpty(report); i++) { // the collector has not told all yet
      pause(new Random(0));
      report = ray.memory();
    }
    if (!isEmpty(report)) {
      throw new AssertionError("something is left: " + report);
    }
  }

  private static boolean isEmpty(MemoryReport report) {
    return report.largest().isEmpty()
        && report.pinned() == 0
        && report.inline() == 0
        && report.used() <= FILLING_PAGE;
  }

  private void work(Random random) {
    for (int i = 0; i < STEPS; i++) {
      int at = random.nextInt(REFS);
      Marked one = known.get(at);
      try {
        if (one == null || random.nextInt(3) == 0) {
          replace(at, random);
        } else {
          use(one, random);
        }
      } catch (ObjectFreedException e) {
        // another was faster
      }
    }
  }

  private void replace(int at, Random random) {
    Marked made;
    try {
      made = Marked.put(ray, size(random), random);
    } catch (ObjectStoreFullException e) {
      return; // the others hold it all
    }
    Marked before = known.getAndSet(at, made);
    if (before != null && random.nextBoolean()) {
      before.ref().free();
    } else if (before != null) {
      before.forget(world);
    }
  }

  private int size(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextBoolean() ? 1 + random.nextInt(100) : 20_000 + random.nextInt(50_000);
      default -> (2 << 20) / scale + random.nextInt((3 << 20) / scale);
    };
  }

  private void use(Marked one, Random random) {
    switch (random.nextInt(8)) {
      case 0 -> one.get();
      case 1 -> one.ref().free();
      case 2 -> {
        try (Pin _ = one.ref().pin()) {
          one.get();
        }
      }
      case 3, 4, 5, 6 -> {
        try (ObjectView view = one.ref().view()) {
          one.check(view);
          pause(random);
          one.check(view);
        }
      }
      default -> {
        ObjectView first = one.ref().view();
        try {
          ObjectView second = one.ref().view();
          first.close();
          one.check(second);
          second.close();
        } finally {
          first.close();
        }
      }
    }
  }

  private void pause(Random random) {
    try {
      ray.sleep(Duration.ofNanos(random.nextInt(1_000)));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
