package dev.loomray.jmh;

import dev.loomray.Engine;
import dev.loomray.Ray;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Who answers the questions that have a class of their own: a Ray on either engine, and a plain
 * executor. Who is not asked is idle.
 */
@State(Scope.Benchmark)
public class Contenders {
  /** Enough to interrupt a million tasks. */
  private static final Duration MANY = Duration.ofMinutes(5);

  /** What runs the tasks of {@code loomray}; the others do not depend on it. */
  @Param({"LEASES", "REFERENCE"})
  private Engine engine;

  private Ray ray;
  private ExecutorService threads;

  /** Starts both. */
  @Setup
  public void start() {
    ray = Ray.init(config -> config.engine(engine).closeTimeout(MANY));
    threads = Executors.newVirtualThreadPerTaskExecutor();
  }

  /** Ends both, and what still sleeps in them. */
  @TearDown
  public void stop() {
    ray.close();
    threads.shutdownNow();
    threads.close();
  }

  Ray ray() {
    return ray;
  }

  ExecutorService threads() {
    return threads;
  }
}
