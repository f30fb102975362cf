package dev.loomray.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.error.TaskException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ray: ref.future(). */
class FuturesTest {
  @EngineTest
  void aFutureHasTheValueOrTheFailure(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      assertThat(ray.call(Work::square, 3).toFuture().get(10, TimeUnit.SECONDS)).isEqualTo(9);
      CompletableFuture<Integer> boom = ray.call(Work::boom, 1).toFuture();
      assertThatThrownBy(() -> boom.get(10, TimeUnit.SECONDS))
          .hasCauseInstanceOf(TaskException.class);
    }
  }

  @EngineTest
  void codeThatHangsOnAFutureHoldsNothingUp(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      CountDownLatch gate = new CountDownLatch(1);
      CountDownLatch release = new CountDownLatch(1);
      ObjectRef<Integer> ref =
          ray.call(
              () -> {
                gate.await();
                return 1;
              });
      CompletableFuture<Void> slow =
          ref.toFuture()
              .thenAccept(
                  x -> {
                    try {
                      release.await();
                    } catch (InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                  });
      ObjectRef<Integer> next = ref.then(x -> x + 1);
      gate.countDown();
      assertThat(next.get()).isEqualTo(2);
      release.countDown();
      slow.get(10, TimeUnit.SECONDS);
    }
  }

  @EngineTest
  void cancellingAFutureDoesNotCancelTheTask(Engines engine) {
    try (Ray ray = engine.start()) {
      CountDownLatch gate = new CountDownLatch(1);
      ObjectRef<Void> ref = ray.run(Work::await, gate);
      ref.toFuture().cancel(true);
      gate.countDown();
      assertThat(ref.get()).isNull();
    }
  }
}
