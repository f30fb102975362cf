package dev.loomray.jmh;

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

/**
 * How long {@code Thread.sleep(1)} takes, in p50 and p99, on a virtual thread that does not belong
 * to the contender, while a thousand of its tasks are always ready to run. JMH runs the benchmark
 * on that virtual thread.
 *
 * <p>In {@code neighbour} a platform thread fills the queue, in {@code neighbourOfChains} each task
 * starts the next. Once every second the queue runs empty: carriers prefer what their own
 * threads have started, and without it the neighbour of an executor did not wake up within eight
 * minutes. {@code nobody} sleeps on a machine that has nothing to do.
 *
 * <p>A thread that sleeps for a second gives one sample: look at the maximum, too.
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
  /** A Ray whose queue is filled from outside. */
  @State(Scope.Benchmark)
  public static class FedRay {
    private Feeder feeder;

    /** Fills the queue. */
    @Setup
    public void start(Contenders by) {
      feeder = new Feeder(task -> by.ray().run(task::run));
    }

    /** Lets the queue run dry. */
    @TearDown
    public void stop() throws InterruptedException {
      feeder.stop();
    }
  }

  /** An executor whose queue is filled from outside. */
  @State(Scope.Benchmark)
  public static class FedThreads {
    private Feeder feeder;

    /** Fills the queue. */
    @Setup
    public void start(Contenders by) {
      feeder = new Feeder(by.threads()::submit);
    }

    /** Lets the queue run dry. */
    @TearDown
    public void stop() throws InterruptedException {
      feeder.stop();
    }
  }

  /** A Ray whose tasks fill the queue. */
  @State(Scope.Benchmark)
  public static class ChainedRay {
    private Chains chains;

    /** Fills the queue. */
    @Setup
    public void start(Contenders by) {
      chains = new Chains(task -> by.ray().run(task::run));
    }

    /** Lets the queue run dry. */
    @TearDown
    public void stop() {
      chains.stop();
    }
  }

  /** An executor whose tasks fill the queue. */
  @State(Scope.Benchmark)
  public static class ChainedThreads {
    private Chains chains;

    /** Fills the queue. */
    @Setup
    public void start(Contenders by) {
      chains = new Chains(by.threads()::submit);
    }

    /** Lets the queue run dry. */
    @TearDown
    public void stop() {
      chains.stop();
    }
  }

  // beside a queue that is filled from outside

  @Benchmark
  public void neighbour_loomray(FedRay busy) throws InterruptedException {
    Thread.sleep(1);
  }

  @Benchmark
  public void neighbour_virtualThreads(FedThreads busy) throws InterruptedException {
    Thread.sleep(1);
  }

  @Benchmark
  public void neighbour_nobody(Contenders by) throws InterruptedException {
    Thread.sleep(1);
  }

  // beside tasks that start tasks

  @Benchmark
  public void neighbourOfChains_loomray(ChainedRay busy) throws InterruptedException {
    Thread.sleep(1);
  }

  @Benchmark
  public void neighbourOfChains_virtualThreads(ChainedThreads busy) throws InterruptedException {
    Thread.sleep(1);
  }

  @Benchmark
  public void neighbourOfChains_nobody(Contenders by) throws InterruptedException {
    Thread.sleep(1);
  }
}
