package dev.loomray.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.loomray.Ray;
import dev.loomray.function.Act0;
import dev.loomray.internal.runtime.Boot;
import dev.loomray.simulation.schedule.Schedule;
import dev.loomray.simulation.schedule.Trace;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scheduler itself: what it must find, and what it must not do. */
class ScheduleTest {
  private static final int SEEDS = 200;

  private final Simulation simulation = new Simulation();

  @ParameterizedTest
  @ValueSource(
      classes = {Sleeps.class, ReadsTime.class, WaitsForLatch.class, WokenFromOutside.class})
  void realTimeFailsTheRunWithTheStack(Class<? extends Consumer<Schedule>> program) {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> simulation.run(program, 7))
        .withMessage(
            program.getSimpleName()
                + ", seed=7 fails: real time used; use ray.clock() and ray.sleep()")
        .satisfies(
            error ->
                assertThat(rootCause(error).getStackTrace())
                    .anyMatch(frame -> frame.getClassName().equals(program.getName())));
  }

  @Test
  void virtualTimeTakesNoTime() {
    assertThat(simulation.run(SleepsForADay.class, 1).nanos())
        .isGreaterThan(TimeUnit.DAYS.toNanos(1));
  }

  @Test
  void aHangIsFoundAndShown() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> simulation.run(Hangs.class, 3))
        .withMessageContaining("Hangs, seed=3 fails: nothing can go on:")
        .withMessageContaining("WAITING")
        .withMessageContaining("ScheduleTest$Hangs.accept");
  }

  @Test
  void aThreadThatIsLeftBehindIsFound() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> simulation.run(LeavesAThread.class, 3))
        .withMessageContaining("threads are left behind:")
        .withMessageContaining("ScheduleTest$LeavesAThread");
  }

  @Test
  void whatAThreadThrowsFailsTheRun() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> simulation.run(Throws.class, 3))
        .withMessage("Throws, seed=3 fails: wrong");
  }

  @Test
  void aDeadlockIsFoundInSomeSchedules() {
    int found = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      try {
        simulation.run(LocksInBothOrders.class, seed);
      } catch (AssertionError e) {
        assertThat(e).hasMessageContaining("nothing can go on");
        found++;
      }
    }
    assertThat(found).isBetween(1, SEEDS - 1);
  }

  @Test
  void aProgramWithoutChoicesHasFewSchedules() {
    Set<Trace> schedules = new HashSet<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      schedules.add(simulation.run(DoesNothing.class, seed));
    }
    assertThat(schedules).hasSize(1);
  }

  @Test
  void collectedObjectsAreToldByTheSchedule() {
    assertThatCode(() -> simulation.run(Collects.class, 1)).doesNotThrowAnyException();
  }

  /** Cleaners have one, which every thread of the JVM takes. */
  @Test
  void aMonitorThatAThreadFromOutsideHoldsIsAPartOfTheStep() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Trace waited = simulation.run(MeetsAMonitor.class, seed);
      assertThat(waited).isEqualTo(simulation.run(MeetsNobody.class, seed));
    }
  }

  private static Throwable rootCause(Throwable thrown) {
    return thrown.getCause() == null ? thrown : rootCause(thrown.getCause());
  }

  private static void inATask(Schedule schedule, Act0 body) {
    World world = new World(schedule);
    try (Ray ray = Boot.start(config -> config, world.environment())) {
      ray.run(body).get();
    }
  }

  static final class Sleeps implements Consumer<Schedule> {
    @Override
    public void accept(Schedule schedule) {
      inATask(schedule, () -> Thread.sleep(1));
    }
  }

  static final class ReadsTime implements Consumer<Schedule> {
    @Override
    public void accept(Schedule schedule) {
      inATask(
          schedule,
          () -> {
            long unused = System.nanoTime();
          });
    }
  }

  static final class WaitsForLatch implements Consumer<Schedule> {
    @Override
    public void accept(Schedule schedule) {
      inATask(
          schedule,
          () -> {
            boolean unused = new CountDownLatch(1).await(1, TimeUnit.HOURS);
          });
    }
  }

  static final class WokenFromOutside implements Consumer<Schedule> {
    private static final int ENOUGH = 100_000;

    @Override
    public void accept(Schedule schedule) {
      Thread parked = Thread.currentThread();
      Thread.ofPlatform().start(() -> unparkWhenParked(parked));
      schedule.start(() -> passTime(schedule, parked));
      LockSupport.park();
      LockSupport.park(); // the first may have been woken for no reason
    }

    private static void unparkWhenParked(Thread thread) {
      int woken = 0; // a thread of a run that is over may be parked for ever
      while (thread.isAlive() && woken < ENOUGH) {
        if (thread.getState() == Thread.State.WAITING) {
          LockSupport.unpark(thread);
          woken++;
        }
      }
    }

    /** The run must not be over before the thread from outside comes. */
    private static void passTime(Schedule schedule, Thread parked) {
      while (parked.isAlive()) {
        schedule.parkNanos("a thread from outside", 1);
      }
    }
  }

  static final class SleepsForADay implements Consumer<Schedule> {
    @Override
    public void accept(Schedule schedule) {
      World world = new World(schedule);
      try (Ray ray = Boot.start(config -> config, world.environment())) {
        ray.run(() -> ray.sleep(Duration.ofDays(1))).get();
      }
    }
  }

  static final class Hangs implements Consumer<Schedule> {
    @Override
    public void accept(Schedule schedule) {
      LockSupport.park();
      LockSupport.park();
    }
  }

  static final class LeavesAThread implements Consumer<Schedule> {
    @Override
    public void accept(Schedule schedule) {
      schedule.start(
          () -> {
            LockSupport.park();
            LockSupport.park();
          });
    }
  }

  static final class Throws implements Consumer<Schedule> {
    @Override
    public void accept(Schedule schedule) {
      schedule.start(
          () -> {
            throw new IllegalStateException("wrong");
          });
    }
  }

  static final class LocksInBothOrders implements Consumer<Schedule> {
    private final ReentrantLock a = new ReentrantLock();
    private final ReentrantLock b = new ReentrantLock();

    @Override
    public void accept(Schedule schedule) {
      schedule.start(() -> both(a, b));
      both(b, a);
    }

    private static void both(ReentrantLock first, ReentrantLock second) {
      first.lock();
      second.lock();
      second.unlock();
      first.unlock();
    }
  }

  static class MeetsAMonitor implements Consumer<Schedule> {
    @Override
    public void accept(Schedule schedule) {
      Object monitor = new Object();
      hold(monitor, Thread.currentThread());
      int[] entered = new int[1];
      Thread other = schedule.start(() -> entered[0]++);
      synchronized (monitor) {
        entered[0]++;
      }
      schedule.parkNanos("the other", 1_000_000);
      assertThat(other.isAlive()).isFalse();
      assertThat(entered).containsExactly(2);
    }

    void hold(Object monitor, Thread simulated) {
      CountDownLatch isHeld = new CountDownLatch(1);
      Thread.ofPlatform()
          .start(
              () -> {
                synchronized (monitor) {
                  isHeld.countDown();
                  while (simulated.getState() != Thread.State.BLOCKED) {
                    Thread.onSpinWait();
                  }
                }
              });
      while (isHeld.getCount() > 0) {
        Thread.onSpinWait();
      }
    }
  }

  static final class MeetsNobody extends MeetsAMonitor {
    @Override
    void hold(Object monitor, Thread simulated) {}
  }

  static final class DoesNothing implements Consumer<Schedule> {
    @Override
    public void accept(Schedule schedule) {}
  }

  static final class Collects implements Consumer<Schedule> {
    @Override
    public void accept(Schedule schedule) {
      World world = new World(schedule);
      CountDownLatch told = new CountDownLatch(2);
      Object early = new Object();
      Object late = new Object();
      world.forget(early);
      world.environment().reclaim().onUnreachable(early, told::countDown);
      world.environment().reclaim().onUnreachable(late, told::countDown);
      world.forget(late);
      try {
        told.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
