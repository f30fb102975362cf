package dev.loomray.simulation;

import dev.loomray.Engine;
import dev.loomray.Ray;
import dev.loomray.RayConfig;
import dev.loomray.internal.runtime.Boot;
import dev.loomray.model.Stage;
import dev.loomray.simulation.schedule.Schedule;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** Where programs play under a schedule. */
final class VirtualStage implements Stage {
  private static final long LATE_NANOS = 1_000_000_000;

  private final World world;
  private final Schedule schedule;
  private final Engine engine;

  VirtualStage(World world, Schedule schedule, Engine engine) {
    this.world = world;
    this.engine = engine;
    this.schedule = schedule;
  }

  @Override
  public Ray start(UnaryOperator<RayConfig> change) {
    Ray ray = Boot.start(config -> change.apply(config.engine(engine)), world.environment());
    schedule.atEnd(() -> checkEnd(ray.dump()));
    return ray;
  }

  /** No lease is left, and every place was given back as often as it was taken. */
  private void checkEnd(String dump) {
    if (engine == Engine.LEASES && !dump.contains(", 0 leases, 0 of ")) {
      throw new AssertionError("places are lost or counted twice: " + dump);
    }
  }

  @Override
  public LongSupplier nanoTime() {
    return schedule::nanoTime;
  }

  @Override
  public long lateNanos() {
    return LATE_NANOS;
  }

  @Override
  public void start(Runnable body) {
    world.start(body);
  }

  @Override
  public void forget(Object object) {
    world.forget(object);
  }

  @Override
  public void violated(AssertionError error) {
    schedule.fail(error);
  }
}
