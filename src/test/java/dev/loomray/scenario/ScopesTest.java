package dev.loomray.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.TaskScope;
import dev.loomray.error.TaskCancelledException;
import dev.loomray.error.TaskException;
import dev.loomray.error.TaskTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Tasks that end together. */
class ScopesTest {
  @EngineTest
  void joinWaitsForTasksAndTheirDescendants(Engines engine) {
    try (Ray ray = engine.start();
        TaskScope scope = ray.scope()) {
      AtomicInteger done = new AtomicInteger();
      for (int i = 0; i < 10; i++) {
        scope.run(
            () -> {
              for (int k = 0; k < 10; k++) {
                Ray.current()
                    .run(
                        () -> ray.after(Duration.ofMillis(5)).thenRun(x -> done.incrementAndGet()));
              }
            });
      }
      scope.join();
      assertThat(done).hasValue(100);
      scope.run(done::incrementAndGet);
      scope.join();
      assertThat(done).hasValue(101);
    }
  }

  @EngineTest
  void closeCancelsWhatIsUnfinishedAndWaits(Engines engine) {
    try (Ray ray = engine.start()) {
      CountDownLatch started = new CountDownLatch(1);
      CountDownLatch interrupted = new CountDownLatch(1);
      ObjectRef<Void> ref;
      try (TaskScope scope = ray.scope()) {
        ref = scope.run(Work::untilInterrupted, started, interrupted);
        started.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      assertThat(interrupted.getCount()).isZero();
      assertThatThrownBy(ref::get)
          .isInstanceOf(TaskCancelledException.class)
          .hasMessage("task Work.untilInterrupted was cancelled: its scope was closed");
    }
  }

  @EngineTest
  void failFastCancelsTheRestAndJoinThrowsTheFirstFailure(Engines engine) throws Exception {
    try (Ray ray = engine.start();
        TaskScope scope = ray.scope(o -> o.failFast())) {
      CountDownLatch started = new CountDownLatch(1);
      CountDownLatch interrupted = new CountDownLatch(1);
      ObjectRef<Void> other = scope.run(Work::untilInterrupted, started, interrupted);
      started.await();
      scope.call(Work::boom, 1);
      assertThatThrownBy(scope::join)
          .isInstanceOf(TaskException.class)
          .hasMessageStartingWith("task Work.boom failed on attempt 1");
      interrupted.await();
      assertThatThrownBy(other::get)
          .isInstanceOf(TaskCancelledException.class)
          .hasMessageContaining("its scope failed fast: task Work.boom failed");
    }
  }

  @EngineTest
  void whatComesAfterAScopeFailedFastIsCancelledAsTheRestWas(Engines engine) throws Exception {
    try (Ray ray = engine.start();
        TaskScope scope = ray.scope(o -> o.failFast())) {
      ObjectRef<Void> slow =
          scope
              .options(o -> o.name("slow").timeout(Duration.ofMillis(1)))
              .run(() -> new CountDownLatch(1).await());
      assertThatThrownBy(slow::get).isInstanceOf(TaskTimeoutException.class);
      assertThatThrownBy(scope::join).isInstanceOf(TaskTimeoutException.class);
      ObjectRef<Integer> late = scope.call(Work::square, 2);
      assertThat(late.isReady()).isTrue();
      assertThatThrownBy(late::get)
          .isInstanceOf(TaskCancelledException.class)
          .hasMessageStartingWith(
              "task Work.square was not run: its scope failed fast: task slow did not end within");
    }
  }

  @EngineTest
  void withoutFailFastAFailureIsForItsReaderAlone(Engines engine) {
    try (Ray ray = engine.start();
        TaskScope scope = ray.scope()) {
      ObjectRef<Integer> boom = scope.call(Work::boom, 1);
      ObjectRef<Integer> fine = scope.call(Work::square, 2);
      scope.join();
      assertThat(fine.get()).isEqualTo(4);
      assertThatThrownBy(boom::get).isInstanceOf(TaskException.class);
    }
  }

  @EngineTest
  void aTimeoutEndsTheTasksAndJoinSaysSo(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      Work.withShortLimits(
          limit -> {
            CountDownLatch started = new CountDownLatch(1);
            CountDownLatch interrupted = new CountDownLatch(1);
            try (TaskScope scope = ray.scope(o -> o.timeout(limit))) {
              ObjectRef<Void> ref = scope.run(Work::untilInterrupted, started, interrupted);
              assertThatThrownBy(scope::join)
                  .isInstanceOf(TaskTimeoutException.class)
                  .hasMessageContaining("timeout=" + limit);
              assertThatThrownBy(ref::get).isInstanceOf(TaskTimeoutException.class);
            }
            return started.getCount() == 0 && interrupted.getCount() == 0;
          });
    }
  }

