package dev.loomray.simulation;

import dev.loomray.Engine;
import dev.loomray.Ray;
import dev.loomray.RayConfig;
import dev.loomray.internal.runtime.Boot;
import dev.loomray.internal.task.Ledger;
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
    if (engine == Engine.LEASES) {
      Ledger.keep(schedule, ray);
      schedule.atEnd(() -> checkEnd(ray.dump()));
    }
    return ray;
  }

  /** No lease is left. */
  private static void checkEnd(String dump) {
    if (!dump.contains(", 0 leases, 0 of ")) {
      throw new AssertionError("leases are left: " + dump);
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
