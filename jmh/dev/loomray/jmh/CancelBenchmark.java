package dev.loomray.jmh;

import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.StructuredTaskScope;
import java.util.concurrent.StructuredTaskScope.Joiner;
import java.util.concurrent.TimeUnit;
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
 * How long it takes to cancel 111 tasks that sleep, until the last thread has ended: a root, ten
 * children, and ten children of each. The executor has no tree, and interrupts 111 threads that
 * know nothing of each other.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--enable-preview", "--sun-misc-unsafe-memory-access=allow"})
public class CancelBenchmark {
  private static final int TASKS = 111;
  private static final int CHILDREN = 10;
  private static final int LEVELS = 2;
  private static final Duration LONG = Duration.ofHours(1);

  /** A tree of Loomray's tasks. */
  @State(Scope.Thread)
  public static class TaskTree {
    private Ray ray;
    private ObjectRef<Void> root;

    /** Takes the Ray. */
    @Setup
    public void start(Contenders by) {
      ray = by.ray();
    }

    /** Puts all tasks to sleep. */
    @Setup(Level.Invocation)
    public void grow() throws InterruptedException {
      CountDownLatch asleep = new CountDownLatch(TASKS);
      root = ray.run(TaskTree::sleeper, asleep, LEVELS);
      asleep.await();
    }

    private static void sleeper(CountDownLatch asleep, int levels) throws InterruptedException {
      for (int i = 0; i < CHILDREN && levels > 0; i++) {
        Ray.current().run(TaskTree::sleeper, asleep, levels - 1);
      }
      asleep.countDown();
      Thread.sleep(LONG);
    }
  }

  /** Scopes within scopes. */
  @State(Scope.Thread)
  public static class NestedScopes {
    private Thread root;

    /** Puts all tasks to sleep; those above the leaves sleep in join. */
    @Setup(Level.Invocation)
    public void grow() throws InterruptedException {
      CountDownLatch asleep = new CountDownLatch(TASKS);
      root = Thread.startVirtualThread(() -> sleeper(asleep, LEVELS));
      asleep.await();
    }

    private static Void sleeper(CountDownLatch asleep, int levels) {
      try (var scope = StructuredTaskScope.open(Joiner.<Void>awaitAll())) {
        for (int i = 0; i < CHILDREN && levels > 0; i++) {
          scope.fork(() -> sleeper(asleep, levels - 1));
        }
        asleep.countDown();
        if (levels == 0) {
          Thread.sleep(LONG);
        }
        scope.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return null;
    }
  }

  /** Threads of an executor. */
  @State(Scope.Thread)
  public static class Threads {
    private ExecutorService executor;

    /** Puts all tasks to sleep. */
    @Setup(Level.Invocation)
    public void grow() throws InterruptedException {
      CountDownLatch asleep = new CountDownLatch(TASKS);
      executor = Executors.newVirtualThreadPerTaskExecutor();
      for (int i = 0; i < TASKS; i++) {
        executor.submit(() -> sleeper(asleep));
      }
      asleep.await();
    }

    private static Void sleeper(CountDownLatch asleep) throws InterruptedException {
      asleep.countDown();
      Thread.sleep(LONG);
      return null;
    }
  }

  @Benchmark
  public boolean cancelTree_loomray(TaskTree tree) {
    tree.root.cancel();
    return tree.ray.awaitIdle(LONG);
  }

  @Benchmark
  public void cancelTree_structuredScope(Contenders by, NestedScopes scopes)
      throws InterruptedException {
    scopes.root.interrupt();
    scopes.root.join();
  }

  @Benchmark
  public void cancelTree_virtualThreads(Contenders by, Threads threads) {
    threads.executor.shutdownNow();
    threads.executor.close();
  }
}
