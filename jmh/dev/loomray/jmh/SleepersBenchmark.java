package dev.loomray.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long 10,000 tasks take that sleep for 100 ms each, until all have ended: 100 ms is the least.
 *
 * <p>{@code sleepers10kCold} is the first thing that a new JVM does; its figure is only right
 * without warm-up, so leave {@code -wi} and {@code -i} alone.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--enable-preview", "--sun-misc-unsafe-memory-access=allow"})
public class SleepersBenchmark {
  private static final int TASKS = 10_000;

  @Benchmark
  public Object sleepers10k_loomray(Contenders by) {
    return new LoomrayWork(by.ray()).sleepers(TASKS);
  }

  @Benchmark
  public Object sleepers10k_virtualThreads(Contenders by) throws Exception {
    return new ExecutorWork(by.threads()).sleepers(TASKS);
  }

  @Benchmark
  public Object sleepers10k_structuredScope(Contenders by) throws Exception {
    return ScopeWork.sleepers(TASKS);
  }

  @Benchmark
  public Object sleepers10k_completableFutureVirtual(Contenders by) throws Exception {
    return new FutureWork(by.threads()).sleepers(TASKS);
  }

  // the same in a JVM that has done nothing yet

  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @Warmup(iterations = 0)
  @Measurement(iterations = 1)
  public Object sleepers10kCold_loomray(Contenders by) {
    return new LoomrayWork(by.ray()).sleepers(TASKS);
  }

  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @Warmup(iterations = 0)
  @Measurement(iterations = 1)
  public Object sleepers10kCold_virtualThreads(Contenders by) throws Exception {
    return new ExecutorWork(by.threads()).sleepers(TASKS);
  }

  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @Warmup(iterations = 0)
  @Measurement(iterations = 1)
  public Object sleepers10kCold_structuredScope(Contenders by) throws Exception {
    return ScopeWork.sleepers(TASKS);
  }
}
