package dev.loomray.jmh;

import dev.loomray.Engine;
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
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a task costs, in the mean; a figure is per task but for {@code scopes}, where it is per
 * scope of ten tasks.
 *
 * <p>Methods are named QUESTION_CONTENDER, and all contenders of a question do the same work: the
 * same number of tasks, each with a result that somebody reads. {@code forkJoin} and {@code
 * completableFuture} use the common pool as it is; {@code completableFutureVirtual} runs its stages
 * on the executor of {@code virtualThreads}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--enable-preview", "--sun-misc-unsafe-memory-access=allow"})
public class TaskBenchmark {
  private static final int TRIPS = 1_000;
  private static final int BATCH = 100_000;
  private static final int DEPENDENTS = 10_000;
  private static final int SCOPE = 10;
  private static final int FIB = 20;
  // calls of fib(20), and those among them that add two results
  private static final int FIB_TASKS = 21_891;
  private static final int FIB_REFS_TASKS = FIB_TASKS + 10_945;

  /** What runs the tasks of {@code loomray}; the others do not depend on it. */
  @Param({"LEASES", "REFERENCE"})
  private Engine engine;

  private Ray ray;
  private ExecutorService threads;
  private LoomrayWork loomray;
  private ExecutorWork executor;
  private ExecutorWork pool;
  private FutureWork futures;
  private FutureWork virtualFutures;

  /** Starts everybody; who is not asked is idle. */
  @Setup
  public void start() {
    ray = Ray.init(config -> config.engine(engine));
    threads = Executors.newVirtualThreadPerTaskExecutor();
    loomray = new LoomrayWork(ray);
    executor = new ExecutorWork(threads);
    pool = new ExecutorWork(ForkJoinPool.commonPool());
    futures = new FutureWork(ForkJoinPool.commonPool());
    virtualFutures = new FutureWork(threads);
  }

  /** Ends everybody. */
  @TearDown
  public void stop() {
    ray.close();
    threads.close();
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

  // submit and get, from a virtual thread; Loomray's is a task

  @Benchmark
  @OperationsPerInvocation(TRIPS)
  public Object roundTripVirtual_loomray() {
    return loomray.roundTrips(TRIPS);
  }

  @Benchmark
  @OperationsPerInvocation(TRIPS)
  public Object roundTripVirtual_virtualThreads() throws Exception {
    return executor.roundTrips(threads, TRIPS);
  }

  @Benchmark
  @OperationsPerInvocation(TRIPS)
  public Object roundTripVirtual_structuredScope() throws Exception {
    return ScopeWork.roundTrips(threads, TRIPS);
  }

  @Benchmark
  @OperationsPerInvocation(TRIPS)
  public Object roundTripVirtual_forkJoin() throws Exception {
    return pool.roundTrips(threads, TRIPS);
  }

  @Benchmark
  @OperationsPerInvocation(TRIPS)
  public Object roundTripVirtual_completableFuture() throws Exception {
    return futures.roundTrips(threads, TRIPS);
  }

  // 100,000 empty tasks, then wait for all

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public Object batch100k_loomray() {
    return loomray.batch(BATCH);
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public Object batch100k_virtualThreads() throws Exception {
    return executor.batch(BATCH);
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public Object batch100k_structuredScope() throws Exception {
    return ScopeWork.batch(BATCH);
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public Object batch100k_forkJoin() throws Exception {
    return pool.batch(BATCH);
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public Object batch100k_completableFuture() throws Exception {
    return futures.batch(BATCH);
  }

  // a recursion that adds a.get() + b.get(); not with futures on the common pool, which with two
  // processors ends up with its one worker waiting in join() and starts no other

  @Benchmark
  @OperationsPerInvocation(FIB_TASKS)
  public int fib_loomray() {
    return loomray.fib(FIB);
  }

  @Benchmark
  @OperationsPerInvocation(FIB_TASKS)
  public int fib_virtualThreads() throws Exception {
    return executor.fib(FIB);
  }

  @Benchmark
  @OperationsPerInvocation(FIB_TASKS)
  public int fib_structuredScope() throws Exception {
    return ScopeWork.fib(threads, FIB);
  }

  @Benchmark
  @OperationsPerInvocation(FIB_TASKS)
  public int fib_forkJoin() {
    return ForkJoinPool.commonPool().invoke(new ForkJoinFib(FIB));
  }

  @Benchmark
  @OperationsPerInvocation(FIB_TASKS)
  public int fib_completableFutureVirtual() {
    return virtualFutures.fib(FIB);
  }

  // the same recursion, with the results passed to a third task

  @Benchmark
  @OperationsPerInvocation(FIB_REFS_TASKS)
  public int fibRefs_loomray() {
    return loomray.fibRefs(FIB);
  }

  @Benchmark
  @OperationsPerInvocation(FIB_REFS_TASKS)
  public int fibRefs_virtualThreads() throws Exception {
    return executor.fibRefs(FIB);
  }

  @Benchmark
  @OperationsPerInvocation(FIB_REFS_TASKS)
  public int fibRefs_completableFutureVirtual() {
    return virtualFutures.fibRefs(FIB);
  }

  // 10,000 tasks, each of which needs the one before

  @Benchmark
  @OperationsPerInvocation(DEPENDENTS)
  public int chain_loomray() {
    return loomray.chain(DEPENDENTS);
  }

  @Benchmark
  @OperationsPerInvocation(DEPENDENTS)
  public int chain_virtualThreads() throws Exception {
    return executor.chain(DEPENDENTS);
  }

  @Benchmark
  @OperationsPerInvocation(DEPENDENTS)
  public int chain_completableFuture() {
    return futures.chain(DEPENDENTS);
  }

  @Benchmark
  @OperationsPerInvocation(DEPENDENTS)
  public int chain_completableFutureVirtual() {
    return virtualFutures.chain(DEPENDENTS);
  }

  // 10,000 tasks that need the same one

  @Benchmark
  @OperationsPerInvocation(DEPENDENTS)
  public int fanOut_loomray() {
    return loomray.fanOut(DEPENDENTS);
  }

  @Benchmark
  @OperationsPerInvocation(DEPENDENTS)
  public int fanOut_virtualThreads() throws Exception {
    return executor.fanOut(DEPENDENTS);
  }

  @Benchmark
  @OperationsPerInvocation(DEPENDENTS)
  public int fanOut_completableFuture() {
    return futures.fanOut(DEPENDENTS);
  }

  @Benchmark
  @OperationsPerInvocation(DEPENDENTS)
  public int fanOut_completableFutureVirtual() {
    return virtualFutures.fanOut(DEPENDENTS);
  }

  // open a scope, ten tasks, join, close

  @Benchmark
  public void scopes_loomray() {
    loomray.scope(SCOPE);
  }

  @Benchmark
  public void scopes_structuredScope() throws Exception {
    ScopeWork.scope(SCOPE);
  }

  @Benchmark
  public void scopes_virtualThreads() {
    ExecutorWork.scope(SCOPE);
  }
}
