package dev.loomray.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.TaskScope;
import dev.loomray.error.TaskCancelledException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/** Scopes in any number and any shape leave nothing when they are closed. */
class ManyScopesTest {
  private static void assertNothingIsLeft(Ray ray) {
    assertThat(ray.awaitIdle(Duration.ofSeconds(20))).isTrue();
    assertThat(ray.dump())
        .doesNotContain("scope #", "task ")
        .endsWith(" 0 tasks queued for resources, 0 tasks unfinished, 0 timers\n");
  }

  @EngineTest
  void aHundredThousandInSequence(Engines engine) {
    try (Ray ray = engine.start()) {
      long sum = 0;
      for (int i = 0; i < 100_000; i++) {
        Duration timeout = Duration.ofSeconds(i + 1_000);
        try (TaskScope scope = i % 2 == 0 ? ray.scope() : ray.scope(o -> o.timeout(timeout))) {
          if (i % 20 == 0) {
            ObjectRef<Integer> one = scope.call(Work::square, 1);
            scope.join();
            sum += one.get(Duration.ZERO);
          }
        }
      }
      assertThat(sum).isEqualTo(5_000);
      assertNothingIsLeft(ray);
    }
  }

  @EngineTest
  void aThousandNestedOnOneThread(Engines engine) {
    try (Ray ray = engine.start()) {
      assertThat(nested(ray, 1_000)).isEqualTo(1_000);
      assertThat(ray.call(() -> nested(ray, 1_000)).get()).isEqualTo(1_000);
      assertNothingIsLeft(ray);
    }
  }

  private static int nested(Ray ray, int levels) {
    if (levels == 0) {
      return 0;
    }
    try (TaskScope scope = ray.scope()) {
      ObjectRef<Integer> one = scope.call(Work::square, 1);
      int below = nested(ray, levels - 1);
      scope.join();
      return one.get(Duration.ZERO) + below;
    }
  }

  @EngineTest
  void aThousandNestedByTasks(Engines engine) {
    try (Ray ray = engine.start()) {
      assertThat(tree(ray, 1_000)).isEqualTo(1_000);
      assertNothingIsLeft(ray);
    }
  }

  private static int tree(Ray ray, int levels) {
    if (levels == 0) {
      return 0;
    }
    try (TaskScope scope = ray.scope()) {
      ObjectRef<Integer> below = scope.call(() -> tree(ray, levels - 1));
      scope.join();
      return below.get(Duration.ZERO) + 1;
    }
  }

  @EngineTest
  void aThousandNestedByTasksEndWithTheOutermost(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      CountDownLatch deepest = new CountDownLatch(1);
      CountDownLatch ended = new CountDownLatch(1_000);
      ObjectRef<Void> outermost;
      try (TaskScope scope = ray.scope()) {
        outermost =
            scope.options(o -> o.name("outermost")).run(() -> endless(ray, 1_000, deepest, ended));
        deepest.await();
      }
      assertThat(ended.getCount()).isZero();
      assertThatThrownBy(outermost::get)
          .isExactlyInstanceOf(TaskCancelledException.class)
          .hasMessage("task outermost was cancelled: its scope was closed");
      assertNothingIsLeft(ray);
    }
  }

  private static void endless(Ray ray, int levels, CountDownLatch deepest, CountDownLatch ended)
      throws InterruptedException {
    try (TaskScope scope = ray.scope()) {
      if (levels > 1) {
        scope.run(() -> endless(ray, levels - 1, deepest, ended));
        scope.join();
      } else {
        Work.untilInterrupted(deepest, new CountDownLatch(1));
      }
    } finally {
      ended.countDown();
    }
  }

  @EngineTest
  void tenThousandOpenAtOnceClosedInAnyOrder(Engines engine) {
    try (Ray ray = engine.start()) {
      assertThat(openAndClose(ray)).isEqualTo(10_000);
      assertNothingIsLeft(ray);
    }
  }

  @EngineTest
  void tenThousandOpenAtOnceInATask(Engines engine) {
    try (Ray ray = engine.start()) {
      assertThat(ray.call(() -> openAndClose(ray)).get()).isEqualTo(10_000);
      assertNothingIsLeft(ray);
    }
  }

  private static int openAndClose(Ray ray) {
    List<TaskScope> scopes = new ArrayList<>();
    List<ObjectRef<Integer>> refs = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      TaskScope scope = ray.scope();
      scopes.add(scope);
      refs.add(scope.call(Work::square, 1));
    }
    int sum = ray.get(refs).stream().mapToInt(i -> i).sum();
    assertThat(ray.dump().lines().filter(line -> line.contains("  scope #"))).hasSize(10_000);
    Collections.shuffle(scopes, new Random(7));
    scopes.forEach(TaskScope::close);
    return sum;
  }

  @EngineTest
  void tenThousandThatATaskLeftOpen(Engines engine) {
    try (Ray ray = engine.start()) {
      CountDownLatch never = new CountDownLatch(1);
      ObjectRef<ObjectRef<Void>> last =
          ray.call(
              () -> {
                ObjectRef<Void> child = null;
                for (int i = 0; i < 10_000; i++) {
                  TaskScope scope = ray.scope();
                  child =
                      i % 100 == 99
                          ? scope.options(o -> o.name("left")).run(Work::await, never)
                          : child;
                }
                return child;
              });
      assertThatThrownBy(last.get()::get)
          .isExactlyInstanceOf(TaskCancelledException.class)
          .hasMessage("task left was cancelled: its scope was closed");
      assertNothingIsLeft(ray);
    }
  }

  @EngineTest
  void tenThousandThatNobodyClosesEndWithTheRay(Engines engine) {
    Ray ray = engine.start();
    for (int i = 0; i < 10_000; i++) {
      TaskScope scope = ray.scope(o -> o.timeout(Duration.ofDays(1)));
      assertThat(scope.call(Work::square, 2)).isNotNull();
    }
    ray.close();
    assertThat(ray.dump()).contains(" 0 tasks unfinished, 0 timers").doesNotContain("task ");
  }
}
