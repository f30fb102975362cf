package dev.loomray.simulation;

import static dev.loomray.simulation.Mutant.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.simulation.actor.Circles;
import dev.loomray.simulation.schedule.WovenClasses;
import java.lang.classfile.CodeBuilder;
import org.junit.jupiter.api.Test;

/** Rings of actors that wait for each other under seeded schedules, and what the search for them must not leave out. */
class CirclesTest {
  private static final int SEEDS = Integer.getInteger("simulation.seeds", 300);
  private static final long FIRST = Long.getLong("simulation.first", 0);
  private static final int SEEDS_FOR_A_BUG = 2_000;

  @Test
  void oneAlarmInEachRing() {
    Simulation simulation = new Simulation();
    int alarms = 0;
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      alarms += Integer.parseInt(simulation.run(Circles.class, seed).told().get("alarms"));
    }
    assertThat(alarms).isGreaterThanOrEqualTo(2 * SEEDS);
  }

  @Test
  void anEdgeThatIsNotClearedUnderTheLock() {
    assertFound(
        new Mutant("task.Deadlocks", "confirmed", call("clear"), CodeBuilder::pop),
        "alarms in a ring");
  }

  /** Two that close a circle at the same time do not see each other then. */
  @Test
  void aWalkBeforeItsEdgeIsPublished() {
    assertFound(
        new Mutant("task.WaitEdge", "publish", call("edge"), CodeBuilder::pop2),
        " fails: no"); // nothing can go on, or no end, if a carrier looks for work meanwhile
  }

  /** A task that runs a child on its thread has no wait of its own. */
  @Test
  void aTaskWhoseChildWaitsOnItsThread() {
    assertFound(
        new Mutant("task.WaitEdge", "holds", call("below"), code -> code.pop().aconst_null()),
        "nothing can go on");
  }

  private static void assertFound(Mutant mutant, String message) {
    WovenClasses classes = new WovenClasses(mutant::apply);
    Planted.assertFound(mutant, new Simulation(classes), Circles.class, message, SEEDS_FOR_A_BUG);
  }
}
