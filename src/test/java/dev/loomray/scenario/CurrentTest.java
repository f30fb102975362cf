package dev.loomray.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.StructuredTaskScope;
import java.util.concurrent.StructuredTaskScope.Joiner;
import java.util.stream.IntStream;

/** Who am I: Ray.current() in tasks, and in whatever a program may submit from. */
class CurrentTest {
  private static final ScopedValue<String> USER = ScopedValue.newInstance();

  @EngineTest
  void aTaskKnowsItsRay(Engines engine) {
    try (Ray ray = engine.start();
        Ray other = engine.start()) {
      assertThat(ray.call(() -> Ray.current()).get()).isSameAs(ray);
      assertThat(ray.call(() -> other.call(() -> Ray.current()).get()).get()).isSameAs(other);
    }
  }

  @EngineTest
  void outsideATaskItNamesTheFix(Engines engine) {
    try (Ray ray = engine.start()) {
      assertThatThrownBy(Ray::current)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("capture the ray in a variable");
      assertThatThrownBy(ray::context).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(ray.call(() -> CompletableFuture.supplyAsync(Ray::current).join())::get)
          .hasStackTraceContaining("capture the ray in a variable");
    }
  }

  @EngineTest
  void itIsKnownInTheTasksOwnStructuredForks(Engines engine) {
    try (Ray ray = engine.start()) {
      ObjectRef<Boolean> same =
          ray.call(
              () -> {
                try (var scope = StructuredTaskScope.open(Joiner.<Ray>allSuccessfulOrThrow())) {
                  var fork = scope.fork(Ray::current);
                  var work = scope.fork(() -> Ray.current().call(() -> ray).get());
                  scope.join();
                  return fork.get() == ray && work.get() == ray;
                }
              });
      assertThat(same.get()).isTrue();
    }
  }

  @EngineTest
  void submittingWorksFromEveryKindOfThread(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      CompletableFuture<Integer> platform = new CompletableFuture<>();
      Thread.ofPlatform().start(() -> platform.complete(ray.call(Work::square, 2).get()));
      CompletableFuture<Integer> virtual = new CompletableFuture<>();
      Thread.ofVirtual().start(() -> virtual.complete(ray.call(Work::square, 3).get()));
      CompletableFuture<Integer> stage =
          CompletableFuture.supplyAsync(() -> ray.call(Work::square, 4).get());
      int bound = ScopedValue.where(USER, "u").call(() -> ray.call(Work::square, 5).get());
      int parallel =
          IntStream.range(0, 100).parallel().map(i -> ray.call(Work::square, i).get()).sum();
      assertThat(platform.join() + virtual.join() + stage.join() + bound).isEqualTo(54);
      assertThat(parallel).isEqualTo(328_350);
    }
  }

  @EngineTest
  void submittingWorksInsideAUsersOwnStructuredScope(Engines engine) throws Exception {
    try (Ray ray = engine.start();
        var scope = StructuredTaskScope.open(Joiner.<Integer>allSuccessfulOrThrow())) {
      ObjectRef<Integer> direct = ray.call(Work::square, 6);
      var forked = scope.fork(() -> ray.call(Work::square, 7).get());
      scope.join();
      assertThat(direct.get() + forked.get()).isEqualTo(85);
      assertThat(ray.call(Work::square, 2).get()).isEqualTo(4);
    }
  }

  @EngineTest
  void theSubmittersScopedValuesAreNotInherited(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      boolean bound = ScopedValue.where(USER, "u").call(() -> ray.call(USER::isBound).get());
      assertThat(bound).isFalse();
    }
  }

  @EngineTest
  void aStructuredScopeThatATaskForgotToCloseEndsInThatTask(Engines engine) {
    try (Ray ray = engine.start()) {
      ObjectRef<Void> forgetful =
          ray.run(
              () -> {
                var forgotten = StructuredTaskScope.open(Joiner.<Void>awaitAll());
                forgotten.fork(
                    () -> {
                      Thread.sleep(20); // its scope waits for it, as the JDK has it
                      return null;
                    });
              });
      assertThatThrownBy(forgetful::get).hasMessageContaining("StructureViolationException");
      assertThat(ray.call(Work::square, 2).get()).isEqualTo(4);
    }
  }
}
