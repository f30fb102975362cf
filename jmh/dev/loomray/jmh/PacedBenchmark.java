package dev.loomray.jmh;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A thousand calls a second that wait for 0.2 ms, on a machine that has nothing else to do: what a
 * caller waits for, in p50 and p99, and with {@link CpuTimeProfiler} what a call costs. Who spins
 * is fast here, and pays for it in CPU time.
 *
 * <p>{@code direct} waits without a task: what is left when the tasks cost nothing.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"--enable-preview", "--sun-misc-unsafe-memory-access=allow"})
public class PacedBenchmark {
  private static final long PERIOD_NANOS = 1_000_000;

  /** Holds each call back until it is due; after a delay it does not catch up. */
  @State(Scope.Thread)
  public static class Pace {
    private long due = System.nanoTime();

    /** Waits for the next call's time. */
    @Setup(Level.Invocation)
    public void await() {
      due = Math.max(due + PERIOD_NANOS, System.nanoTime());
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
    }
  }

  @Benchmark
  public Object paced1k_loomray(Contenders by, Pace pace) {
    return by.ray().call(Nap::io).get();
  }

  @Benchmark
  public Object paced1k_virtualThreads(Contenders by, Pace pace) throws Exception {
    return by.threads().submit(Nap::io).get();
  }

  @Benchmark
  public Object paced1k_forkJoin(Contenders by, Pace pace) throws Exception {
    return ForkJoinPool.commonPool().submit(Nap::io).get();
  }

  @Benchmark
  public Object paced1k_direct(Contenders by, Pace pace) {
    return Nap.io();
  }
}
