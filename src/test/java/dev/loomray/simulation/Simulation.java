package dev.loomray.simulation;

import dev.loomray.simulation.schedule.Schedule;
import dev.loomray.simulation.schedule.Trace;
import dev.loomray.simulation.schedule.WovenClasses;
import java.lang.reflect.Constructor;
import java.util.function.Consumer;

/** Runs programs under seeded schedules. Safe for use by several threads. */
final class Simulation {

  private final WovenClasses classes;

  Simulation() {
    this(new WovenClasses());
  }

  Simulation(WovenClasses classes) {
    this.classes = classes;
  }

  /**
   * Runs a program once.
   *
   * @param program a class with a constructor without parameters
   * @throws AssertionError if it fails; the message names the seed
   */
  Trace run(Class<? extends Consumer<Schedule>> program, long seed) {
    Schedule schedule = new Schedule(seed);
    Consumer<Schedule> copy = copy(program);
    try {
      schedule.run(() -> play(copy, schedule));
    } catch (AssertionError e) {
      throw new AssertionError(program.getSimpleName() + ", " + e.getMessage(), e);
    }
    return schedule.trace();
  }

  private void play(Consumer<Schedule> program, Schedule schedule) {
    Thread.currentThread().setContextClassLoader(classes);
    program.accept(schedule);
  }

  @SuppressWarnings("unchecked") // the same class, loaded again
  private Consumer<Schedule> copy(Class<? extends Consumer<Schedule>> program) {
    try {
      Constructor<?> made = classes.loadClass(program.getName()).getDeclaredConstructor();
      made.setAccessible(true);
      return (Consumer<Schedule>) made.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("no program " + program.getName(), e);
    }
  }
}
