package dev.loomray.simulation;

import static dev.loomray.simulation.Mutant.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.simulation.schedule.Trace;
import dev.loomray.simulation.schedule.WovenClasses;
import java.lang.classfile.CodeBuilder;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A store that spills under many schedules and failures of its disk, and with bugs planted in its class files. */
class PressureSimulationTest {
  private static final long FIRST = Long.getLong("simulation.first", 0);
  private static final int SEEDS = Integer.getInteger("simulation.seeds", 100);
  private static final int PLANTED_SEEDS = 2_000;

  @BeforeAll
  static void prepareTheJdk() {
    StoreSimulationTest.prepareTheJdk();
  }

  @Test
  void whatIsSpilledComesBackOrIsSaidToBeLost() {
    Simulation simulation = new Simulation();
    Set<Trace> schedules = new HashSet<>();
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      schedules.add(simulation.run(PressedObjects.class, seed));
    }
    assertThat(schedules).hasSizeGreaterThanOrEqualTo(SEEDS * 99 / 100);
  }

  @Test
  void aSpillThatTakesThePlaceFromItsReaders() {
    assertFound(
        new Mutant(
            "store.StoredObject",
            "change",
            call("mayLeave"),
            code -> code.pop().pop2().iconst_1()));
  }

  @Test
  void aRestoreThatWakesNobody() {
    assertFound(new Mutant("store.Restoring", "read", call("all"), CodeBuilder::pop));
  }

  @Test
  void aFailedRestoreThatKeepsItsRoom() {
    assertFound(new Mutant("store.Restoring", "isRead", call("giveBack"), CodeBuilder::pop2));
  }

  @Test
  void aFailedSpillThatIsNeverEnded() {
    assertFound(
        new Mutant(
            "store.Spilling", "stay", call("endSpill"), code -> code.pop2().pop().iconst_0()));
  }

  @Test
  void aDamagedFileThatIsReadAsIfItWereNot() {
    assertFound(
        new Mutant(
            "base.spill.SpilledObject", "read", call("checksum"), code -> code.pop().iload(3)));
  }

  @Test
  void aFileThatOutlivesItsObject() {
    assertFound(new Mutant("store.Places", "over", call("delete"), CodeBuilder::pop2));
  }

  private static void assertFound(Mutant mutant) {
    Simulation simulation = new Simulation(new WovenClasses(mutant));
    Planted.assertFound(mutant, simulation, PressedObjects.class, "", PLANTED_SEEDS);
  }
}
