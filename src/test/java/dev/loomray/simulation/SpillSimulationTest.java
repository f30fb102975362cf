package dev.loomray.simulation;

import static dev.loomray.simulation.Mutant.call;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.simulation.schedule.Trace;
import dev.loomray.simulation.schedule.WovenClasses;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Spilled objects of files that several threads share, under many schedules, and with bugs planted in their class files. */
class SpillSimulationTest {
  private static final int SEEDS = 200;
  private static final int PLANTED_SEEDS = 2_000;

  @Test
  void aFileGoesWithTheLastOfItsObjectsAndNoSooner() {
    Simulation simulation = new Simulation();
    Set<Trace> schedules = new HashSet<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      schedules.add(simulation.run(SpilledObjects.class, seed));
    }
    assertThat(schedules).hasSizeGreaterThanOrEqualTo(SEEDS * 9 / 10); // some hardly switch
  }

  @Test
  void anObjectThatIsReleasedTwice() {
    assertFound(
        new Mutant(
            "base.spill.SpilledObject",
            "delete",
            call("getAndSet"),
            code -> code.pop2().iconst_0()));
  }

  @Test
  void twoReleasesAtOnceThatCountAsOne() {
    assertFound(
        new Mutant(
            "base.spill.SpillFile",
            "release",
            call("decrementAndGet"),
            SpillSimulationTest::decrementInTwoSteps));
  }

  @Test
  void aFailedWriteThatLeavesItsFile() {
    assertFound(new Mutant("base.spill.Spill", "remove", call("delete"), CodeBuilder::pop2));
  }

  private static void decrementInTwoSteps(CodeBuilder code) {
    ClassDesc counter = AtomicInteger.class.describeConstable().orElseThrow();
    code.dup().invokevirtual(counter, "get", MethodTypeDesc.of(CD_int)).iconst_1().isub().dup_x1();
    code.invokevirtual(counter, "set", MethodTypeDesc.of(CD_void, CD_int));
  }

  private static void assertFound(Mutant mutant) {
    Simulation simulation = new Simulation(new WovenClasses(mutant));
    Planted.assertFound(mutant, simulation, SpilledObjects.class, "", PLANTED_SEEDS);
  }
}
