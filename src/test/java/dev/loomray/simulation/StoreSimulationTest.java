package dev.loomray.simulation;

import static dev.loomray.simulation.Mutant.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.ObjectView;
import dev.loomray.Ray;
import dev.loomray.WritableObject;
import dev.loomray.simulation.schedule.Trace;
import dev.loomray.simulation.schedule.WovenClasses;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The store under many schedules, and with bugs planted in its class files. */
class StoreSimulationTest {
  private static final long FIRST = Long.getLong("simulation.first", 0);
  private static final int SEEDS = Integer.getInteger("simulation.seeds", 120);
  private static final int PLANTED_SEEDS = 2_000;

  /** What the JDK makes at the first use of memory, under locks that all simulations share. */
  @BeforeAll
  static void prepareTheJdk() {
    try (Ray ray = Ray.init();
        WritableObject object = ray.create(100_000)) {
      object.fill(chunk -> chunk.fill((byte) 1));
      try (ObjectView view = object.seal().view()) {
        assertThat(view.getByte(99_999)).isEqualTo((byte) 1);
      }
      assertThat(ray.put(new byte[100_000]).get()).hasSize(100_000);
      assertThat(ray.memory().toString()).isNotEmpty();
    }
  }

  @Test
  void nobodyReadsWhatIsAnothers() {
    Simulation simulation = new Simulation();
    Set<Trace> schedules = new HashSet<>();
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      schedules.add(simulation.run(StoredObjects.class, seed));
    }
    assertThat(schedules).hasSizeGreaterThanOrEqualTo(SEEDS * 99 / 100);
  }

  @Test
  void aPinThatIsForgottenWhenAnotherEnds() {
    assertFound(
        new Mutant("store.ObjectWord", "isOver", call("pinsOf"), code -> code.pop2().lconst_0()));
  }

  @Test
  void anObjectThatIsFreedTwice() {
    assertFound(
        new Mutant(
            "store.StoredObject", "free", call("stateOf"), code -> code.pop2().aconst_null()));
  }

  @Test
  void aViewOfThePlaceThatAnObjectHasLeft() {
    assertFound(
        new Mutant("store.Grip", "acquire", call("isSame"), code -> code.pop2().iconst_1()));
  }

  @Test
  void aMoveThatForgetsThatItsObjectWasFreed() {
    assertFound(
        new Mutant("store.StoredObject", "finish", call("isOver"), code -> code.pop2().iconst_0()));
  }

  private static void assertFound(Mutant mutant) {
    Simulation simulation = new Simulation(new WovenClasses(mutant));
    Planted.assertFound(mutant, simulation, StoredObjects.class, "", PLANTED_SEEDS);
  }
}
