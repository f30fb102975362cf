package dev.loomray.jmh;

import dev.loomray.Engine;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.Ready;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to take 1,000 results one by one, as they come: a figure is for all of them.
 *
 * <p>{@code waitForOneByOne} submits the 1,000 tasks too; {@code waitForReady} starts with results
 * that are there.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--enable-preview", "--sun-misc-unsafe-memory-access=allow"})
public class WaitForBenchmark {
  private static final int REFS = 1_000;

  /** What runs the tasks of {@code loomray}; the others do not depend on it. */
  @Param({"LEASES", "REFERENCE"})
  private Engine engine;

  private Ray ray;
  private ExecutorService threads;
  private List<ObjectRef<Integer>> ready;

  /** Starts everybody. */
  @Setup
  public void start() {
    ray = Ray.init(config -> config.engine(engine));
    threads = Executors.newVirtualThreadPerTaskExecutor();
    ready = submit();
    ray.get(ready);
  }

  /** Ends everybody. */
  @TearDown
  public void stop() {
    ray.close();
    threads.close();
  }

  private List<ObjectRef<Integer>> submit() {
    List<ObjectRef<Integer>> refs = new ArrayList<>(REFS);
    for (int i = 0; i < REFS; i++) {
      refs.add(ray.call(x -> x, 1));
    }
    return refs;
  }

  private int takeAll(List<ObjectRef<Integer>> refs) {
    int sum = 0;
    List<ObjectRef<Integer>> rest = refs;
    while (!rest.isEmpty()) {
      Ready<Integer> next = ray.waitFor(1, rest);
      sum += next.ready().getFirst().get();
      rest = next.pending();
    }
    return sum;
  }

  @Benchmark
  public int waitForReady_loomray() {
    return takeAll(ready);
  }

  @Benchmark
  public int waitForOneByOne_loomray() {
    return takeAll(submit());
  }

  /** The way that Loomray recommends where the whole list is wanted. */
  @Benchmark
  public int waitForOneByOne_loomrayAsCompleted() {
    int sum = 0;
    for (ObjectRef<Integer> ref : ray.asCompleted(submit())) {
      sum += ref.get();
    }
    return sum;
  }

  @Benchmark
  public int waitForOneByOne_completionService() throws Exception {
    var service = new ExecutorCompletionService<Integer>(threads);
    for (int i = 0; i < REFS; i++) {
      service.submit(() -> 1);
    }
    int sum = 0;
    for (int i = 0; i < REFS; i++) {
      sum += service.take().get();
    }
    return sum;
  }

  /** Each {@code anyOf} registers with all that are left, so that the whole is quadratic. */
  @Benchmark
  public int waitForOneByOne_completableFuture() {
    List<CompletableFuture<Integer>> rest = new ArrayList<>(REFS);
    for (int i = 0; i < REFS; i++) {
      rest.add(CompletableFuture.supplyAsync(() -> 1, threads));
    }
    int sum = 0;
    while (!rest.isEmpty()) {
      CompletableFuture.anyOf(rest.toArray(CompletableFuture<?>[]::new)).join();
      sum += rest.remove(firstDone(rest)).join();
    }
    return sum;
  }

  private static int firstDone(List<CompletableFuture<Integer>> futures) {
    int index = 0;
    while (!futures.get(index).isDone()) {
      index++;
    }
    return index;
  }
}
