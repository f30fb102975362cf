package dev.loomray.simulation;

import dev.loomray.Engine;
import dev.loomray.internal.base.Clock;
import dev.loomray.internal.base.Environment;
import dev.loomray.internal.base.FakeStorage;
import dev.loomray.internal.base.Idle;
import dev.loomray.internal.base.Reclaim;
import dev.loomray.internal.base.Reports;
import dev.loomray.internal.base.Threads;
import dev.loomray.simulation.schedule.Collector;
import dev.loomray.simulation.schedule.Points;
import dev.loomray.simulation.schedule.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/** The world of a Ray under simulation: everything that it asks for comes from one schedule. */
public final class World {
  private final Schedule schedule;
  private final Collector collector;
  private final Random random;
  private final int processors;
  private final FakeStorage storage = new FakeStorage();
  private final List<String> warnings = new ArrayList<>();

  /** A world in which the schedule decides. */
  public World(Schedule schedule) {
    this.schedule = schedule;
    this.collector = new Collector(schedule);
    this.random = schedule.fork();
    this.processors = 1 + random.nextInt(2);
    storage.faults().before((_, _) -> Points.point());
  }

  /** What a Ray is started with. */
  public Environment environment() {
    return new Environment(
        new VirtualClock(),
        new VirtualThreads(),
        new VirtualIdle(),
        new VirtualReclaim(),
        storage,
        schedule.fork(),
        new Findings());
  }

  /** The random choices of the program. */
  public Random random() {
    return random;
  }

  /** The memory, and the disk on which things may go wrong. */
  public FakeStorage storage() {
    return storage;
  }

  /** The engine that the seed chooses, mostly leases; the run is told. */
  public Engine engine() {
    Engine engine = random.nextInt(8) > 0 ? Engine.LEASES : Engine.REFERENCE;
    schedule.tell("engine", engine.name());
    return engine;
  }

  /** Says that the program will never touch this again. */
  public void forget(Object object) {
    collector.forget(object);
  }

  /** Lets time jump. */
  public void jump(long nanos) {
    schedule.jump(nanos);
  }

  /** What was reported to the user. */
  public List<String> warnings() {
    return warnings;
  }

  /** Starts a thread that is no task. */
  public Thread start(Runnable body) {
    return schedule.start(body);
  }

  /** A coin decides each time whether a task that waits runs what it waits for. */
  private final class VirtualIdle implements Idle {
    private final Random coin = schedule.fork();

    @Override
    public void spin() {
      Points.point();
    }

    @Override
    public boolean prefersToRun() {
      return coin.nextBoolean();
    }
  }

  private final class VirtualClock implements Clock {
    @Override
    public long nanoTime() {
      return schedule.nanoTime();
    }

    @Override
    public Instant instant() {
      return Instant.EPOCH.plusNanos(schedule.elapsed());
    }

    @Override
    public void parkNanos(Object blocker, long nanos) {
      schedule.parkNanos(blocker, nanos);
    }
  }

  /** In some worlds, many a carrier cannot start: the product must do without. */
  private final class VirtualThreads implements Threads {
    private Random shortage; // drawn when it is first needed, which most programs never do
    private boolean isShort;
    private final Map<Thread, Integer> numbers = new IdentityHashMap<>();

    @Override
    public Thread startDaemon(String name, Runnable body) {
      if (name.endsWith("-carrier") && isRefused()) {
        throw new OutOfMemoryError("no memory for a thread");
      }
      return schedule.start(body);
    }

    private boolean isRefused() {
      if (shortage == null) {
        shortage = schedule.fork();
        isShort = shortage.nextInt(4) == 0;
      }
      return isShort && shortage.nextBoolean();
    }

    @Override
    public ThreadFactory virtual() {
      return schedule.threads();
    }

    @Override
    public int processors() {
      return processors;
    }

    @Override
    public long current() { // the number that the JVM has for it is another in each run
      return numbers.computeIfAbsent(Thread.currentThread(), _ -> numbers.size());
    }

    @Override
    public Runnable onExit(String name, Runnable hook) {
      return () -> {};
    }
  }

  /** What is collected, and when, is up to the program and the schedule, never to the JVM. */
  private final class VirtualReclaim implements Reclaim {
    @Override
    public void onUnreachable(Object owner, Runnable action) {
      collector.watch(owner, action);
    }

    private int collections;

    @Override
    public void collect() {
      collections++;
      Points.point(); // what the program has forgotten is told by threads of their own
    }

    @Override
    public <T> Supplier<T> weakly(T object) {
      int before = collections;
      boolean isSentinel = object.getClass() == Object.class; // nobody else has it
      return () ->
          collector.isForgotten(object) || (isSentinel && collections > before) ? null : object;
    }
  }

  private final class Findings implements Reports {
    @Override
    public void info(String message) {
      // nothing that a program can see
    }

    @Override
    public void warning(String message) {
      warnings.add(message);
    }

    @Override
    public void bug(String message, Throwable cause) {
      schedule.fail(new AssertionError(message, cause));
    }
  }
}
