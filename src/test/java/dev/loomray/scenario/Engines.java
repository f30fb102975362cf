package dev.loomray.scenario;

import dev.loomray.Engine;
import dev.loomray.Ray;
import dev.loomray.RayConfig;
import java.util.function.UnaryOperator;

/** The engines that every scenario must hold on. */
enum Engines {
  LEASES(Engine.LEASES),
  REFERENCE(Engine.REFERENCE);

  private final Engine engine;

  Engines(Engine engine) {
    this.engine = engine;
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
