package dev.loomray.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random programs on real threads, each on both engines, as they are under a simulation. */
class BothEnginesTest {
  private static final int PROGRAMS = 40 * Integer.getInteger("effort", 1);

  private final RealStage stage = new RealStage(); // which takes each engine in turn
  private final Random random = new Random(20_261_125);

  @Test
  void endEachProgramInTheSameWay() {
    int tasks = 0;
    int same = 0;
    for (int i = 0; i < PROGRAMS; i++) {
      long seed = random.nextLong();
      Map<Integer, Finding> leases = play(seed);
      Map<Integer, Finding> reference = play(seed);
      assertThat(stage.failures()).as("seed %d", seed).isEmpty();
      same += Finding.compare(leases, reference);
      tasks += leases.size();
    }
    System.out.printf(
        "compared %,d programs on both engines and real threads: %,d tasks, %,d determined%n",
        PROGRAMS, tasks, same);
    assertThat(same).isGreaterThan(tasks / 2);
  }

  private Map<Integer, Finding> play(long seed) {
    return Play.findings(stage, Mix.compared(), new Random(seed));
  }
}
