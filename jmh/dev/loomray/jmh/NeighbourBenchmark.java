package dev.loomray.jmh;

import dev.loomray.Ray;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
 * <p>In {@code neighbour} a platform thread fills the queue, and lets it run empty once every five
 * seconds, which is how long the executor's neighbour may otherwise sleep on. In {@code
 * neighbourOfChains} each task starts the next. The executor has no answer to that: carriers prefer
 * what their own threads have started, and the sleeper did not wake up within eight minutes. {@code
 * nobody} sleeps on a machine that has nothing to do.
 *
 * <p>A thread that sleeps for seconds gives one sample: look at the maximum, too.
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
  private static final long PAUSE_EVERY_NANOS = 5_000_000_000L;

  /** A platform thread that submits a task for each that has ended. */
  private static final class Feeder {
    private final Semaphore missing = new Semaphore(READY);
    private final Thread thread;

    Feeder(Consumer<Feeder> submit) {
      thread = Thread.ofPlatform().daemon().start(() -> feed(submit));
    }

    private void feed(Consumer<Feeder> submit) {
      try {
        while (true) {
          feedUntil(System.nanoTime() + PAUSE_EVERY_NANOS, submit);
          missing.acquire(READY);
          missing.release(READY);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void feedUntil(long end, Consumer<Feeder> submit) throws InterruptedException {
      while (System.nanoTime() - end < 0) {
        missing.acquire();
        submit.accept(this);
      }
    }

    void step() {
      Blackhole.consumeCPU(TOKENS);
      missing.release();
    }

    void stop() throws InterruptedException {
      thread.interrupt();
      thread.join();
    }
  }

  /** A Ray whose queue is filled from outside. */
  @State(Scope.Benchmark)
  public static class BusyRay {
    private Feeder feeder;

    /** Fills the queue. */
    @Setup
    public void start(Contenders by) {
      feeder = new Feeder(f -> by.ray().run(f::step));
    }

    /** Lets the queue run dry. */
    @TearDown
    public void stop() throws InterruptedException {
      feeder.stop();
    }
  }

  /** The same for an executor. */
  @State(Scope.Benchmark)
  public static class BusyThreads {
    private Feeder feeder;

    /** Fills the queue. */
    @Setup
    public void start(Contenders by) {
      feeder = new Feeder(f -> by.threads().submit(f::step));
    }

    /** Lets the queue run dry. */
    @TearDown
    public void stop() throws InterruptedException {
      feeder.stop();
    }
  }

  /** A Ray whose tasks fill the queue. */
  @State(Scope.Benchmark)
  public static class Chains {
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

  // beside a queue that is filled from outside

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

  // beside tasks that start tasks

  @Benchmark
  public void neighbourOfChains_loomray(Chains busy) throws InterruptedException {
    Thread.sleep(1);
  }

  @Benchmark
  public void neighbourOfChains_nobody(Contenders by) throws InterruptedException {
    Thread.sleep(1);
  }
}
