package dev.loomray.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.simulation.schedule.Schedule;
import dev.loomray.simulation.schedule.Trace;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Programs of dozens of tasks, 2,000 seeds in all. {@code -Dsimulation.first} and {@code -Dsimulation.seeds} choose
 * others: with 1 seed, a failure is replayed.
 */
class SimulationTest {
  private static final long FIRST = Long.getLong("simulation.first", 0);
  private static final int SEEDS = Integer.getInteger("simulation.seeds", 190);

  private final Simulation simulation = new Simulation();

  @ParameterizedTest
  @ValueSource(
      classes = {
        Programs.Graphs.class,
        Programs.Retries.class,
        Programs.Deadlines.class,
        Programs.Jumps.class,
        Programs.Cancels.class,
        Programs.Scopes.class,
        Programs.Resources.class,
        Programs.Closing.class,
        Programs.Everything.class,
        Priorities.class,
        Unread.class
      })
  void holdsUnderEverySchedule(Class<? extends Consumer<Schedule>> program) {
    Set<Trace> schedules = new HashSet<>();
    long steps = 0;
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      Trace trace = simulation.run(program, seed);
      schedules.add(trace);
      steps += trace.threads().length;
    }
    System.out.printf(
        "simulation of %s: %,d seeds, %,d different schedules, %,d steps%n",
        program.getSimpleName(), SEEDS, schedules.size(), steps);
    assertThat(schedules).hasSizeGreaterThanOrEqualTo(SEEDS * 99 / 100);
  }
}
