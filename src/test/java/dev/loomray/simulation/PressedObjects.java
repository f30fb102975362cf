package dev.loomray.simulation;

import dev.loomray.Engine;
import dev.loomray.MemoryReport;
import dev.loomray.ObjectView;
import dev.loomray.Pin;
import dev.loomray.Ray;
import dev.loomray.error.ObjectFreedException;
import dev.loomray.error.ObjectLostException;
import dev.loomray.error.ObjectStoreFullException;
import dev.loomray.internal.base.FaultyDisk.Operation;
import dev.loomray.internal.base.MemoryDisk;
import dev.loomray.internal.runtime.Boot;
import dev.loomray.simulation.schedule.Points;
import dev.loomray.simulation.schedule.Schedule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * Threads that use more objects than the store holds, so they are spilled and restored all the time, on a disk that is sound,
 * or full now and then, or fails, or loses what it was given. Who reads gets the bytes that were put, or is told what became of
 * them; in the end nothing is left, in memory or on the disk.
 */
final class PressedObjects implements Consumer<Schedule> {
  private static final int STORE = 16 << 20;
  private static final long SPACE = 3 << 20; // less than asked for: the store makes do with it
  private static final int SIZE = 600_000;
  private static final int REFS = 6;
  private static final int THREADS = 3;
  private static final int STEPS = 6;
  private static final int PATIENCE = 1_000;

  /** What is wrong with the disk. */
  private enum Fault {
    NONE,
    WRITES_FAIL,
    READS_FAIL,
    DAMAGE;

    boolean explains(RuntimeException e) {
      return switch (e) {
        case ObjectStoreFullException _ -> this == WRITES_FAIL;
        case ObjectLostException _ -> this == READS_FAIL || this == DAMAGE;
        default -> false;
      };
    }
  }

  private final AtomicReferenceArray<Marked> known = new AtomicReferenceArray<>(REFS);
  private World world;
  private MemoryDisk disk;
  private Fault fault;
  private Random dice;
  private Ray ray;

  @Override
  public void accept(Schedule schedule) {
    world = new World(schedule);
    world.storage().space(SPACE).claiming(STORE);
    disk = world.storage().disk();
    dice = new Random(world.random().nextLong());
    fault = Fault.values()[world.random().nextInt(Fault.values().length)];
    schedule.tell("fault", fault.name());
    Engine engine = world.engine();
    try (Ray mine = Boot.start(c -> c.engine(engine).storeBytes(STORE), world.environment())) {
      ray = mine;
      fill();
      world.storage().faults().before(this::before);
      play();
      world.storage().faults().before((_, _) -> Points.point());
      requireNothingLeft();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    requireNone("files are left: " + disk.files(), disk.files().size());
    requireNone("files are open", disk.open());
    requireNone("bytes are taken", disk.used());
  }

  private void fill() {
    for (int i = 0; i < REFS; i++) {
      known.set(i, Marked.put(ray, SIZE, world.random()));
    }
    if (ray.memory().spilled() == 0) {
      throw new AssertionError("nothing was spilled: " + ray.memory());
    }
  }

  private void before(Operation operation, Path file) throws IOException {
    Points.point();
    switch (fault) {
      case NONE -> {}
      case WRITES_FAIL ->
          failSometimes(operation == Operation.WRITE || operation == Operation.CREATE);
      case READS_FAIL -> failSometimes(operation == Operation.READ || operation == Operation.OPEN);
      case DAMAGE -> damageSometimes(operation == Operation.OPEN, file);
    }
  }

  private void failSometimes(boolean mayFail) throws IOException {
    if (mayFail && dice.nextInt(3) == 0) {
      throw new IOException("Input/output error");
    }
  }

  private void damageSometimes(boolean mayFail, Path file) {
    if (!mayFail || !disk.files().contains(file) || disk.bytes(file).length < SIZE) {
      return;
    }
    switch (dice.nextInt(6)) {
      case 0 -> disk.delete(file);
      case 1 -> disk.truncate(file, SIZE / 2);
      case 2 -> disk.spoil(file, SIZE / 2);
      default -> {}
    }
  }

  private void play() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Random random = new Random(world.random().nextLong());
      threads.add(world.start(() -> work(random)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void work(Random random) {
    for (int i = 0; i < STEPS; i++) {
      int at = random.nextInt(REFS);
      try {
        if (random.nextInt(4) == 0) {
          replace(at, random);
        } else {
          use(known.get(at), random);
        }
      } catch (ObjectFreedException e) {
        // another was faster
      } catch (ObjectLostException | ObjectStoreFullException e) {
        if (!fault.explains(e)) {
          throw new AssertionError(fault + " does not explain it", e);
        }
      }
    }
  }

  private void replace(int at, Random random) {
    Marked before = known.getAndSet(at, Marked.put(ray, SIZE, random));
    if (random.nextBoolean()) {
      before.ref().free();
    } else {
      before.forget(world);
    }
  }

  private void use(Marked one, Random random) {
    switch (random.nextInt(6)) {
      case 0, 1 -> one.get();
      case 2 -> {
        try (Pin _ = one.ref().pin()) {
          one.get();
        }
      }
      default -> {
        try (ObjectView view = one.ref().view()) {
          one.check(view);
          pause(random);
          one.check(view);
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

  private void requireNothingLeft() {
    for (int i = 0; i < REFS; i++) {
      known.get(i).ref().free();
    }
    MemoryReport report = ray.memory();
    for (int i = 0; i < PATIENCE && !isEmpty(report); i++) { // the collector has not told all yet
      pause(dice);
      report = ray.memory();
    }
    if (!isEmpty(report)) {
      throw new AssertionError("something is left: " + report + disk.files());
    }
  }

  private boolean isEmpty(MemoryReport report) {
    return report.largest().isEmpty()
        && report.pinned() == 0
        && report.used() == 0
        && report.spilled() == 0
        && disk.files().isEmpty();
  }

  private static void requireNone(String what, long count) {
    if (count != 0) {
      throw new AssertionError(what + ": " + count);
    }
  }
}
