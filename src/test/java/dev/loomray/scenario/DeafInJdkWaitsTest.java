package dev.loomray.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.TaskScope;
import dev.loomray.Tasks;
import dev.loomray.error.RayClosedException;
import dev.loomray.error.TaskCancelledException;
import dev.loomray.error.TaskTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A task that swallows interrupts in waits that are not ours keeps its thread for as long as it
 * likes; its ref has ended all the same, and nobody but a close waits for the thread.
 */
class DeafInJdkWaitsTest {
  /** One wait of the JDK; an interrupt ends it, or not even that. */
  @FunctionalInterface
  private interface Wait {
    void once() throws Exception;
  }

  /** Waits of the JDK that end when a test releases them. */
  private static final class Gates {
    private final CompletableFuture<Void> future = new CompletableFuture<>();
    private final CountDownLatch latch = new CountDownLatch(1);
    private final BlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicBoolean released = new AtomicBoolean();

    /** Holds the lock until {@link #release}, on the same thread. */
    Gates() {
      lock.lock();
    }

    List<Wait> waits() {
      return List.of(
          future::get,
          future::join, // interrupts do not even wake it
          latch::await,
          queue::take,
          lock::lockInterruptibly,
          lock::lock);
    }

    void deaf(Wait wait, CountDownLatch started) {
      started.countDown();
      while (!released.get()) {
        try {
          wait.once();
        } catch (Exception swallowed) {
          Thread.interrupted();
        }
      }
      while (lock.isHeldByCurrentThread()) {
        lock.unlock();
      }
    }

    List<ObjectRef<Void>> start(Tasks tasks, CountDownLatch started) {
      List<ObjectRef<Void>> refs = new ArrayList<>();
      for (Wait wait : waits()) {
        refs.add(tasks.run(() -> deaf(wait, started)));
      }
      return refs;
    }

    void release() {
      released.set(true);
      future.complete(null);
      latch.countDown();
      queue.addAll(Collections.nCopies(100, 1)); // one for each of those that timed out, too
      lock.unlock();
    }
  }

  @EngineTest
  void cancelEndsTheirRefsAtOnce(Engines engine) throws Exception {
    Gates gates = new Gates();
    CountDownLatch started = new CountDownLatch(gates.waits().size());
    try (Ray ray = engine.start()) {
      List<ObjectRef<Void>> refs = gates.start(ray.options(o -> o.name("deaf")), started);
      started.await();
      for (ObjectRef<Void> ref : refs) {
        assertThat(ref.cancel()).isTrue();
        assertThat(ref.isReady()).isTrue();
        assertThatThrownBy(ref::get)
            .isExactlyInstanceOf(TaskCancelledException.class)
            .hasMessage("task deaf was cancelled by cancel()");
      }
      assertThat(ray.dump().lines().filter(line -> line.contains("stopped but still running")))
          .hasSameSizeAs(refs);
      assertThat(ray.awaitIdle(Duration.ofMillis(1))).isFalse();
      assertThat(ray.call(Work::square, 3).get()).isEqualTo(9);
      gates.release();
      assertThat(ray.awaitIdle(Duration.ofSeconds(20))).isTrue();
    }
  }

  @EngineTest
  void theirTimeoutEndsTheirRefsAtOnce(Engines engine) throws Exception {
    Gates gates = new Gates();
    try (Ray ray = engine.start()) {
      Work.withShortLimits(
          limit -> {
            CountDownLatch started = new CountDownLatch(gates.waits().size());
            List<ObjectRef<Void>> refs = gates.start(ray.options(o -> o.timeout(limit)), started);
            for (ObjectRef<Void> ref : refs) {
              assertThatThrownBy(ref::get)
                  .isExactlyInstanceOf(TaskTimeoutException.class)
                  .hasMessageContaining("did not end within timeout=" + limit);
            }
            return started.getCount() == 0;
          });
      gates.release();
      assertThat(ray.awaitIdle(Duration.ofSeconds(20))).isTrue();
    }
  }

  @EngineTest
  void theCloseOfAScopeWaitsForTheirThreads(Engines engine) throws Exception {
    Gates gates = new Gates();
    CountDownLatch started = new CountDownLatch(gates.waits().size());
    try (Ray ray = engine.start()) {
      TaskScope scope = ray.scope();
      List<ObjectRef<Void>> refs = gates.start(scope.options(o -> o.name("deaf")), started);
      started.await();
      CompletableFuture<Void> closed = CompletableFuture.runAsync(scope::close);
      await().until(() -> refs.stream().allMatch(ObjectRef::isReady));
      for (ObjectRef<Void> ref : refs) {
        assertThatThrownBy(ref::get)
            .isExactlyInstanceOf(TaskCancelledException.class)
            .hasMessage("task deaf was cancelled: its scope was closed");
      }
      assertThat(closed).isNotDone();
      gates.release();
      closed.get(20, TimeUnit.SECONDS);
      assertThat(ray.awaitIdle(Duration.ZERO)).isTrue();
    }
  }

  @EngineTest
  void theCloseOfTheRayLeavesThemBehindAndSaysSo(Engines engine) throws Exception {
    String name = "deaf-in-jdk-" + engine;
    Gates gates = new Gates();
    CountDownLatch started = new CountDownLatch(gates.waits().size());
    Ray ray = engine.start(c -> c.closeTimeout(Duration.ofMillis(50)));
    List<CompletableFuture<Void>> results =
        gates.start(ray.options(o -> o.name(name)), started).stream()
            .map(ObjectRef::toFuture)
            .toList();
    started.await();
    Log log = new Log(name);
    ray.close();
    log.close();
    assertThat(log.said())
        .hasSameSizeAs(results)
        .allSatisfy(
            line ->
                assertThat(line)
                    .startsWith(
                        "task "
                            + name
                            + " ignored its interrupt for closeTimeout=PT0.05S and is"
                            + " left behind on a daemon thread:")
                    .contains("Gates.deaf("));
    for (CompletableFuture<Void> result : results) {
      assertThatThrownBy(() -> result.get(20, TimeUnit.SECONDS))
          .hasCauseExactlyInstanceOf(TaskCancelledException.class)
          .hasRootCauseMessage("Ray closed");
    }
    assertThatThrownBy(() -> ray.call(Work::square, 1))
        .isExactlyInstanceOf(RayClosedException.class);
    gates.release();
    await().until(() -> ray.dump().contains(" 0 tasks unfinished, 0 timers"));
  }

  @EngineTest
  void aTaskThatClosesAScopeWaitsForTheDeafInIt(Engines engine) throws Exception {
    Gates gates = new Gates();
    CountDownLatch started = new CountDownLatch(1);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    try (Ray ray = engine.start()) {
      ObjectRef<Void> parent =
          ray.run(
              () -> {
                TaskScope scope = ray.scope();
                scope.run(() -> gates.deaf(gates.latch::await, started));
                started.await();
                scope.close();
                interrupted.complete(Thread.currentThread().isInterrupted());
              });
      await().until(() -> ray.dump().contains("waits for scope #"));
      assertThat(parent.cancel()).isTrue();
      assertThatThrownBy(parent::get).isExactlyInstanceOf(TaskCancelledException.class);
      assertThat(interrupted).isNotDone();
      gates.release();
      assertThat(interrupted.get(20, TimeUnit.SECONDS)).isTrue();
    }
  }
}
