package dev.loomray.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.error.TaskCancelledException;
import dev.loomray.error.TaskException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Ray: max_retries and retry_exceptions, for what user code throws. */
class RetriesTest {
  @EngineTest
  void retriesUntilItSucceeds(Engines engine) {
    try (Ray ray = engine.start()) {
      AtomicInteger runs = new AtomicInteger();
      ObjectRef<Integer> ref =
          ray.options(o -> o.retries(5))
              .call(
                  () -> {
                    if (runs.incrementAndGet() < 4) {
                      throw new IOException("not yet");
                    }
                    return Ray.current().context().attempt();
                  });
      assertThat(ref.get()).isEqualTo(4);
    }
  }

  @EngineTest
  void retriesUpToTheLimitAndSaysSo(Engines engine) {
    try (Ray ray = engine.start()) {
      AtomicInteger runs = new AtomicInteger();
      ObjectRef<Integer> ref =
          ray.options(o -> o.retries(2))
              .call(
                  () -> {
                    runs.incrementAndGet();
                    throw new IOException("always");
                  });
      assertThatThrownBy(ref::get)
          .isInstanceOf(TaskException.class)
          .hasMessageContaining("failed on attempt 3")
          .hasMessageEndingWith("not retried: retries=2 are used up");
      assertThat(runs).hasValue(3);
    }
  }

  @EngineTest
  void retryOnNarrowsToSomeExceptions(Engines engine) {
    try (Ray ray = engine.start()) {
      AtomicInteger runs = new AtomicInteger();
      ObjectRef<Integer> ref =
          ray.options(o -> o.retries(5).retryOn(IOException.class))
              .call(
                  () -> {
                    runs.incrementAndGet();
                    throw new IllegalStateException("other");
                  });
      assertThatThrownBy(ref::get)
          .hasMessageContaining("retryOn does not name java.lang.IllegalStateException");
      assertThat(runs).hasValue(1);
    }
  }

  @EngineTest
  void aRetriedTaskRunsAgainForAFailureOfItsChild(Engines engine) {
    try (Ray ray = engine.start()) {
      AtomicInteger runs = new AtomicInteger();
      ObjectRef<Integer> ref =
          ray.options(o -> o.retries(3).retryOn(IOException.class))
              .call(() -> runs.incrementAndGet() < 3 ? Work.through(1) : 7);
      assertThat(ref.get()).isEqualTo(7);
    }
  }

  @EngineTest
  void aRetryCancelsTheUnfinishedChildrenOfTheFailedAttempt(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      CompletableFuture<ObjectRef<Void>> child = new CompletableFuture<>();
      CountDownLatch started = new CountDownLatch(1);
      CountDownLatch interrupted = new CountDownLatch(1);
      ObjectRef<Integer> ref =
          ray.options(o -> o.retries(1))
              .call(
                  () -> {
                    if (Ray.current().context().attempt() == 1) {
                      child.complete(
                          Ray.current().run(Work::untilInterrupted, started, interrupted));
                      started.await();
                      throw new IOException("first");
                    }
                    return 2;
                  });
      assertThat(ref.get()).isEqualTo(2);
      interrupted.await();
      assertThatThrownBy(child.join()::get)
          .isInstanceOf(TaskCancelledException.class)
          .hasMessageContaining("was cancelled: attempt 1 of task");
    }
  }

  @EngineTest
  void backoffWaitsWithoutAThreadAndCanBeCancelled(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      CountDownLatch ran = new CountDownLatch(1);
      ObjectRef<Integer> ref =
          ray.options(o -> o.retries(-1).backoff(Duration.ofDays(1)).name("patient"))
              .call(
                  () -> {
                    ran.countDown();
                    throw new IOException("x");
                  });
      ran.await();
      assertThat(ref.cancel()).isTrue();
      assertThatThrownBy(ref::get)
          .isInstanceOf(TaskCancelledException.class)
          .hasMessage("task patient was cancelled by cancel()");
      assertThat(ray.awaitIdle(Duration.ofSeconds(5))).isTrue();
    }
  }

  @EngineTest
  void backoffGrowsToItsLimit(Engines engine) {
    try (Ray ray = engine.start()) {
      ObjectRef<Integer> ref =
          ray.options(o -> o.retries(4).backoff(Duration.ofMillis(1), Duration.ofMillis(4)))
              .call(
                  () -> {
                    int attempt = Ray.current().context().attempt();
                    if (attempt < 5) {
                      throw new IOException("x");
                    }
                    return attempt;
                  });
      assertThat(ref.get()).isEqualTo(5);
    }
  }
}
