package dev.loomray.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.error.TaskException;
import dev.loomray.function.Fn1;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Ray: what a task throws reaches whoever reads its ref. */
class FailuresTest {
  static int deep(int n) {
    return 1 + deep(n + 1);
  }

  static int outOfMemory(int n) {
    throw new OutOfMemoryError("no more " + n);
  }

  @EngineTest
  void theCauseIsWhatTheTaskThrewWithItsStack(Engines engine) {
    try (Ray ray = engine.start()) {
      ObjectRef<Integer> ref = ray.call(Work::boom, 7);
      TaskException e = catchThrowableOfType(TaskException.class, ref::get);
      assertThat(e.getCause()).isInstanceOf(IOException.class).hasMessage("boom 7");
      assertThat(e.getCause().getStackTrace()[0].getMethodName()).isEqualTo("boom");
      assertThat(e)
          .hasMessageStartingWith(
              "task Work.boom failed on attempt 1: java.io.IOException: boom 7 at Work.java:")
          .hasMessageEndingWith(
              "not retried: retries=0; use options(o -> o.retries(n)) to run it again");
      assertThat(e.getStackTrace()).anyMatch(frame -> frame.getMethodName().startsWith("theCause"));
    }
  }

  @EngineTest
  void rethrowGivesTheDeclaredException(Engines engine) {
    try (Ray ray = engine.start()) {
      ObjectRef<Integer> ref = ray.call(Work::boom, 7);
      TaskException e = catchThrowableOfType(TaskException.class, ref::get);
      assertThatThrownBy(() -> e.rethrow(IOException.class)).isSameAs(e.getCause());
      assertThat(e.rethrow(IllegalStateException.class)).isSameAs(e);
    }
  }

  @EngineTest
  void aFailureThatPassesThroughTasksIsWrappedOnce(Engines engine) {
    try (Ray ray = engine.start()) {
      TaskException e = catchThrowableOfType(TaskException.class, ray.call(Work::through, 3)::get);
      assertThat(e.getCause()).isInstanceOf(IOException.class);
      assertThat(e).hasMessageStartingWith("task Work.through > Work.boom failed on attempt 1");
    }
  }

  @EngineTest
  void aFailedArgumentFailsTheTaskWithoutRunningIt(Engines engine) {
    try (Ray ray = engine.start()) {
      AtomicInteger runs = new AtomicInteger();
      ObjectRef<Integer> dependent = ray.call(Work::boom, 1).then(x -> runs.incrementAndGet());
      ObjectRef<Integer> further = dependent.then(x -> runs.incrementAndGet());
      assertThatThrownBy(further::get)
          .isInstanceOf(TaskException.class)
          .hasMessageContaining("was not run, since an argument failed: task Work.boom failed")
          .hasCauseInstanceOf(IOException.class);
      assertThat(runs).hasValue(0);
    }
  }

  @EngineTest
  void anErrorFailsTheTaskAndNothingElse(Engines engine) {
    try (Ray ray = engine.start()) {
      assertThatThrownBy(ray.call(FailuresTest::deep, 0)::get)
          .isInstanceOf(TaskException.class)
          .hasCauseInstanceOf(StackOverflowError.class)
          .hasMessageContaining("an Error is never retried");
      assertThatThrownBy(ray.options(o -> o.retries(-1)).call(FailuresTest::outOfMemory, 0)::get)
          .isInstanceOf(TaskException.class)
          .hasCauseInstanceOf(OutOfMemoryError.class);
      assertThatThrownBy(
              ray.run(
                      () -> {
                        throw new AssertionError("mine");
                      })
                  ::get)
          .hasCauseInstanceOf(AssertionError.class);
      assertThat(ray.call(Work::square, 3).get()).isEqualTo(9);
    }
  }

  @EngineTest
  void aParentThatThrowsLeavesItsChildrenAlone(Engines engine) {
    try (Ray ray = engine.start()) {
      var gate = new java.util.concurrent.CountDownLatch(1);
      var child = new java.util.concurrent.CompletableFuture<ObjectRef<Void>>();
      ObjectRef<Void> parent =
          ray.run(
              () -> {
                child.complete(Ray.current().run(Work::await, gate));
                throw new IllegalStateException("parent");
              });
      assertThatThrownBy(parent::get).hasCauseInstanceOf(IllegalStateException.class);
      gate.countDown();
      assertThat(child.join().get()).isNull();
    }
  }

  @EngineTest
  void anExceptionWhoseMessageThrowsIsStillReported(Engines engine) {
    try (Ray ray = engine.start()) {
      Fn1<Integer, Integer> hostile =
          x -> {
            throw new IllegalStateException() {
              @Override
              public String getMessage() {
                throw new IllegalStateException("hostile");
              }
            };
          };
      assertThatThrownBy(ray.call(hostile, 1)::get)
          .isInstanceOf(TaskException.class)
          .hasMessageContaining("FailuresTest$");
    }
  }

  @EngineTest
  void everyReaderGetsAnExceptionOfItsOwn(Engines engine) {
    try (Ray ray = engine.start()) {
      ObjectRef<Integer> ref = ray.call(Work::boom, 1);
      TaskException first = catchThrowableOfType(TaskException.class, ref::get);
      TaskException second = catchThrowableOfType(TaskException.class, ref::get);
      assertThat(first).isNotSameAs(second);
      assertThat(first.getCause()).isSameAs(second.getCause());
    }
  }

  @EngineTest
  void aRecursionOfFailuresKeepsAShortMessage(Engines engine) {
    try (Ray ray = engine.start()) {
      assertThatThrownBy(ray.call(FailuresTest::descend, 500)::get)
          .isInstanceOf(TaskException.class)
          .hasCauseInstanceOf(IOException.class)
          .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(1_000));
    }
  }

  static int descend(int n) {
    return n == 0 ? Work.through(0) : Ray.current().call(FailuresTest::descend, n - 1).get();
  }
}
