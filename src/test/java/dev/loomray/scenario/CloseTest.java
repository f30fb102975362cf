package dev.loomray.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.TaskScope;
import dev.loomray.error.RayClosedException;
import dev.loomray.error.TaskCancelledException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Ray: shutdown. */
class CloseTest {
  @EngineTest
  void closeCancelsEverythingAndWaits(Engines engine) throws Exception {
    Ray ray = engine.start();
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    ObjectRef<Void> running = ray.run(Work::untilInterrupted, started, interrupted);
    CompletableFuture<Void> pending = ray.after(Duration.ofDays(1)).toFuture();
    CompletableFuture<Void> result = running.toFuture();
    started.await();
    ray.close();
    assertThat(interrupted.getCount()).isZero();
    for (CompletableFuture<Void> future : List.of(pending, result)) {
      assertThatThrownBy(() -> future.get(10, TimeUnit.SECONDS))
          .hasCauseInstanceOf(TaskCancelledException.class)
          .hasStackTraceContaining("Ray closed");
    }
  }

  @EngineTest
  void aThreadThatWaitsIsToldThatTheRayClosed(Engines engine) throws Exception {
    Ray ray = engine.start();
    CountDownLatch gate = new CountDownLatch(1);
    ObjectRef<Void> ref = ray.run(Work::await, gate);
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    CountDownLatch waiting = new CountDownLatch(1);
    Thread.ofVirtual()
        .start(
            () -> {
              waiting.countDown();
              try {
                ref.get();
              } catch (Throwable e) {
                thrown.complete(e);
              }
            });
    waiting.await();
    ray.close();
    assertThat(thrown.get(10, TimeUnit.SECONDS))
        .isInstanceOfAny(TaskCancelledException.class, RayClosedException.class);
  }

  @EngineTest
  void aClosedRayAndItsRefsRefuse(Engines engine) {
    Ray ray = engine.start(c -> c.name("gone"));
    ObjectRef<Integer> ref = ray.call(Work::square, 2);
    TaskScope scope = ray.scope();
    ref.get();
    ray.close();
    String closed = "this Ray (name=gone) is closed; start another with Ray.init()";
    List<Runnable> calls =
        List.of(
            () -> ray.call(Work::square, 1),
            () -> ray.put(1),
            () -> ray.get(List.of(ref)),
            () -> ray.waitFor(1, List.of(ref)),
            () -> ray.asCompleted(List.of(ref)),
            () -> ray.after(Duration.ZERO),
            () -> ray.scope(),
            () -> ray.awaitIdle(Duration.ZERO),
            () -> ray.options(o -> o.retries(1)).call(Work::square, 1),
            () -> scope.call(Work::square, 1),
            ref::get,
            () -> ref.get(Duration.ZERO),
            () -> ref.then(x -> x),
            ref::toFuture);
    for (Runnable call : calls) {
      assertThatThrownBy(call::run).isInstanceOf(RayClosedException.class).hasMessage(closed);
    }
    assertThat(ref.isReady()).isTrue();
    assertThat(ref.cancel()).isFalse();
    assertThat(ray.dump()).contains("closed");
    scope.close();
  }

