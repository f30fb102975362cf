package dev.loomray.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.TaskScope;
import dev.loomray.error.TaskException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Interleavings and exhaustions that went wrong once. */
class RaceRegressionTest {
  /** Never parks: a virtual thread that parks on every level keeps its stack on the heap, and has no end. */
  static int callForEver(int n) {
    Ray.current().call(Work::square, 1);
    return 1 + callForEver(n + 1);
  }

  @EngineTest
  void aRunawayRecursionThroughOurCallsLeavesNothingHalfDone(Engines engine) {
    try (Ray ray = engine.start(c -> c.cpus(1))) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(
                ray.options(o -> o.cpus(1)).call(RaceRegressionTest::callForEver, 0)::get)
            .isInstanceOf(TaskException.class)
            .hasCauseInstanceOf(StackOverflowError.class);
      }
      assertThat(ray.options(o -> o.cpus(1)).call(Work::square, 3).get()).isEqualTo(9);
      assertThat(ray.awaitIdle(Duration.ofSeconds(10))).isTrue();
    }
  }

  @EngineTest
  void aCancelledTaskThatThrowsDoesNotFailItsScope(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      for (int i = 0; i < 50; i++) {
        try (TaskScope scope = ray.scope(o -> o.failFast())) {
          CountDownLatch started = new CountDownLatch(1);
          ObjectRef<Void> cancelled =
              scope.run(Work::untilInterrupted, started, new CountDownLatch(1));
          ObjectRef<Integer> other = scope.call(Work::square, 5);
          started.await();
          cancelled.cancel();
          scope.join();
          assertThat(other.get()).isEqualTo(25);
        }
      }
    }
  }

  @EngineTest
  void joinSeesTheFailureOfTheLastTask(Engines engine) {
    try (Ray ray = engine.start()) {
      for (int i = 0; i < 2_000; i++) {
        try (TaskScope scope = ray.scope(o -> o.failFast())) {
          scope.call(Work::boom, i);
          assertThatThrownBy(scope::join).isInstanceOf(TaskException.class);
        }
      }
    }
  }

  @EngineTest
  void awaitIdleIsToldInSpiteOfATimerThatWaits(Engines engine) {
    try (Ray ray = engine.start();
        TaskScope open = ray.scope()) {
      ray.after(Duration.ofDays(1));
      CountDownLatch gate = new CountDownLatch(1);
      ray.run(Work::await, gate);
      CompletableFuture<Boolean> idle =
          CompletableFuture.supplyAsync(() -> ray.awaitIdle(Duration.ofDays(1)));
      open.call(Work::square, 1);
      gate.countDown();
      assertThat(idle.orTimeout(20, TimeUnit.SECONDS).join()).isTrue();
    }
  }

  @EngineTest
  void aCallbackOfAFutureMayCloseTheRay(Engines engine) throws Exception {
    Ray ray = engine.start(c -> c.closeTimeout(Duration.ofDays(1)));
    ray.call(Work::square, 2).toFuture().thenRun(ray::close).get(20, TimeUnit.SECONDS);
    assertThat(ray.dump()).contains("closed");
  }

  @EngineTest
  void tasksHaveTheClassLoaderOfInit(Engines engine) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    ClassLoader mine = new ClassLoader(before) {};
    thread.setContextClassLoader(mine);
    try (Ray ray = engine.start()) {
      thread.setContextClassLoader(before);
      assertThat(ray.call(() -> Thread.currentThread().getContextClassLoader()).get())
          .isSameAs(mine);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @EngineTest
  void aScopeHandedToAnotherThreadClosesThere(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      CompletableFuture<TaskScope> handed = new CompletableFuture<>();
      CountDownLatch started = new CountDownLatch(1);
      CountDownLatch gate = new CountDownLatch(1);
      ObjectRef<Void> opener =
          ray.run(
              () -> {
                TaskScope scope = Ray.current().scope();
                scope.run(Work::untilInterrupted, started, new CountDownLatch(1));
                started.await();
                handed.complete(scope);
                gate.await();
              });
      CompletableFuture<Void> closed = handed.thenAcceptAsync(TaskScope::close);
      gate.countDown();
      opener.get();
      closed.get(20, TimeUnit.SECONDS);
    }
  }
}
