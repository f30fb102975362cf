package dev.loomray.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.simulation.actor.Actors;
import dev.loomray.simulation.schedule.Schedule;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayTest {
  private static final int SEEDS = 10;

  // one for all: the JIT compiles one copy of the woven classes
  private static final Simulation SIMULATION = new Simulation();

  @ParameterizedTest
  @ValueSource(
      classes = {
        Programs.Everything.class,
        Programs.Deadlines.class,
        Programs.Closing.class,
        Programs.Both.class,
        Programs.Scopes.class,
        Actors.Serial.class,
        Actors.Busy.class,
        Actors.Mixed.class,
        Actors.Closing.class,
        Unread.class
      })
  void theSameSeedIsTheSameRun(Class<? extends Consumer<Schedule>> program) {
    Simulation fresh = new Simulation(); // classes that were never initialised
    for (long seed = 0; seed < SEEDS; seed++) {
      assertThat(SIMULATION.run(program, seed))
          .as("seed=" + seed)
          .isEqualTo(fresh.run(program, seed))
          .isEqualTo(SIMULATION.run(program, seed));
    }
  }
}
