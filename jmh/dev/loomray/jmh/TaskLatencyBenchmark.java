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
 * <p>In {@code roundTripVirtual} the thread that asks is a task of a Ray, for every contender, and
 * so a virtual thread.
 */
@State(Scope.Benchmark)
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

  private Ray ray;
  private boolean ours;
  private ExecutorService threads;
  private LoomrayWork loomray;
  private ExecutorWork executor;
  private ExecutorWork pool;
  private FutureWork futures;

  /** Takes the Ray whose task this is, or starts one. */
  @Setup
  public void start() {
    ours = !Thread.currentThread().isVirtual();
    ray = ours ? Ray.init() : Ray.current();
    threads = Executors.newVirtualThreadPerTaskExecutor();
    loomray = new LoomrayWork(ray);
    executor = new ExecutorWork(threads);
    pool = new ExecutorWork(ForkJoinPool.commonPool());
    futures = new FutureWork(ForkJoinPool.commonPool());
  }

  /** Ends what was started. */
  @TearDown
  public void stop() {
    threads.close();
    if (ours) {
      ray.close();
    }
  }

  // submit and get, from a platform thread

  @Benchmark
  public Object roundTripPlatform_loomray() {
    return loomray.roundTrip();
  }

  @Benchmark
  public Object roundTripPlatform_virtualThreads() throws Exception {
    return executor.roundTrip();
  }

  @Benchmark
  public Object roundTripPlatform_structuredScope() throws Exception {
    return ScopeWork.roundTrip();
  }

  @Benchmark
  public Object roundTripPlatform_forkJoin() throws Exception {
    return pool.roundTrip();
  }

  @Benchmark
  public Object roundTripPlatform_completableFuture() throws Exception {
    return futures.roundTrip();
  }

  // submit and get, from a task

  @Benchmark
  @Fork(jvmArgsAppend = {PREVIEW, UNSAFE, CUSTOM, TASKS})
  public Object roundTripVirtual_loomray() {
    return loomray.roundTrip();
  }

  @Benchmark
  @Fork(jvmArgsAppend = {PREVIEW, UNSAFE, CUSTOM, TASKS})
  public Object roundTripVirtual_virtualThreads() throws Exception {
    return executor.roundTrip();
  }

  @Benchmark
  @Fork(jvmArgsAppend = {PREVIEW, UNSAFE, CUSTOM, TASKS})
  public Object roundTripVirtual_structuredScope() throws Exception {
    return ScopeWork.roundTrip();
  }

  @Benchmark
  @Fork(jvmArgsAppend = {PREVIEW, UNSAFE, CUSTOM, TASKS})
  public Object roundTripVirtual_forkJoin() throws Exception {
    return pool.roundTrip();
  }

  @Benchmark
  @Fork(jvmArgsAppend = {PREVIEW, UNSAFE, CUSTOM, TASKS})
  public Object roundTripVirtual_completableFuture() throws Exception {
    return futures.roundTrip();
  }
}
