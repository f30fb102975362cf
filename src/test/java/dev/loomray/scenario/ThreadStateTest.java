package dev.loomray.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.Tasks;
import dev.loomray.error.TaskException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.StructureViolationException;
import java.util.concurrent.StructuredTaskScope;
import java.util.concurrent.StructuredTaskScope.Joiner;
import java.util.concurrent.TimeUnit;

/** Whatever a task does to its thread, no other code that we run sees it. */
class ThreadStateTest {
  private static final ScopedValue<String> SCOPED = ScopedValue.newInstance();
  private static final ThreadLocal<String> LOCAL = new ThreadLocal<>();
  private static final InheritableThreadLocal<String> INHERITED = new InheritableThreadLocal<>();
  private static final int MANY = 500;

  /** What code can see of its thread. */
  record Seen(
      boolean scoped,
      String local,
      String inherited,
      boolean interrupted,
      String name,
      int priority,
      boolean daemon,
      boolean ownHandler,
      ClassLoader loader) {
    static Seen here() {
      Thread thread = Thread.currentThread();
      return new Seen(
          SCOPED.isBound(),
          LOCAL.get(),
          INHERITED.get(),
          thread.isInterrupted(),
          thread.getName(),
          thread.getPriority(),
          thread.isDaemon(),
          thread.getUncaughtExceptionHandler() != thread.getThreadGroup(),
          thread.getContextClassLoader());
    }

    static Seen clean(String name) {
      return new Seen(
          false,
          null,
          null,
          false,
          name,
          Thread.NORM_PRIORITY,
          true,
          false,
          ThreadStateTest.class.getClassLoader());
    }
  }

  /** Changes all that a virtual thread lets one change. */
  static void pollute() {
    Thread thread = Thread.currentThread();
    LOCAL.set("mine");
    INHERITED.set("mine");
    thread.setName("mine");
    thread.setPriority(Thread.MAX_PRIORITY);
    thread.setUncaughtExceptionHandler((_, _) -> {});
    thread.setContextClassLoader(new ClassLoader(thread.getContextClassLoader()) {});
    assertThatThrownBy(() -> thread.setDaemon(false))
        .isExactlyInstanceOf(IllegalArgumentException.class);
    thread.interrupt();
  }

  private static Tasks named(Ray ray) {
    return ray.options(o -> o.name("clean"));
  }

  private static void assertManyAreClean(Ray ray) {
    List<ObjectRef<Seen>> refs = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      refs.add(named(ray).call(Seen::here));
    }
    assertThat(ray.get(refs)).hasSize(MANY).containsOnly(Seen.clean("clean"));
  }

  @EngineTest
  void theNextTasks(Engines engine) {
    try (Ray ray = engine.start()) {
      List<ObjectRef<Void>> hostile = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        hostile.add(i % 2 == 0 ? ray.run(ThreadStateTest::pollute) : own(ray));
      }
      assertThat(ray.get(hostile)).hasSize(MANY).containsOnlyNulls();
      assertManyAreClean(ray);
    }
  }

  private static ObjectRef<Void> own(Ray ray) {
    return ray.options(o -> o.ownThread()).run(ThreadStateTest::pollute);
  }

  @EngineTest
  void theTasksThatItStarts(Engines engine) {
    try (Ray ray = engine.start()) {
      ObjectRef<ObjectRef<Seen>> before =
          ray.call(
              () ->
                  ScopedValue.where(SCOPED, "mine")
                      .call(
                          () -> {
                            pollute();
                            return named(ray).call(Seen::here);
                          }));
      assertThat(before.get().get()).isEqualTo(Seen.clean("clean"));
      assertManyAreClean(ray);
    }
  }

  @EngineTest
  void itsDependents(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      CountDownLatch gate = new CountDownLatch(1);
      ObjectRef<Integer> hostile =
          ray.call(
              () -> {
                gate.await();
                pollute();
                return 1;
              });
      ObjectRef<Seen> waiting = named(ray).call((Integer _) -> Seen.here(), hostile);
      gate.countDown();
      assertThat(waiting.get()).isEqualTo(Seen.clean("clean"));
      assertThat(named(ray).call((Integer _) -> Seen.here(), hostile).get())
          .isEqualTo(Seen.clean("clean"));
    }
  }

  @EngineTest
  void itsNextAttempt(Engines engine) {
    try (Ray ray = engine.start()) {
      List<Seen> seen = new CopyOnWriteArrayList<>();
      ray.options(o -> o.name("clean").retries(3))
          .run(
              () -> {
                seen.add(Seen.here());
                pollute();
                if (ray.context().attempt() < 4) {
                  throw new IOException("again");
                }
              })
          .get();
      assertThat(seen).hasSize(4).containsOnly(Seen.clean("clean"));
    }
  }

  @EngineTest
  void theCallbacksOfItsFuture(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      CountDownLatch gate = new CountDownLatch(1);
      List<CompletableFuture<Seen>> seen = new ArrayList<>();
      ObjectRef<Void> hostile =
          ray.run(
              () -> {
                gate.await();
                pollute();
              });
      for (int i = 0; i < 50; i++) {
        seen.add(hostile.toFuture().thenApply(_ -> seenByACallback()));
      }
      gate.countDown();
      for (CompletableFuture<Seen> one : seen) {
        assertThat(one.get(20, TimeUnit.SECONDS)).isEqualTo(Seen.clean(""));
      }
      assertManyAreClean(ray);
    }
  }

  private static Seen seenByACallback() {
    Seen seen = Seen.here();
    pollute();
    return seen;
  }

  @EngineTest
  void aRayThatWasStartedByHostileCode(Engines engine) throws Exception {
    CompletableFuture<Ray> started = new CompletableFuture<>();
    Thread.ofPlatform()
        .start(
            () ->
                ScopedValue.where(SCOPED, "mine")
                    .run(
                        () -> {
                          LOCAL.set("mine");
                          INHERITED.set("mine");
                          Thread.currentThread().setPriority(Thread.MAX_PRIORITY);
                          Thread.currentThread().interrupt();
                          started.complete(engine.start());
                        }));
    try (Ray ray = started.get(20, TimeUnit.SECONDS)) {
      assertManyAreClean(ray);
    }
  }

  /** The JDK ends a structured scope that was left open, and says so to the task that left it. */
  @EngineTest
  void aStructuredScopeThatWasLeftOpen(Engines engine) {
    try (Ray ray = engine.start()) {
      for (int i = 0; i < 20; i++) {
        ObjectRef<Object> forgetful = ray.call(() -> StructuredTaskScope.open(Joiner.awaitAll()));
        assertThatThrownBy(forgetful::get)
            .isExactlyInstanceOf(TaskException.class)
            .hasCauseExactlyInstanceOf(StructureViolationException.class);
      }
      ObjectRef<Integer> retried =
          ray.options(o -> o.retries(1))
              .call(
                  () -> {
                    int attempt = ray.context().attempt();
                    if (attempt == 1) {
                      StructuredTaskScope.open(Joiner.awaitAll());
                    }
                    return attempt;
                  });
      assertThat(retried.get()).isEqualTo(2);
      assertManyAreClean(ray);
    }
  }
}
