package dev.loomray.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.simulation.schedule.Trace;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random programs, each played on both engines: graphs of tasks with refs, children, scopes, cancels, failures, timeouts,
 * locks, bindings and thread locals. The model judges every answer, and how a task ended is compared where neither a cancel
 * nor a timeout nor whoever was faster had a part in it.
 */
class DifferentialTest {
  private static final int PROGRAMS = 125 * Integer.getInteger("effort", 1);
  private static final Simulation SIMULATION = new Simulation();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void bothEnginesEndEachProgramInTheSameWay(int part) {
    int tasks = 0;
    int same = 0;
    for (int seed = part * PROGRAMS; seed < (part + 1) * PROGRAMS; seed++) {
      Trace trace = SIMULATION.run(Programs.Both.class, seed);
      tasks += Integer.parseInt(trace.told().get("tasks"));
      same += Integer.parseInt(trace.told().get("same"));
    }
    System.out.printf(
        "compared %,d programs on both engines, part %d: %,d tasks, %,d of them determined%n",
        PROGRAMS, part, tasks, same);
    assertThat(same).isGreaterThan(tasks / 2);
  }
}
