package dev.loomray.simulation;

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

  VirtualStage(World world, Schedule schedule) {
    this.world = world;
    this.schedule = schedule;
  }

  @Override
  public Ray start(UnaryOperator<RayConfig> change) {
    return Boot.start(change, world.environment());
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
