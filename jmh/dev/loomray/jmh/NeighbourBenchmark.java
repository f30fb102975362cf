package dev.loomray.jmh;

import dev.loomray.Ray;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * How long {@code Thread.sleep(1)} takes, in p50 and p99, on a virtual thread that does not belong
 * to the contender, while a thousand of its tasks are always ready to run. JMH runs the benchmark
 * on that virtual thread.
 *
 * <p>{@code nobody} sleeps on a machine that has nothing to do.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "--enable-preview",
      "--sun-misc-unsafe-memory-access=allow",
      "-Djmh.executor=VIRTUAL"
    })
public class NeighbourBenchmark {
  private static final int READY = 1_000;
  // some 10 µs
  private static final long TOKENS = 4_000;

  /** A Ray whose queue never runs empty: each task is followed by another. */
  @State(Scope.Benchmark)
  public static class BusyRay {
    private volatile boolean stopped;

    /** Fills the queue. */
    @Setup
    public void start(Contenders by) {
      for (int i = 0; i < READY; i++) {
        by.ray().run(this::step, by.ray());
      }
    }

    private void step(Ray ray) {
      Blackhole.consumeCPU(TOKENS);
      if (!stopped) {
        ray.run(this::step, ray);
      }
    }

    /** Lets the queue run dry. */
    @TearDown
    public void stop() {
      stopped = true;
    }
  }

  /** The same for an executor. */
  @State(Scope.Benchmark)
  public static class BusyThreads {
    private volatile boolean stopped;

    /** Fills the queue. */
    @Setup
    public void start(Contenders by) {
      for (int i = 0; i < READY; i++) {
        by.threads().submit(() -> step(by.threads()));
      }
    }

    private void step(ExecutorService threads) {
      Blackhole.consumeCPU(TOKENS);
      if (!stopped) {
        threads.submit(() -> step(threads));
      }
    }

    /** Lets the queue run dry. */
    @TearDown
    public void stop() {
      stopped = true;
    }
  }

  @Benchmark
  public void neighbour_loomray(BusyRay busy) throws InterruptedException {
    Thread.sleep(1);
  }

  @Benchmark
  public void neighbour_virtualThreads(BusyThreads busy) throws InterruptedException {
    Thread.sleep(1);
  }

  @Benchmark
  public void neighbour_nobody(Contenders by) throws InterruptedException {
    Thread.sleep(1);
  }
}