  @EngineTest
  void scopesNest(Engines engine) {
    try (Ray ray = engine.start();
        TaskScope outer = ray.scope()) {
      ObjectRef<Integer> sum =
          outer.call(
              () -> {
                try (TaskScope inner = Ray.current().scope()) {
                  ObjectRef<Integer> a = inner.call(Work::square, 3);
                  ObjectRef<Integer> b = inner.call(Work::square, 4);
                  inner.join();
                  return a.get() + b.get();
                }
              });
      outer.join();
      assertThat(sum.get()).isEqualTo(25);
    }
  }

  @EngineTest
  void tasksOfAScopeMaySubmitToIt(Engines engine) {
    try (Ray ray = engine.start();
        TaskScope scope = ray.scope()) {
      AtomicInteger done = new AtomicInteger();
      scope.run(() -> scope.run(() -> scope.run(done::incrementAndGet)));
      scope.join();
      assertThat(done).hasValue(1);
    }
  }

  @EngineTest
  void aScopeThatATaskLeftOpenEndsWithTheTask(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      CountDownLatch started = new CountDownLatch(1);
      CountDownLatch interrupted = new CountDownLatch(1);
      CompletableFuture<ObjectRef<Void>> child = new CompletableFuture<>();
      ray.run(
              () -> {
                TaskScope forgotten = Ray.current().scope();
                child.complete(forgotten.run(Work::untilInterrupted, started, interrupted));
                started.await();
              })
          .get();
      interrupted.await();
      assertThatThrownBy(child.join()::get).isInstanceOf(TaskCancelledException.class);
      assertThat(ray.awaitIdle(Duration.ofSeconds(5))).isTrue();
    }
  }

  @EngineTest
  void joinInsideTheScopesOwnTasksIsRefused(Engines engine) {
    try (Ray ray = engine.start();
        TaskScope scope = ray.scope()) {
      assertThatThrownBy(scope.run(scope::join)::get)
          .hasCauseInstanceOf(IllegalStateException.class)
          .hasMessageContaining("expected join() outside the scope's own tasks");
      assertThatThrownBy(scope.run(scope::close)::get)
          .hasCauseInstanceOf(IllegalStateException.class);
    }
  }

  @EngineTest
  void aClosedScopeAcceptsNothing(Engines engine) {
    try (Ray ray = engine.start()) {
      TaskScope scope = ray.scope();
      scope.close();
      scope.close();
      assertThatThrownBy(() -> scope.call(Work::square, 1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("found it closed");
      assertThatThrownBy(scope::join).isInstanceOf(IllegalStateException.class);
    }
  }

  @EngineTest
  void tenThousandScopes(Engines engine) {
    try (Ray ray = engine.start()) {
      int sum = 0;
      for (int i = 0; i < 10_000; i++) {
        try (TaskScope scope = ray.scope()) {
          ObjectRef<Integer> one = scope.call(Work::square, 1);
          scope.join();
          sum += one.get();
        }
      }
      assertThat(sum).isEqualTo(10_000);
    }
  }
}
