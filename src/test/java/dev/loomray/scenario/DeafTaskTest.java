package dev.loomray.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.TaskScope;
import dev.loomray.Tasks;
import dev.loomray.error.GetInterruptedException;
import dev.loomray.error.RayClosedException;
import dev.loomray.error.TaskCancelledException;
import dev.loomray.error.TaskTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A task that swallows every interrupt does not wait again in a call of ours once it was stopped. */
class DeafTaskTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final int DEAF = 200;

  /** What a task waits for: never ready, and never empty. */
  private record Never(Ray ray, ObjectRef<Void> ref, TaskScope scope) {
    static Never in(Ray ray, TaskScope scope) {
      scope.run(Work::await, new CountDownLatch(1));
      return new Never(ray, ray.after(DAY), scope);
    }
  }

  /** Our calls that wait. */
  private enum Wait {
    GET("timer #") {
      @Override
      void on(Never never) {
        never.ref.get();
      }
    },
    GET_WITH_TIMEOUT("timer #") {
      @Override
      void on(Never never) {
        never.ref.get(DAY);
      }
    },
    LIST("1 refs") {
      @Override
      void on(Never never) {
        never.ray.get(List.of(never.ref));
      }
    },
    LIST_WITH_TIMEOUT("1 refs") {
      @Override
      void on(Never never) {
        never.ray.get(List.of(never.ref), DAY);
      }
    },
    WAIT_FOR("1 of 1 refs") {
      @Override
      void on(Never never) {
        never.ray.waitFor(1, List.of(never.ref));
      }
    },
    WAIT_FOR_WITH_TIMEOUT("1 of 1 refs") {
      @Override
      void on(Never never) {
        never.ray.waitFor(1, List.of(never.ref), DAY);
      }
    },
    AS_COMPLETED("the next of 1 refs") {
      @Override
      void on(Never never) {
        never.ray.asCompleted(List.of(never.ref)).iterator().next();
      }
    },
    JOIN("scope #") {
      @Override
      void on(Never never) {
        never.scope.join();
      }
    },
    SLEEP("") {
      @Override
      void on(Never never) throws InterruptedException {
        never.ray.sleep(DAY);
      }
    };

    private final String what;

    Wait(String what) {
      this.what = what;
    }

    abstract void on(Never never) throws Exception;
  }

  /** What one task saw: the answer to each of its waits. */
  private record Deaf(ObjectRef<Void> ref, CompletableFuture<List<Object>> seen) {
    static Deaf start(Tasks tasks, Wait wait, Never never) {
      CompletableFuture<List<Object>> seen = new CompletableFuture<>();
      return new Deaf(tasks.run(() -> seen.complete(swallow(wait, never))), seen);
    }

    private static List<Object> swallow(Wait wait, Never never) {
      List<Object> seen = new ArrayList<>();
      for (int i = 0; i < DEAF; i++) {
        try {
          wait.on(never);
          seen.add("went on");
        } catch (Exception e) {
          seen.add(e);
        }
        Thread.interrupted();
      }
      return seen;
    }

    List<Object> answers() throws Exception {
      return seen.get(20, TimeUnit.SECONDS);
    }
  }

  private static Map<Wait, Deaf> startAll(Tasks tasks, Never never) {
    Map<Wait, Deaf> deaf = new EnumMap<>(Wait.class);
    for (Wait wait : Wait.values()) {
      deaf.put(wait, Deaf.start(tasks, wait, never));
    }
    return deaf;
  }

  private static boolean allWait(Ray ray) {
    return Collections.frequency(
            ray.dump().lines().map(DeafTaskTest::isParking).toList(), Boolean.TRUE)
        == Wait.values().length;
  }

  private static boolean isParking(String line) {
    return line.contains("Parking.park(") || line.contains("Parking.sleep(");
  }

  private static void assertNeverWaitedAgain(Map<Wait, Deaf> deaf, String why) throws Exception {
    for (Map.Entry<Wait, Deaf> entry : deaf.entrySet()) {
      for (Object answer : entry.getValue().answers()) {
        if (entry.getKey() == Wait.SLEEP) {
          assertThat((Throwable) answer)
              .isExactlyInstanceOf(InterruptedException.class)
              .hasMessage("sleep interrupted");
        } else {
          assertThat((Throwable) answer)
              .isExactlyInstanceOf(GetInterruptedException.class)
              .hasMessageStartingWith("stopped waiting for " + entry.getKey().what)
              .hasMessageEndingWith(": " + why);
        }
      }
    }
  }

  @EngineTest
  void whenItWasCancelled(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      TaskScope scope = ray.scope();
      Map<Wait, Deaf> deaf =
          startAll(ray.options(o -> o.name("deaf").cpus(0.1)), Never.in(ray, scope));
      await().until(() -> allWait(ray));
      for (Deaf one : deaf.values()) {
        assertThat(one.ref.cancel()).isTrue();
        assertThatThrownBy(one.ref::get)
            .isExactlyInstanceOf(TaskCancelledException.class)
            .hasMessage("task deaf was cancelled by cancel()");
      }
      assertNeverWaitedAgain(deaf, "task deaf was cancelled by cancel()");
      scope.close();
      assertThat(ray.awaitIdle(Duration.ofSeconds(20))).isTrue();
      assertThat(ray.dump()).contains(cpusFree());
    }
  }

  private static String cpusFree() {
    int cpus = Runtime.getRuntime().availableProcessors();
    return "cpus " + cpus + " of " + cpus + " free";
  }

  @EngineTest
  void whenItsTimeIsOver(Engines engine) throws Exception {
    try (Ray ray = engine.start();
        TaskScope scope = ray.scope()) {
      Never never = Never.in(ray, scope);
      Work.withShortLimits(
          limit -> {
            Map<Wait, Deaf> deaf = startAll(ray.options(o -> o.name("deaf").timeout(limit)), never);
            for (Deaf one : deaf.values()) {
              assertThatThrownBy(one.ref::get).isExactlyInstanceOf(TaskTimeoutException.class);
            }
            if (!ranAll(ray, deaf)) {
              return false;
            }
            assertNeverWaitedAgain(
                deaf,
                ("task deaf did not end within timeout=%s (it was RUNNING, attempt 1);"
                        + " raise the timeout, or make the tasks faster")
                    .formatted(limit));
            return true;
          });
    }
  }

  /** Whether all of them had started before their time was over; those that did not never will. */
  private static boolean ranAll(Ray ray, Map<Wait, Deaf> deaf) throws Exception {
    await().until(() -> !ray.dump().contains("task deaf"));
    return deaf.values().stream().allMatch(one -> one.seen.isDone());
  }

  @EngineTest
  void whenItsScopeIsClosed(Engines engine) throws Exception {
    try (Ray ray = engine.start();
        TaskScope other = ray.scope()) {
      TaskScope scope = ray.scope();
      Map<Wait, Deaf> deaf = startAll(scope.options(o -> o.name("deaf")), Never.in(ray, other));
      await().until(() -> allWait(ray));
      scope.close();
      for (Deaf one : deaf.values()) {
        assertThat(one.seen).isDone();
        assertThatThrownBy(one.ref::get)
            .isExactlyInstanceOf(TaskCancelledException.class)
            .hasMessage("task deaf was cancelled: its scope was closed");
      }
      assertNeverWaitedAgain(deaf, "task deaf was cancelled: its scope was closed");
    }
  }

  /** What it waits for ends with the Ray too; after that every call is refused. */
  @EngineTest
  void whenItsRayIsClosed(Engines engine) throws Exception {
    Ray ray = engine.start(c -> c.closeTimeout(Duration.ofMinutes(1)));
    Map<Wait, Deaf> deaf = startAll(ray, Never.in(ray, ray.scope()));
    List<CompletableFuture<Void>> futures =
        deaf.values().stream().map(d -> d.ref.toFuture()).toList();
    await().until(() -> allWait(ray));
    ray.close();
    for (CompletableFuture<Void> future : futures) {
      assertThatThrownBy(() -> future.get(20, TimeUnit.SECONDS))
          .hasCauseExactlyInstanceOf(TaskCancelledException.class)
          .hasRootCauseMessage("Ray closed");
    }
    for (Map.Entry<Wait, Deaf> entry : deaf.entrySet()) {
      assertThat(entry.getValue().seen).isDone();
      List<Object> answers = entry.getValue().answers().stream().map(DeafTaskTest::kind).toList();
      assertThat(answers.getFirst()).isEqualTo(firstAtClose(entry.getKey()));
      assertThat(answers.subList(1, DEAF))
          .containsOnly(
              entry.getKey() == Wait.JOIN
                  ? TaskCancelledException.class
                  : RayClosedException.class);
    }
    assertThat(ray.dump()).contains("0 tasks unfinished, 0 timers");
  }

  private static Object kind(Object answer) {
    return answer instanceof Exception e ? e.getClass() : answer;
  }

  private static Object firstAtClose(Wait wait) {
    return switch (wait) {
      case SLEEP -> InterruptedException.class;
      case WAIT_FOR, WAIT_FOR_WITH_TIMEOUT, AS_COMPLETED -> "went on";
      default -> TaskCancelledException.class;
    };
  }

  @EngineTest
  void theScopesItOpenedWereStoppedWithIt(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      CountDownLatch started = new CountDownLatch(1);
      CompletableFuture<List<Object>> seen = new CompletableFuture<>();
      ObjectRef<Void> deaf =
          ray.options(o -> o.name("deaf")).run(() -> seen.complete(joinAndSwallow(ray, started)));
      started.await();
      await().until(() -> ray.dump().contains("waits for scope #"));
      assertThat(deaf.cancel()).isTrue();
      String gone = "its parent task deaf was cancelled";
      assertThat(seen.get(20, TimeUnit.SECONDS))
          .containsExactly(
              "a scope was cancelled: " + gone,
              "a scope was cancelled: " + gone,
              "a scope was not run: " + gone,
              "expected awaitIdle() outside the tasks of this Ray, found it in task deaf, which"
                  + " would wait for itself",
              true);
    }
  }

  private static List<Object> joinAndSwallow(Ray ray, CountDownLatch started) {
    List<Object> seen = new ArrayList<>();
    try (TaskScope own = ray.scope()) {
      own.run(Work::await, new CountDownLatch(1));
      started.countDown();
      message(seen, own::join);
      message(seen, own::join);
    }
    try (TaskScope late = ray.scope()) {
      late.run(Work::await, new CountDownLatch(1));
      message(seen, late::join);
    }
    message(seen, () -> ray.awaitIdle(DAY));
    Thread.currentThread().interrupt();
    ray.scope().close();
    seen.add(Thread.currentThread().isInterrupted());
    return seen;
  }

  private static void message(List<Object> seen, Runnable wait) {
    try {
      wait.run();
      seen.add("went on");
    } catch (RuntimeException e) {
      seen.add(e.getMessage());
    }
    Thread.interrupted();
  }
}
