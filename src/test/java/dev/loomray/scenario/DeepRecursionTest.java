package dev.loomray.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.error.TaskCancelledException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Tasks that wait for tasks, ten thousand deep; a program of its own does so on deep stacks. */
class DeepRecursionTest {
  private static final int TASKS = 10_000;

  static int count(int tasks) {
    return tasks == 0 ? 0 : 1 + Ray.current().call(DeepRecursionTest::count, tasks - 1).get();
  }

  @EngineTest
  void hasItsValueWhateverCpusItAsksFor(Engines engine) {
    try (Ray ray = engine.start(c -> c.cpus(1))) {
      assertThat(ray.call(DeepRecursionTest::count, TASKS).get()).isEqualTo(TASKS);
      assertThat(countWithCpus(ray, TASKS)).isEqualTo(TASKS);
      assertThat(ray.awaitIdle(Duration.ofSeconds(20))).isTrue();
      assertThat(ray.dump()).contains("cpus 1 of 1 free, ");
    }
  }

  private static int countWithCpus(Ray ray, int tasks) {
    return tasks == 0
        ? 0
        : 1 + ray.options(o -> o.cpus(1)).call(n -> countWithCpus(ray, n), tasks - 1).get();
  }

  @EngineTest
  void endsAtItsBottomWhenItsTopIsCancelled(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      CountDownLatch bottom = new CountDownLatch(1);
      CountDownLatch interrupted = new CountDownLatch(1);
      ObjectRef<Void> top =
          ray.options(o -> o.name("top")).run(() -> descend(ray, TASKS, bottom, interrupted));
      bottom.await();
      assertThat(top.cancel()).isTrue();
      interrupted.await();
      assertThatThrownBy(top::get)
          .isExactlyInstanceOf(TaskCancelledException.class)
          .hasMessage("task top was cancelled by cancel()");
      assertThat(ray.awaitIdle(Duration.ofSeconds(20))).isTrue();
    }
  }

  private static void descend(Ray ray, int tasks, CountDownLatch bottom, CountDownLatch interrupted)
      throws InterruptedException {
    if (tasks == 0) {
      Work.untilInterrupted(bottom, interrupted);
    }
    ray.run(() -> descend(ray, tasks - 1, bottom, interrupted)).get();
  }
}
