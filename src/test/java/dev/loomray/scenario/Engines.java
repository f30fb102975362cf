package dev.loomray.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.Engine;
import dev.loomray.Ray;
import dev.loomray.RayConfig;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The engines that every scenario must hold on. */
enum Engines {
  LEASES(Engine.LEASES),
  REFERENCE(Engine.REFERENCE);

  private static final Pattern INLINED = Pattern.compile(" (\\d+) inlined");

  private final Engine engine;

  Engines(Engine engine) {
    this.engine = engine;
  }

  /** How many children have run on the thread of the parent that waited for them. */
  static long inlined(Ray ray) {
    Matcher count = INLINED.matcher(ray.dump());
    return count.find() ? Long.parseLong(count.group(1)) : 0;
  }

  /** Holds that children have run on the threads of their parents, if this engine does that. */
  void assertInlined(Ray ray) {
    assertThat(inlined(ray) > 0).isEqualTo(this == LEASES);
  }

  /** A Ray on this engine. */
  Ray start() {
    return start(config -> config);
  }

  /** A Ray on this engine with a changed configuration. */
  Ray start(UnaryOperator<RayConfig> change) {
    return Ray.init(config -> change.apply(config.engine(engine)));
  }
}
