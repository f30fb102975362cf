package dev.loomray.internal.runtime;

import dev.loomray.Ray;
import dev.loomray.RayConfig;
import dev.loomray.internal.actor.ActorSystem;
import dev.loomray.internal.base.Current;
import dev.loomray.internal.base.Environment;
import dev.loomray.internal.base.Require;
import java.util.function.UnaryOperator;

/** What the static methods of {@link Ray} come down to. */
public final class Boot {
  private Boot() {}

  /** Starts a Ray in the real world. */
  public static Ray start(UnaryOperator<RayConfig> change) {
    Config config = configured(change);
    return start(config, Environment.system(config.seed()));
  }

  /** Starts a Ray in another world, such as a simulation. */
  public static Ray start(UnaryOperator<RayConfig> change, Environment environment) {
    return start(configured(change), environment);
  }

  private static Ray start(Config config, Environment environment) {
    return new RunningRay(config, environment);
  }

  private static Config configured(UnaryOperator<RayConfig> change) {
    RayConfig changed = Require.notNull(change, "change").apply(Config.defaults());
    if (changed instanceof Config config) {
      return config;
    }
    throw Require.refused(
        "change", "a function that returns the configuration it was given, changed", changed);
  }

  /** Ends the actor whose code runs on this thread. */
  public static void exitActor() {
    ActorSystem.exit();
  }

  /** The Ray of the task that runs on this thread. */
  public static Ray current() {
    Current current = Current.KEY.isBound() ? Current.KEY.get() : null;
    if (current == null || current.work() == null) {
      throw new IllegalStateException(
          "expected a task on this thread, found thread "
              + Thread.currentThread().getName()
              + "; Ray.current() is for the code of tasks: elsewhere, as in parallel streams, executors"
              + " and CompletableFuture stages, capture the ray in a variable");
    }
    return current.ray();
  }
}
