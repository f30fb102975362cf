package dev.loomray.jmh;

import dev.loomray.Engine;
import dev.loomray.Ray;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Runs the threads of a benchmark as tasks of a Ray, which the benchmark finds with {@link
 * Ray#current()}. JMH takes it by {@code -Djmh.executor=CUSTOM -Djmh.executor.class=} and its name;
 * it comes before the parameters, and so {@code -Dtask.engine=} says on what engine.
 */
public final class TaskThreads extends AbstractExecutorService {
  private final Ray ray =
      Ray.init(config -> config.engine(Engine.valueOf(System.getProperty("task.engine"))));
  private volatile boolean shutdown;

  /** The constructor that JMH looks for; the Ray has as many threads as there are tasks. */
  public TaskThreads(int threads, String name) {}

  @Override
  public void execute(Runnable work) {
    ray.run(work::run);
  }

  @Override
  public void shutdown() {
    shutdown = true;
  }

  @Override
  public List<Runnable> shutdownNow() {
    shutdown = true;
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return shutdown;
  }

  @Override
  public boolean isTerminated() {
    return shutdown && ray.awaitIdle(Duration.ZERO);
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    boolean idle = ray.awaitIdle(Duration.of(timeout, unit.toChronoUnit()));
    ray.close();
    return idle;
  }
}
