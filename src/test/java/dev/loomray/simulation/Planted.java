package dev.loomray.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.simulation.schedule.Schedule;
import java.util.function.Consumer;

/** Runs a program with a planted bug until a seed finds it. */
final class Planted {
  private Planted() {}

  static void assertFound(
      Mutant mutant,
      Simulation simulation,
      Class<? extends Consumer<Schedule>> program,
      String message,
      int seeds) {
    for (int seed = 0; seed < seeds; seed++) {
      try {
        simulation.run(program, seed);
      } catch (AssertionError e) {
        assertThat(rootCause(e)).isNotInstanceOf(LinkageError.class);
        assertThat(e).hasMessageContaining(message);
        assertThat(e).hasMessageNotContaining("nothing to replace");
        System.out.printf("planted in %s.%s: %s%n", mutant.type(), mutant.method(), firstLine(e));
        return;
      }
    }
    throw new AssertionError("not found by " + seeds + " seeds of " + program.getSimpleName());
  }

  private static String firstLine(Throwable thrown) {
    return thrown.getMessage().lines().findFirst().orElse("");
  }

  private static Throwable rootCause(Throwable thrown) {
    return thrown.getCause() == null ? thrown : rootCause(thrown.getCause());
  }
}
