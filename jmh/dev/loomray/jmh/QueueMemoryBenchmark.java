package dev.loomray.jmh;

import dev.loomray.Ray;
import dev.loomray.function.Fn0;
import dev.loomray.function.Fn1;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The heap that a million tasks need while they are queued behind others that compute, as {@code
 * bytesPerTask}: the refs and futures are part of it, but not the places where a user keeps them.
 * The time is that of submitting all of them beside workers that compute.
 *
 * <p>{@code queued1m} calls a constant function; in {@code queuedValue1m} it takes a value, which
 * is the same for all.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--enable-preview", "--sun-misc-unsafe-memory-access=allow", "-Xmx4g"})
public class QueueMemoryBenchmark {
  private static final Duration MOMENT = Duration.ofMillis(1);
  private static final Fn0<String> CONSTANT = () -> "x";
  private static final Fn1<String, String> IDENTITY = x -> x;
  private static final Callable<String> CONSTANT_PLAIN = () -> "x";

  private static void occupy(Ray ray, Spinners spinners) throws InterruptedException {
    spinners.occupy(Runtime.getRuntime().availableProcessors(), spinner -> ray.run(spinner::run));
  }

  /** What was submitted before a timer is where it stays when the timer has fired. */
  private static void settle(Ray ray) {
    ray.after(MOMENT).get();
  }

  private static void occupy(ExecutorService threads, Spinners spinners)
      throws InterruptedException {
    spinners.occupy(Runtime.getRuntime().availableProcessors(), threads);
  }

  private static ForkJoinPool occupiedPool(Spinners spinners) throws InterruptedException {
    ForkJoinPool pool = ForkJoinPool.commonPool();
    spinners.occupy(pool.getParallelism(), pool);
    return pool;
  }

  private static void queue(ExecutorService executor) {
    for (int i = 0; i < Heap.TASKS; i++) {
      executor.submit(CONSTANT_PLAIN);
    }
  }

  private static void queue(ExecutorService executor, String value) {
    for (int i = 0; i < Heap.TASKS; i++) {
      executor.submit(() -> IDENTITY.call(value));
    }
  }

  // a constant function

  @Benchmark
  public void queued1m_loomray(Contenders by, Spinners spinners, Heap heap)
      throws InterruptedException {
    occupy(by.ray(), spinners);
    for (int i = 0; i < Heap.TASKS; i++) {
      by.ray().call(CONSTANT);
    }
    settle(by.ray());
  }

  @Benchmark
  public void queued1m_virtualThreads(Contenders by, Spinners spinners, Heap heap)
      throws InterruptedException {
    occupy(by.threads(), spinners);
    queue(by.threads());
  }

  @Benchmark
  public void queued1m_forkJoin(Contenders by, Spinners spinners, Heap heap)
      throws InterruptedException {
    queue(occupiedPool(spinners));
  }

  // a function and a value

  @Benchmark
  public void queuedValue1m_loomray(Contenders by, Spinners spinners, Heap heap)
      throws InterruptedException {
    occupy(by.ray(), spinners);
    for (int i = 0; i < Heap.TASKS; i++) {
      by.ray().call(IDENTITY, "x");
    }
    settle(by.ray());
  }

  @Benchmark
  public void queuedValue1m_virtualThreads(Contenders by, Spinners spinners, Heap heap)
      throws InterruptedException {
    occupy(by.threads(), spinners);
    queue(by.threads(), "x");
  }

  @Benchmark
  public void queuedValue1m_forkJoin(Contenders by, Spinners spinners, Heap heap)
      throws InterruptedException {
    queue(occupiedPool(spinners), "x");
  }
}
