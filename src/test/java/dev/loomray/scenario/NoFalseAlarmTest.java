package dev.loomray.scenario;

import static dev.loomray.scenario.ActorWork.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.ActorHandle;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.error.GetTimeoutException;
import dev.loomray.error.RayException;
import dev.loomray.error.TaskCancelledException;
import dev.loomray.error.TaskException;
import dev.loomray.error.TaskTimeoutException;
import dev.loomray.function.Act0;
import dev.loomray.function.Fn1;
import dev.loomray.scenario.ActorDeadlockTest.Asker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Waits that look like a circle, and end, or may end in time: none of them is taken for a deadlock. */
class NoFalseAlarmTest {
  private static final Duration SHORT = Duration.ofMillis(50);

  /** Goes on to ask as often as it is told, in two places at a time. */
  private static ActorHandle<Asker> wide(Ray ray) {
    return ray.actorOptions(o -> o.maxConcurrency(2)).actor(Asker::new);
  }

  @EngineTest
  void twoTurnsAtATime(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorHandle<Asker> wide = wide(ray);
      ActorHandle<Asker> other = ray.actor(Asker::new);
      for (int i = 0; i < 200; i++) {
        assertThat(wide.call(Asker::ask, List.of(wide)).get(LONG)).isEqualTo(1);
        assertThat(wide.call(Asker::ask, List.of(other, wide)).get(LONG)).isEqualTo(1);
      }
    }
  }

  @EngineTest
  void twoPlacesInAGroup(Engines engine) {
    try (Ray ray = engine.start()) {
      var grouped = ray.actorOptions(o -> o.concurrencyGroup("two", 2)).actor(Asker::new);
      ActorHandle<Asker> two = grouped.options(o -> o.concurrencyGroup("two"));
      for (int i = 0; i < 200; i++) {
        assertThat(two.call(Asker::ask, List.of(two)).get(LONG)).isEqualTo(1);
        assertThat(grouped.call(Asker::ask, List.of(two)).get(LONG)).isEqualTo(1);
      }
    }
  }

  @EngineTest
  void aWaitWithALimit(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorHandle<Asker> a = ray.actor(Asker::new);
      assertEnds(a.call(_ -> a.call(Asker::answer).get(SHORT)), GetTimeoutException.class);
      assertThat(a.call(_ -> pending(a.call(Asker::answer))).get(LONG)).isEqualTo(1);
    }
  }

  private static int pending(ObjectRef<Integer> ref) {
    return Ray.current().waitFor(1, List.of(ref), SHORT).pending().size();
  }

  private static void assertEnds(ObjectRef<?> ref, Class<? extends Throwable> cause) {
    assertThatThrownBy(() -> ref.get(LONG))
        .isInstanceOf(TaskException.class)
        .hasCauseInstanceOf(cause);
  }

  @EngineTest
  void aCallThatEndsInTime(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorHandle<Asker> a = ray.actor(Asker::new);
      ActorHandle<Asker> timed = a.options(o -> o.timeout(SHORT));
      assertEnds(a.call(_ -> timed.call(Asker::answer).get()), TaskTimeoutException.class);
      assertEnds(
          a.call(_ -> a.call((Asker it, Integer n) -> n, timed.call(Asker::answer)).get()),
          TaskTimeoutException.class);
      assertThatThrownBy(() -> timed.call(Asker::ask, List.of(a)).get(LONG))
          .isInstanceOf(TaskTimeoutException.class);
    }
  }

  /** Another argument may fail, and the call with it. */
  @EngineTest
  void aCallWithAnArgumentThatMayFail(Engines engine) {
    CountDownLatch fail = new CountDownLatch(1);
    try (Ray ray = engine.start()) {
      ActorHandle<Asker> a = ray.actor(Asker::new);
      AtomicReference<Thread> waits = new AtomicReference<>();
      ObjectRef<Integer> fails =
          ray.call(
              () -> {
                fail.await();
                throw new IllegalStateException("as expected");
              });
      ObjectRef<Integer> turn =
          a.call(
              _ -> {
                waits.set(Thread.currentThread());
                return a.call((Asker it, Integer n, Integer m) -> n, a.call(Asker::answer), fails)
                    .get();
              });
      awaitParked(waits);
      fail.countDown();
      assertThatThrownBy(() -> turn.get(LONG)).hasRootCauseMessage("as expected");
    }
  }

  private static void awaitParked(AtomicReference<Thread> thread) {
    while (thread.get() == null || thread.get().getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }

  /** No other wait makes an edge: who waits so waits until somebody helps. */
  @EngineTest
  void waitsThatAreNotLookedAt(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorHandle<Asker> a = ray.actor(Asker::new);
      assertHelped(a, ref -> Ray.current().get(List.of(ref)).getFirst());
      assertHelped(a, ref -> Ray.current().waitFor(1, List.of(ref)).ready().size());
      assertHelped(a, ref -> Ray.current().asCompleted(List.of(ref)).iterator().next().get());
      assertHelped(a, ref -> ref.toFuture().get());
      assertHelped(a, ref -> inAThread(ref::get));
    }
  }

  private static int inAThread(Act0 code) throws InterruptedException {
    Thread thread = Thread.ofPlatform().start(() -> quietly(code));
    thread.join();
    return 1;
  }

  private static void quietly(Act0 code) {
    try {
      code.run();
    } catch (Exception e) {
      // helped
    }
  }

  private static void assertHelped(ActorHandle<Asker> a, Fn1<ObjectRef<Integer>, Integer> wait) {
    AtomicReference<ObjectRef<Integer>> own = new AtomicReference<>();
    AtomicReference<Thread> waits = new AtomicReference<>();
    ObjectRef<Integer> turn =
        a.call(
            _ -> {
              own.set(a.call(Asker::answer));
              waits.set(Thread.currentThread());
              try {
                return wait.call(own.get());
              } catch (TaskCancelledException | java.util.concurrent.ExecutionException e) {
                return 1;
              }
            });
    awaitParked(waits);
    own.get().cancel();
    assertThat(turn.get(LONG)).isEqualTo(1);
  }

  /** A full actor whose other call ends in time. */
  @EngineTest
  void roomThatComesInTime(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorHandle<Asker> a = ray.actor(Asker::new);
      var full = ray.actorOptions(o -> o.maxPendingCalls(2).blockWhenFull()).actor(Asker::new);
      ObjectRef<Integer> turn =
          a.call(
              _ -> {
                CountDownLatch inside = new CountDownLatch(1);
                ObjectRef<Integer> asks =
                    full.call(
                        _ -> {
                          inside.countDown();
                          return a.call(Asker::answer).get();
                        });
                inside.await();
                full.options(o -> o.timeout(SHORT)).call(Asker::answer);
                ObjectRef<Integer> admitted = full.call(Asker::answer);
                asks.cancel();
                return admitted.get();
              });
      assertThat(turn.get(LONG)).isEqualTo(1);
    }
  }

  /** Actors that ask only those after them, as many times as they like, with calls that are cancelled meanwhile. */
  @EngineTest
  void manyThatWaitInOneDirection(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      List<ActorHandle<Asker>> actors = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        actors.add(ray.actor(Asker::new));
      }
      List<ObjectRef<Integer>> asks = new ArrayList<>();
      for (int i = 0; i < 3_000; i++) {
        int from = i % 5;
        asks.add(actors.get(from).call(Asker::ask, List.copyOf(actors.subList(from + 1, 6))));
        if (i % 7 == 0) {
          asks.get(i / 2).cancel();
        }
      }
      asks.forEach(NoFalseAlarmTest::assertAnsweredOrCancelled);
      assertThat(ray.awaitIdle(LONG)).isTrue();
    }
  }

  private static void assertAnsweredOrCancelled(ObjectRef<Integer> ref) {
    try {
      assertThat(ref.get(LONG)).isEqualTo(1);
    } catch (TaskCancelledException e) {
      // so it was asked
    } catch (RayException e) {
      throw new AssertionError(e);
    }
  }

  /** The circle is opened while others wait in it, again and again. */
  @EngineTest
  void aTurnThatGoesOnAfterItsAlarm(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      ActorHandle<Asker> a = ray.actor(Asker::new);
      ObjectRef<Integer> turn =
          a.call(
              _ -> {
                int alarms = 0;
                for (int i = 0; i < 100; i++) {
                  try {
                    a.call(Asker::answer).get();
                  } catch (RayException e) {
                    alarms++;
                  }
                }
                return alarms;
              });
      assertThat(turn.toFuture().get(30, TimeUnit.SECONDS)).isEqualTo(100);
      assertThat(a.call(Asker::answer).get(LONG)).isEqualTo(1);
    }
  }
}
