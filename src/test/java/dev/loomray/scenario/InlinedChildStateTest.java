package dev.loomray.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.error.TaskException;
import dev.loomray.function.Fn0;
import dev.loomray.scenario.ThreadStateTest.Seen;
import java.util.List;
import java.util.concurrent.StructureViolationException;
import java.util.concurrent.StructuredTaskScope;
import java.util.concurrent.StructuredTaskScope.Joiner;

/** A task and the child that it waits for do not see each other's thread, though it may be one. */
class InlinedChildStateTest {
  private static final ScopedValue<String> SCOPED = ScopedValue.newInstance();
  private static final ThreadLocal<String> LOCAL = new ThreadLocal<>();
  private static final InheritableThreadLocal<String> INHERITED = new InheritableThreadLocal<>();

  private static <T> List<T> many(Ray ray, Fn0<T> parent) {
    return Work.many(ray, o -> o.name("clean"), parent);
  }

  private static void assertClean(Ray ray) {
    assertThat(many(ray, Seen::here)).containsOnly(Seen.clean("clean"));
  }

  private static Seen childOf(Ray ray) {
    return ray.options(o -> o.name("clean")).call(Seen::here).get();
  }

  @EngineTest
  void theParentOfAHostileChild(Engines engine) {
    try (Ray ray = engine.start()) {
      List<Seen> seen =
          many(
              ray,
              () -> {
                ray.run(ThreadStateTest::pollute).get();
                return Seen.here();
              });
      assertThat(seen).containsOnly(Seen.clean("clean"));
      engine.assertInlined(ray);
      assertClean(ray);
    }
  }

  @EngineTest
  void theNextChild(Engines engine) {
    try (Ray ray = engine.start()) {
      List<Seen> seen =
          many(
              ray,
              () -> {
                ray.run(ThreadStateTest::pollute).get();
                return childOf(ray);
              });
      assertThat(seen).containsOnly(Seen.clean("clean"));
      engine.assertInlined(ray);
      assertClean(ray);
    }
  }

  @EngineTest
  void theChildOfAHostileParent(Engines engine) {
    try (Ray ray = engine.start()) {
      List<Seen> seen =
          many(
              ray,
              () -> {
                ThreadStateTest.pollute();
                Thread.interrupted(); // or it could not wait
                return childOf(ray);
              });
      assertThat(seen).containsOnly(Seen.clean("clean"));
      assertClean(ray);
    }
  }

  @EngineTest
  void aParentKeepsWhatIsItsOwn(Engines engine) {
    try (Ray ray = engine.start()) {
      List<String> kept =
          many(
              ray,
              () -> {
                Thread thread = Thread.currentThread();
                thread.setName("renamed");
                childOf(ray); // may run here: the thread is still bare
                LOCAL.set("local");
                childOf(ray);
                INHERITED.set("inherited");
                ClassLoader loader = new ClassLoader(thread.getContextClassLoader()) {};
                thread.setContextClassLoader(loader);
                childOf(ray);
                boolean isSame = thread.getContextClassLoader() == loader;
                return "%s %s %s %s"
                    .formatted(thread.getName(), LOCAL.get(), INHERITED.get(), isSame);
              });
      assertThat(kept).containsOnly("renamed local inherited true");
      engine.assertInlined(ray);
      assertClean(ray);
    }
  }

  @EngineTest
  void aChildThatIsWaitedForWhereAValueIsBound(Engines engine) {
    try (Ray ray = engine.start()) {
      List<Boolean> bound =
          many(
              ray,
              () ->
                  ScopedValue.where(SCOPED, "mine")
                      .call(
                          () ->
                              ray.call(SCOPED::isBound).get()
                                  || !SCOPED.isBound()
                                  || ray.call(SCOPED::isBound).get()));
      assertThat(bound).containsOnly(false);
      assertClean(ray);
    }
  }

  @EngineTest
  void aStructuredScopeThatAChildLeftOpen(Engines engine) {
    try (Ray ray = engine.start()) {
      List<String> seen =
          many(
              ray,
              () -> {
                ObjectRef<Object> child =
                    ray.call(() -> StructuredTaskScope.open(Joiner.awaitAll()));
                Throwable cause = catchThrowableOfType(TaskException.class, child::get).getCause();
                return cause.getClass().getName() + " " + ray.call(Work::square, 3).get();
              });
      assertThat(seen).containsOnly(StructureViolationException.class.getName() + " 9");
      engine.assertInlined(ray);
      assertClean(ray);
    }
  }

  @EngineTest
  void aParentWaitsInsideAStructuredScopeOfItsOwn(Engines engine) {
    try (Ray ray = engine.start()) {
      List<Integer> values =
          many(
              ray,
              () -> {
                try (var scope = StructuredTaskScope.open(Joiner.awaitAll())) {
                  int before = ray.call(Work::square, 2).get();
                  var subtask = scope.fork(() -> 5);
                  int after = ray.call(Work::square, 3).get();
                  scope.join();
                  return before + after + subtask.get();
                }
              });
      assertThat(values).containsOnly(18);
      assertClean(ray);
    }
  }
}
