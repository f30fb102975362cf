package dev.loomray.jmh;

import dev.loomray.Ray;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
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
 * The spread of a round trip, one trip per sample; read p50 and p99, since a mean hides what a
 * wake-up does.
 *
 * <p>In {@code roundTripVirtual} the thread that asks is a task of a Ray, and so a virtual thread:
 * of the Ray that answers for {@code loomray}, which is on the lease engine, and {@code
 * loomrayReference}; for the others it has a thread of its own, and its Ray nothing else to do.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--enable-preview", "--sun-misc-unsafe-memory-access=allow"})
public class TaskLatencyBenchmark {
  private static final String PREVIEW = "--enable-preview";
  private static final String UNSAFE = "--sun-misc-unsafe-memory-access=allow";
  private static final String CUSTOM = "-Djmh.executor=CUSTOM";
  private static final String TASKS = "-Djmh.executor.class=dev.loomray.jmh.TaskThreads";
  private static final String LEASES = "-Dtask.engine=LEASES";
  private static final String REFERENCE = "-Dtask.engine=REFERENCE";

  /** Those who are asked from a task. */
  @State(Scope.Benchmark)
  public static class Inside {
    private LoomrayWork loomray;
    private ExecutorService threads;

    /** Takes the Ray whose task this is, and starts an executor. */
    @Setup
    public void start() {
      loomray = new LoomrayWork(Ray.current());
      threads = Executors.newVirtualThreadPerTaskExecutor();
    }

    /** Ends what was started. */
    @TearDown
    public void stop() {
      threads.close();
    }
  }

  // submit and get, from a platform thread

  @Benchmark
  public Object roundTripPlatform_loomray(Contenders by) {
    return new LoomrayWork(by.ray()).roundTrip();
  }

  @Benchmark
  public Object roundTripPlatform_virtualThreads(Contenders by) throws Exception {
    return new ExecutorWork(by.threads()).roundTrip();
  }

  @Benchmark
  public Object roundTripPlatform_structuredScope(Contenders by) throws Exception {
    return ScopeWork.roundTrip();
  }

  @Benchmark
  public Object roundTripPlatform_forkJoin(Contenders by) throws Exception {
    return new ExecutorWork(ForkJoinPool.commonPool()).roundTrip();
  }

  @Benchmark
  public Object roundTripPlatform_completableFuture(Contenders by) throws Exception {
    return new FutureWork(ForkJoinPool.commonPool()).roundTrip();
  }

  // submit and get, from a task

  @Benchmark
  @Fork(jvmArgsAppend = {PREVIEW, UNSAFE, CUSTOM, TASKS, LEASES})
  public Object roundTripVirtual_loomray(Inside inside) {
    return inside.loomray.roundTrip();
  }

  @Benchmark
  @Fork(jvmArgsAppend = {PREVIEW, UNSAFE, CUSTOM, TASKS, REFERENCE})
  public Object roundTripVirtual_loomrayReference(Inside inside) {
    return inside.loomray.roundTrip();
  }

  @Benchmark
  @Fork(jvmArgsAppend = {PREVIEW, UNSAFE, CUSTOM, TASKS, REFERENCE})
  public Object roundTripVirtual_virtualThreads(Inside inside) throws Exception {
    return new ExecutorWork(inside.threads).roundTrip();
  }

  @Benchmark
  @Fork(jvmArgsAppend = {PREVIEW, UNSAFE, CUSTOM, TASKS, REFERENCE})
  public Object roundTripVirtual_structuredScope(Inside inside) throws Exception {
    return ScopeWork.roundTrip();
  }

  @Benchmark
  @Fork(jvmArgsAppend = {PREVIEW, UNSAFE, CUSTOM, TASKS, REFERENCE})
  public Object roundTripVirtual_forkJoin(Inside inside) throws Exception {
    return new ExecutorWork(ForkJoinPool.commonPool()).roundTrip();
  }

  @Benchmark
  @Fork(jvmArgsAppend = {PREVIEW, UNSAFE, CUSTOM, TASKS, REFERENCE})
  public Object roundTripVirtual_completableFuture(Inside inside) throws Exception {
    return new FutureWork(ForkJoinPool.commonPool()).roundTrip();
  }
}
