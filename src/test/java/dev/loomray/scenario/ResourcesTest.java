package dev.loomray.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Ray: num_cpus, num_gpus, memory and resources admit tasks. */
class ResourcesTest {
  @EngineTest
  void noMoreTasksRunThanThereAreCpus(Engines engine) {
    try (Ray ray = engine.start(c -> c.cpus(3))) {
      AtomicInteger running = new AtomicInteger();
      AtomicInteger most = new AtomicInteger();
      List<ObjectRef<Void>> refs = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        refs.add(
            ray.options(o -> o.cpus(1))
                .run(
                    () -> {
                      most.accumulateAndGet(running.incrementAndGet(), Math::max);
                      Thread.sleep(2);
                      running.decrementAndGet();
                    }));
      }
      ray.get(refs);
      assertThat(most.get()).isBetween(1, 3);
    }
  }

  @EngineTest
  void ofOneShapeTheFirstComesFirst(Engines engine) {
    try (Ray ray = engine.start(c -> c.cpus(1))) {
      CountDownLatch gate = new CountDownLatch(1);
      List<Integer> order = new CopyOnWriteArrayList<>();
      ray.options(o -> o.cpus(1)).run(Work::await, gate);
      List<ObjectRef<Void>> refs =
          IntStream.range(0, 50)
              .mapToObj(i -> ray.options(o -> o.cpus(1)).run(order::add, i))
              .toList();
      gate.countDown();
      ray.get(refs);
      assertThat(order).isEqualTo(IntStream.range(0, 50).boxed().toList());
    }
  }

  @EngineTest
  void aHigherPriorityGoesFirst(Engines engine) {
    try (Ray ray = engine.start(c -> c.cpus(1))) {
      CountDownLatch gate = new CountDownLatch(1);
      List<String> order = new CopyOnWriteArrayList<>();
      ray.options(o -> o.cpus(1)).run(Work::await, gate);
      ObjectRef<Void> low = ray.options(o -> o.cpus(1).priority(-1)).run(order::add, "low");
      ObjectRef<Void> normal = ray.options(o -> o.cpus(1)).run(order::add, "normal");
      ObjectRef<Void> high = ray.options(o -> o.cpus(1).priority(5)).run(order::add, "high");
      gate.countDown();
      ray.get(List.of(low, normal, high));
      assertThat(order).containsExactly("high", "normal", "low");
    }
  }

  @EngineTest
  void aTaskGivesItsCpusBackWhileItWaits(Engines engine) {
    try (Ray ray = engine.start(c -> c.cpus(1))) {
      ObjectRef<Integer> outer =
          ray.options(o -> o.cpus(1))
              .call(
                  () -> {
                    Ray inside = Ray.current();
                    int a = inside.options(o -> o.cpus(1)).call(Work::square, 2).get();
                    ObjectRef<Integer> b = inside.options(o -> o.cpus(1)).call(Work::square, 3);
                    inside.waitFor(1, List.of(b));
                    ObjectRef<Integer> c = inside.options(o -> o.cpus(1)).call(Work::square, 4);
                    return a + b.get() + inside.get(List.of(c)).getFirst();
                  });
      assertThat(outer.get(Duration.ofSeconds(20))).isEqualTo(29);
      assertThat(ray.options(o -> o.cpus(1)).call(Work::square, 5).get()).isEqualTo(25);
    }
  }

  @EngineTest
  void resourcesOfOnesOwnAndFractions(Engines engine) {
    try (Ray ray = engine.start(c -> c.cpus(2).gpus(0.5).resource("license", 1).memory(1_000))) {
      assertThat(
              ray.options(o -> o.cpus(0.25).gpus(0.5).resource("license", 1).memory(1_000))
                  .call(Work::square, 3)
                  .get())
          .isEqualTo(9);
      assertThat(ray.awaitIdle(Duration.ofSeconds(20))).isTrue();
      assertThat(ray.dump()).contains("license 1 of 1 free");
    }
  }

  @EngineTest
  void whatCanNeverBeMetIsRefusedAtTheCall(Engines engine) {
    try (Ray ray = engine.start(c -> c.cpus(2))) {
      assertThatThrownBy(() -> ray.options(o -> o.cpus(3)).call(Work::square, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "expected at most 2, which is all there is (see RayConfig) for cpus, found cpus=3");
      assertThatThrownBy(() -> ray.options(o -> o.resource("gold", 0.5)).call(Work::square, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected at most 0")
          .hasMessageContaining("gold=0.5");
    }
  }

  @EngineTest
  void aFailedTaskGivesItsResourcesBack(Engines engine) {
    try (Ray ray = engine.start(c -> c.cpus(1))) {
      for (int i = 0; i < 20; i++) {
        ObjectRef<Integer> boom = ray.options(o -> o.cpus(1).retries(1)).call(Work::boom, i);
        ray.waitFor(1, List.of(boom));
      }
      assertThat(ray.options(o -> o.cpus(1)).call(Work::square, 2).get()).isEqualTo(4);
    }
  }
}