  @EngineTest
  void aSecondCloseDoesNothingAndAConcurrentOneWaits(Engines engine) throws Exception {
    Ray ray = engine.start();
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch cleanUp = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    ray.run(
        () -> {
          try {
            Work.untilInterrupted(started, new CountDownLatch(1));
          } finally {
            while (cleanUp.getCount() > 0) {
              Thread.onSpinWait();
            }
            ended.set(true);
          }
        });
    started.await();
    CompletableFuture<Boolean> first = CompletableFuture.supplyAsync(() -> closed(ray, ended));
    CompletableFuture<Boolean> second = CompletableFuture.supplyAsync(() -> closed(ray, ended));
    cleanUp.countDown();
    assertThat(first.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(second.get(10, TimeUnit.SECONDS)).isTrue();
    ray.close();
  }

  private static boolean closed(Ray ray, AtomicBoolean ended) {
    ray.close();
    return ended.get();
  }

  @EngineTest
  void closeInsideATaskIsRefused(Engines engine) {
    try (Ray ray = engine.start()) {
      assertThatThrownBy(ray.run(ray::close)::get)
          .hasCauseInstanceOf(IllegalStateException.class)
          .hasMessageContaining("expected close() outside the tasks of this Ray");
      assertThatThrownBy(ray.call(() -> ray.awaitIdle(Duration.ofSeconds(1)))::get)
          .hasCauseInstanceOf(IllegalStateException.class);
    }
  }

  @EngineTest
  void anInterruptedCloseFinishesAndKeepsTheInterrupt(Engines engine) throws Exception {
    Ray ray = engine.start();
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    ray.run(Work::untilInterrupted, started, interrupted);
    started.await();
    CompletableFuture<Boolean> flag = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              Thread.currentThread().interrupt();
              ray.close();
              flag.complete(Thread.currentThread().isInterrupted());
            });
    assertThat(flag.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(interrupted.getCount()).isZero();
  }

  @EngineTest
  void aDeafTaskIsLeftBehindAfterTheTimeout(Engines engine) throws Exception {
    Ray ray = engine.start(c -> c.closeTimeout(Duration.ofMillis(50)));
    CountDownLatch started = new CountDownLatch(1);
    AtomicBoolean stop = new AtomicBoolean();
    ray.run(
        () -> {
          started.countDown();
          while (!stop.get()) {
            Thread.interrupted();
            Thread.yield();
          }
        });
    started.await();
    ray.close();
    assertThatThrownBy(() -> ray.call(Work::square, 1)).isInstanceOf(RayClosedException.class);
    stop.set(true);
  }

  @EngineTest
  void closeWhileOthersSubmitLosesNothing(Engines engine) throws Exception {
    for (int round = 0; round < 20; round++) {
      Ray ray = engine.start();
      CountDownLatch going = new CountDownLatch(1);
      CompletableFuture<Void> submitter =
          CompletableFuture.runAsync(
              () -> {
                try {
                  while (true) {
                    ray.call(Work::fib, 3).then(x -> x + 1).toFuture();
                    going.countDown();
                  }
                } catch (RayClosedException e) {
                  // as it should be
                }
              });
      going.await();
      ray.close();
      submitter.get(20, TimeUnit.SECONDS);
      assertThat(ray.dump()).contains("0 tasks unfinished");
    }
  }

  @EngineTest
  void awaitIdleWaitsWithoutCancelling(Engines engine) {
    try (Ray ray = engine.start()) {
      CountDownLatch gate = new CountDownLatch(1);
      ObjectRef<Void> ref = ray.run(Work::await, gate);
      assertThat(ray.awaitIdle(Duration.ofMillis(5))).isFalse();
      gate.countDown();
      assertThat(ray.awaitIdle(Duration.ofSeconds(10))).isTrue();
      assertThat(ref.get()).isNull();
    }
  }

  @EngineTest
  void dumpShowsTasksStatesAndWaits(Engines engine) throws Exception {
    try (Ray ray = engine.start(c -> c.name("dumped"))) {
      CountDownLatch started = new CountDownLatch(1);
      CountDownLatch gate = new CountDownLatch(1);
      ObjectRef<Void> outer =
          ray.options(o -> o.name("outer"))
              .run(
                  () -> {
                    ObjectRef<Void> inner =
                        Ray.current().options(o -> o.name("inner")).run(Work::await, gate);
                    started.countDown();
                    inner.get();
                  });
      started.await();
      org.awaitility.Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(ray.dump())
                      .contains("Ray dumped")
                      .contains("task outer (#")
                      .contains("RUNNING")
                      .contains("waits for task inner")
                      .contains("CountDownLatch.await"));
      gate.countDown();
      outer.get();
    }
  }
}
