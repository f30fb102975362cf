package dev.loomray.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.error.TaskTimeoutException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** A timeout counts from submission, over everything, and children inherit it. */
class DeadlinesTest {
  private static final Duration SHORT = Duration.ofMillis(40);

  @EngineTest
  void aRunningTaskIsEnded(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      Work.withShortLimits(
          limit -> {
            CountDownLatch started = new CountDownLatch(1);
            CountDownLatch interrupted = new CountDownLatch(1);
            ObjectRef<Void> ref =
                ray.options(o -> o.timeout(limit).name("late"))
                    .run(Work::untilInterrupted, started, interrupted);
            TaskTimeoutException e = catchThrowableOfType(TaskTimeoutException.class, ref::get);
            if (started.getCount() > 0) {
              return false;
            }
            interrupted.await();
            assertThat(e)
                .hasMessage(
                    "task late did not end within timeout="
                        + limit
                        + " (it was RUNNING, attempt 1); raise the timeout, or make the tasks faster");
            return true;
          });
    }
  }

  @EngineTest
  void aTaskThatWaitsForItsArgumentsIsEnded(Engines engine) {
    try (Ray ray = engine.start()) {
      ObjectRef<Void> never = ray.after(Duration.ofDays(1));
      ObjectRef<Integer> ref = ray.options(o -> o.timeout(SHORT)).call((Void x) -> 1, never);
      assertThatThrownBy(ref::get)
          .isInstanceOf(TaskTimeoutException.class)
          .hasMessageContaining("it was WAITING");
    }
  }

  @EngineTest
  void aQueuedTaskIsEnded(Engines engine) {
    try (Ray ray = engine.start(c -> c.cpus(1))) {
      CountDownLatch gate = new CountDownLatch(1);
      ray.options(o -> o.cpus(1)).run(Work::await, gate);
      ObjectRef<Integer> ref = ray.options(o -> o.cpus(1).timeout(SHORT)).call(() -> 1);
      assertThatThrownBy(ref::get)
          .isInstanceOf(TaskTimeoutException.class)
          .hasMessageContaining("it was QUEUED");
      gate.countDown();
    }
  }

  @EngineTest
  void theDeadlineCoversAttemptsAndBackoff(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      Work.withShortLimits(
          limit -> {
            ObjectRef<Integer> ref =
                ray.options(o -> o.timeout(limit).retries(-1).backoff(Duration.ofDays(1)))
                    .call(
                        () -> {
                          throw new IOException("x");
                        });
            TaskTimeoutException e = catchThrowableOfType(TaskTimeoutException.class, ref::get);
            return e.getMessage().contains("it was BACKOFF, attempt 2");
          });
    }
  }

  @EngineTest
  void childrenInheritTheDeadlineAlsoThoseThatOutliveTheParent(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      Work.withShortLimits(
          limit -> {
            CountDownLatch started = new CountDownLatch(1);
            CountDownLatch interrupted = new CountDownLatch(1);
            CompletableFuture<ObjectRef<Void>> child = new CompletableFuture<>();
            ObjectRef<Void> parent =
                ray.options(o -> o.timeout(limit).name("parent"))
                    .run(
                        () ->
                            child.complete(
                                Ray.current().run(Work::untilInterrupted, started, interrupted)));
            ray.waitFor(1, List.of(parent));
            if (!child.isDone()) {
              return false;
            }
            TaskTimeoutException e =
                catchThrowableOfType(TaskTimeoutException.class, child.join()::get);
            if (started.getCount() > 0) {
              return false;
            }
            interrupted.await();
            assertThat(e).hasMessageContaining("timeout=" + limit);
            return e.getMessage().contains("that it inherited from parent");
          });
    }
  }

  @EngineTest
  void aChildCannotOutliveItsParentsDeadlineByALongerOneOfItsOwn(Engines engine) {
    try (Ray ray = engine.start()) {
      ObjectRef<Duration> left =
          ray.options(o -> o.timeout(Duration.ofMinutes(1)))
              .call(
                  () ->
                      Ray.current()
                          .options(o -> o.timeout(Duration.ofHours(1)))
                          .call(() -> Ray.current().context().timeLeft().orElseThrow())
                          .get());
      assertThat(left.get()).isLessThanOrEqualTo(Duration.ofMinutes(1)).isPositive();
      assertThat(ray.call(() -> Ray.current().context().timeLeft()).get()).isEmpty();
    }
  }

  @EngineTest
  void aTaskInTimeKeepsItsResult(Engines engine) {
    try (Ray ray = engine.start()) {
      assertThat(ray.options(o -> o.timeout(Duration.ofDays(400_000))).call(Work::square, 3).get())
          .isEqualTo(9);
    }
  }
}
