package dev.loomray.jmh;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A round trip when 16 platform threads make one after the other at once, more than there are
 * processors: the time is that of one trip as its thread sees it, so that 16 trips end in it.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Threads(16)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--enable-preview", "--sun-misc-unsafe-memory-access=allow"})
public class OversubscribedBenchmark {

  @Benchmark
  public Object oversubscribed_loomray(Contenders by) {
    return new LoomrayWork(by.ray()).roundTrip();
  }

  @Benchmark
  public Object oversubscribed_virtualThreads(Contenders by) throws Exception {
    return new ExecutorWork(by.threads()).roundTrip();
  }

  @Benchmark
  public Object oversubscribed_structuredScope(Contenders by) throws Exception {
    return ScopeWork.roundTrip();
  }

  @Benchmark
  public Object oversubscribed_forkJoin(Contenders by) throws Exception {
    return new ExecutorWork(ForkJoinPool.commonPool()).roundTrip();
  }

  @Benchmark
  public Object oversubscribed_completableFuture(Contenders by) throws Exception {
    return new FutureWork(ForkJoinPool.commonPool()).roundTrip();
  }
}
