package dev.loomray.jmh;

import dev.loomray.Engine;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The CPU time of a second in which a Ray has nothing to do, after it had 10,000 tasks. Only {@code
 * cpu.norm} of {@link CpuTimeProfiler} says something: 1,000,000 ns of it are 0.1 % of a core. The
 * kernel counts in steps of 10 ms, and so the iterations are long.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 1, time = 3)
@Measurement(iterations = 3, time = 10)
@Fork(
    value = 1,
    jvmArgsAppend = {"--enable-preview", "--sun-misc-unsafe-memory-access=allow"})
public class IdleBenchmark {
  private static final int TASKS = 10_000;

  /** A Ray that has worked. */
  @State(Scope.Benchmark)
  public static class IdleRay {
    /** Runs some tasks. */
    @Setup
    public void work(Contenders by) {
      new LoomrayWork(by.ray()).batch(TASKS);
    }
  }

  /** A JVM without a Ray; the parameter is there for the comparison. */
  @State(Scope.Benchmark)
  public static class Nobody {
    @Param({"LEASES", "REFERENCE"})
    private Engine engine;
  }

  @Benchmark
  public void idle_loomray(IdleRay ray) throws InterruptedException {
    Thread.sleep(1_000);
  }

  @Benchmark
  public void idle_nobody(Nobody nobody) throws InterruptedException {
    Thread.sleep(1_000);
  }
}
