package dev.loomray.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.function.Fn2;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/** Ray: a function runs elsewhere, and its result is a ref. */
class TasksTest {
  @EngineTest
  void aMethodRunsWithItsArguments(Engines engine) {
    try (Ray ray = engine.start()) {
      assertThat(ray.call(Work::square, 4).get()).isEqualTo(16);
      assertThat(ray.call(String::length, "abc").get()).isEqualTo(3);
      assertThat(ray.call(() -> "x").get()).isEqualTo("x");
    }
  }

  @EngineTest
  void upToFiveArgumentsArePassed(Engines engine) {
    try (Ray ray = engine.start()) {
      assertThat(ray.call((a, b, c, d, e) -> "" + a + b + c + d + e, 1, 2, 3, 4, 5).get())
          .isEqualTo("12345");
      assertThat(ray.call((a, b, c, d) -> "" + a + b + c + d, 1, 2, 3, 4).get()).isEqualTo("1234");
      List<Object> seen = new CopyOnWriteArrayList<>();
      ray.run((a, b, c, d, e) -> seen.addAll(List.of(a, b, c, d, e)), 1, 2, 3, 4, 5).get();
      ray.run((a, b, c, d) -> seen.addAll(List.of(a, b, c, d)), 1, 2, 3, 4).get();
      assertThat(seen).hasSize(9);
    }
  }

  @EngineTest
  void valuesAndRefsMixUpToThreeArguments(Engines engine) {
    try (Ray ray = engine.start()) {
      ObjectRef<Integer> two = ray.call(Work::add, 1, 1);
      ObjectRef<Integer> three = ray.call(Work::add, two, 1);
      ObjectRef<Integer> five = ray.call(Work::add, two, three);
      assertThat(
              ray.call((Integer a, Integer b, Integer c) -> a * 100 + b * 10 + c, two, 3, five)
                  .get())
          .isEqualTo(235);
    }
  }

  @EngineTest
  void aParameterThatIsARefGetsTheRefItself(Engines engine) {
    try (Ray ray = engine.start()) {
      ObjectRef<Integer> nine = ray.call(Work::square, 3);
      assertThat(ray.call(Work::peek, nine).get()).isEqualTo(9);
      ObjectRef<Integer> sum =
          ray.call(
              (List<ObjectRef<Integer>> refs) ->
                  Ray.current().get(refs).stream().mapToInt(i -> i).sum(),
              List.of(nine, nine));
      assertThat(sum.get()).isEqualTo(18);
    }
  }

  @EngineTest
  void aTaskStartsOnlyWhenItsArgumentsAreReady(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      CountDownLatch gate = new CountDownLatch(1);
      List<String> order = new CopyOnWriteArrayList<>();
      ObjectRef<Integer> first =
          ray.call(
              () -> {
                gate.await();
                order.add("first");
                return 1;
              });
      ObjectRef<Void> second = ray.run((Integer x) -> order.add("second " + x), first);
      assertThat(second.isReady()).isFalse();
      gate.countDown();
      second.get();
      assertThat(order).containsExactly("first", "second 1");
    }
  }

  @EngineTest
  void tasksStartTasksRecursively(Engines engine) {
    try (Ray ray = engine.start()) {
      assertThat(ray.call(Work::fib, 12).get()).isEqualTo(144);
    }
  }

  @EngineTest
  void aReturnedChildRefStaysUsable(Engines engine) {
    try (Ray ray = engine.start()) {
      ObjectRef<ObjectRef<Integer>> outer = ray.call(() -> Ray.current().call(Work::square, 6));
      assertThat(outer.get().get()).isEqualTo(36);
    }
  }

  @EngineTest
  void aTaskDoesNotWaitForItsChildren(Engines engine) {
    try (Ray ray = engine.start()) {
      CountDownLatch gate = new CountDownLatch(1);
      ObjectRef<ObjectRef<Void>> parent = ray.call(() -> Ray.current().run(Work::await, gate));
      ObjectRef<Void> child = parent.get();
      assertThat(child.isReady()).isFalse();
      gate.countDown();
      child.get();
    }
  }

  @EngineTest
  void nullPassesAsArgumentAndResult(Engines engine) {
    try (Ray ray = engine.start()) {
      assertThat(ray.<String, String>call(x -> x, (String) null).get()).isNull();
      assertThat(ray.run(() -> {}).get()).isNull();
    }
  }

  @EngineTest
  void submitTakesWhatIsKnownOnlyAtRunTime(Engines engine) {
    try (Ray ray = engine.start()) {
      ObjectRef<Integer> two = ray.call(Work::add, 1, 1);
      Fn2<Integer, Integer, Integer> add = Work::add;
      ObjectRef<Integer> sum = ray.submit(add, 0b01, two, 5);
      assertThat(sum.get()).isEqualTo(7);
    }
  }

  @EngineTest
  void tenThousandTasksOfEverySort(Engines engine) {
    try (Ray ray = engine.start()) {
      List<ObjectRef<Integer>> refs = new ArrayList<>();
      for (int i = 0; i < 10_000; i++) {
        refs.add(ray.call(Work::add, ray.call(Work::square, i % 10), 1));
      }
      int expected = IntStream.range(0, 10_000).map(i -> (i % 10) * (i % 10) + 1).sum();
      assertThat(ray.get(refs).stream().mapToInt(i -> i).sum()).isEqualTo(expected);
    }
  }

  @EngineTest
  void aTaskKnowsItsNameAndAttempt(Engines engine) {
    try (Ray ray = engine.start()) {
      ObjectRef<String> named =
          ray.options(o -> o.name("mine"))
              .call(
                  () ->
                      Ray.current().context().taskName() + " " + Ray.current().context().attempt());
      assertThat(named.get()).isEqualTo("mine 1");
      assertThat(ray.call(() -> Thread.currentThread().getName()).get())
          .startsWith("TasksTest.aTaskKnowsItsNameAndAttempt (lambda, line ");
    }
  }
}
