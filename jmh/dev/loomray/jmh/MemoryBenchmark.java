package dev.loomray.jmh;

import dev.loomray.Ray;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
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
 * The heap that a million tasks need while they sleep, or while they wait for their time: {@code
 * bytesPerTask}, each with what its contender keeps about it, but without the refs and futures that
 * a user may keep. The time is that of starting all of them.
 *
 * <p>{@code timers1m} does something in an hour: after a timer, or at the end of a sleep.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--enable-preview", "--sun-misc-unsafe-memory-access=allow", "-Xmx4g"})
public class MemoryBenchmark {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Runnable NOTHING_PLAIN = () -> {};

  /** The JDK's timers. */
  @State(Scope.Benchmark)
  public static class Scheduler {
    private ScheduledExecutorService executor;

    /** Starts its thread. */
    @Setup
    public void start() {
      executor = Executors.newSingleThreadScheduledExecutor();
    }

    /** Ends it, and forgets what is due. */
    @TearDown
    public void stop() {
      executor.shutdownNow();
    }
  }

  // asleep

  @Benchmark
  public void sleepers1m_loomray(Contenders by, Heap heap) throws InterruptedException {
    CountDownLatch asleep = new CountDownLatch(Heap.TASKS);
    for (int i = 0; i < Heap.TASKS; i++) {
      by.ray().call(Nap::takeLong, asleep);
    }
    asleep.await();
  }

  @Benchmark
  public void sleepers1m_virtualThreads(Contenders by, Heap heap) throws InterruptedException {
    CountDownLatch asleep = new CountDownLatch(Heap.TASKS);
    for (int i = 0; i < Heap.TASKS; i++) {
      by.threads().submit(() -> Nap.takeLong(asleep));
    }
    asleep.await();
  }

  // until it is time to do something

  @Benchmark
  public void timers1m_loomray(Contenders by, Heap heap) {
    Ray ray = by.ray();
    for (int i = 0; i < Heap.TASKS; i++) {
      ray.after(HOUR).thenRun(nothing -> {});
    }
  }

  @Benchmark
  public void timers1m_virtualThreads(Contenders by, Heap heap) throws InterruptedException {
    sleepers1m_virtualThreads(by, heap);
  }

  @Benchmark
  public void timers1m_completableFuture(Contenders by, Heap heap) {
    Executor inAnHour = CompletableFuture.delayedExecutor(1, TimeUnit.HOURS);
    for (int i = 0; i < Heap.TASKS; i++) {
      CompletableFuture.runAsync(NOTHING_PLAIN, inAnHour);
    }
  }

  @Benchmark
  public void timers1m_scheduledExecutor(Contenders by, Scheduler scheduler, Heap heap) {
    for (int i = 0; i < Heap.TASKS; i++) {
      scheduler.executor.schedule(NOTHING_PLAIN, 1, TimeUnit.HOURS);
    }
  }
}
