package dev.loomray.scenario;

import static dev.loomray.scenario.ActorWork.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.ActorHandle;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.TaskScope;
import dev.loomray.error.TaskCancelledException;
import dev.loomray.error.TaskTimeoutException;
import dev.loomray.scenario.ActorWork.Counter;
import dev.loomray.scenario.ActorWork.Door;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A call is cancelled as a task is, and its deadline is as a task's. */
class ActorCancelTest {
  @EngineTest
  void aQueuedCallNeverRuns(Engines engine) throws Exception {
    AtomicBoolean ran = new AtomicBoolean();
    try (Ray ray = engine.start()) {
      ActorHandle<Door> door = ray.actor(Door::new, new AtomicInteger());
      CountDownLatch open = ActorWork.occupy(door);
      ObjectRef<Void> queued = door.run(d -> ran.set(true));
      assertThat(queued.cancel()).isTrue();
      assertThat(queued.cancel()).isFalse();
      assertThatThrownBy(() -> queued.get(LONG))
          .isInstanceOf(TaskCancelledException.class)
          .hasMessageContaining("cancel()");
      open.countDown();
      assertThat(door.call(Door::knock).get(LONG)).isZero();
      assertThat(ran.get()).isFalse();
    }
  }

  @EngineTest
  void aRunningCallIsInterruptedAndTheNextIsNot(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      ActorHandle<Door> door = ray.actor(Door::new, new AtomicInteger());
      for (int i = 0; i < 100; i++) {
        CountDownLatch inside = new CountDownLatch(1);
        ObjectRef<Void> running = door.run(Door::pass, inside, new CountDownLatch(1));
        ObjectRef<Boolean> next = door.call(d -> Thread.currentThread().isInterrupted());
        inside.await();
        assertThat(running.cancel()).isTrue();
        assertThat(next.get(LONG)).isFalse();
        assertThatThrownBy(running::get).isInstanceOf(TaskCancelledException.class);
      }
    }
  }

  @EngineTest
  void cancelRacesWithTheEndOfTheTurn(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorHandle<Counter> counter = ray.actor(Counter::new);
      int cancelled = 0;
      int added = 0;
      for (int i = 0; i < 3_000; i++) {
        ObjectRef<Integer> call = counter.call(Counter::add, 1);
        if (i % 3 == 0) {
          Thread.onSpinWait();
        }
        if (call.cancel()) {
          cancelled++;
          assertThatThrownBy(() -> call.get(LONG)).isInstanceOf(TaskCancelledException.class);
        } else {
          added++;
          assertThat(call.get(LONG)).isPositive();
        }
      }
      assertThat(counter.call(c -> Thread.interrupted()).get(LONG)).isFalse();
      assertThat(counter.call(Counter::get).get(LONG)).isBetween(added, added + cancelled);
      assertThat(ray.awaitIdle(LONG)).isTrue();
    }
  }

  @EngineTest
  void aTimeoutEndsAQueuedAndARunningCall(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      ActorHandle<Door> door = ray.actor(Door::new, new AtomicInteger());
      ActorHandle<Door> hasty = door.options(o -> o.timeout(Duration.ofMillis(50)));
      ObjectRef<Void> running = hasty.run(Door::pass, new CountDownLatch(1), new CountDownLatch(1));
      assertThatThrownBy(() -> running.get(LONG)).isInstanceOf(TaskTimeoutException.class);
      CountDownLatch open = ActorWork.occupy(door);
      ObjectRef<Integer> queued = hasty.call(Door::knock);
      assertThatThrownBy(() -> queued.get(LONG)).isInstanceOf(TaskTimeoutException.class);
      CountDownLatch never = new CountDownLatch(1);
      ObjectRef<Integer> delayed =
          hasty.call((Door d, Integer n) -> n, ActorWork.later(ray, never, 1));
      assertThatThrownBy(() -> delayed.get(LONG)).isInstanceOf(TaskTimeoutException.class);
      open.countDown();
      never.countDown();
      assertThat(door.call(Door::knock).get(LONG)).isZero();
    }
  }

  @EngineTest
  void aCallInheritsTheDeadlineOfTheTaskThatMakesIt(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorHandle<Counter> counter = ray.actor(Counter::new);
      ActorHandle<Counter> other = ray.actor(Counter::new);
      AtomicReference<Duration> seen = new AtomicReference<>();
      AtomicReference<Duration> further = new AtomicReference<>();
      ray.options(o -> o.timeout(Duration.ofMinutes(1)))
          .run(
              () ->
                  counter
                      .run(
                          c -> {
                            seen.set(Ray.current().context().timeLeft().orElseThrow());
                            other
                                .run(
                                    d ->
                                        further.set(
                                            Ray.current().context().timeLeft().orElseThrow()))
                                .get();
                          })
                      .get())
          .get(LONG);
      assertThat(seen.get()).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(1));
      assertThat(further.get()).isBetween(Duration.ofSeconds(1), seen.get());
      assertThat(counter.call(c -> Ray.current().context().timeLeft().isPresent()).get(LONG))
          .isFalse();
    }
  }

  @EngineTest
  void whatATaskCallsIsCancelledWithIt(Engines engine) throws Exception {
    AtomicReference<ObjectRef<Void>> called = new AtomicReference<>();
    CountDownLatch isCalled = new CountDownLatch(1);
    CountDownLatch inside = new CountDownLatch(1);
    try (Ray ray = engine.start()) {
      ActorHandle<Door> door = ray.actor(Door::new, new AtomicInteger());
      ObjectRef<Void> task =
          ray.run(
              () -> {
                called.set(door.run(Door::pass, inside, new CountDownLatch(1)));
                isCalled.countDown();
                called.get().get();
              });
      inside.await();
      isCalled.await();
      assertThat(task.cancel()).isTrue();
      assertThat(called.get().isReady()).isTrue();
      assertThatThrownBy(() -> called.get().get()).isInstanceOf(TaskCancelledException.class);
      assertThat(door.call(Door::knock).get(LONG)).isZero();
    }
  }

  private static ObjectRef<Void> child(CountDownLatch began, AtomicInteger interrupted) {
    return Ray.current()
        .run(
            () -> {
              began.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.incrementAndGet();
              }
            });
  }

  @EngineTest
  void whatACallStartsIsCancelledWithIt(Engines engine) throws Exception {
    AtomicInteger interrupted = new AtomicInteger();
    CountDownLatch began = new CountDownLatch(1);
    try (Ray ray = engine.start()) {
      ActorHandle<Counter> counter = ray.actor(Counter::new);
      ObjectRef<Void> call = counter.run(c -> child(began, interrupted).get());
      began.await();
      assertThat(call.cancel()).isTrue();
      assertThat(ray.awaitIdle(LONG)).isTrue();
      assertThat(interrupted.get()).isEqualTo(1);
    }
  }

  @EngineTest
  void whatACallStartsEndsWithItsActor(Engines engine) throws Exception {
    AtomicInteger interrupted = new AtomicInteger();
    try (Ray ray = engine.start()) {
      for (int i = 0; i < 20; i++) {
        CountDownLatch began = new CountDownLatch(1);
        ActorHandle<Counter> counter = ray.actor(Counter::new);
        counter.run(c -> child(began, interrupted).get());
        began.await();
        counter.kill();
        assertThat(ray.awaitIdle(LONG)).isTrue();
      }
      assertThat(interrupted.get()).isEqualTo(20);
    }
  }

  @EngineTest
  void whatADeafCallStartsEndsWithTheRay(Engines engine) throws Exception {
    AtomicInteger interrupted = new AtomicInteger();
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch open = new CountDownLatch(1);
    try (Ray ray = engine.start(c -> c.closeTimeout(Duration.ofMillis(200)))) {
      ActorHandle<Door> door = ray.actor(Door::new, new AtomicInteger());
      door.run(
          d -> {
            child(began, interrupted);
            d.passDeaf(new CountDownLatch(1), open);
          });
      began.await();
    }
    open.countDown();
    while (interrupted.get() == 0) {
      Thread.onSpinWait();
    }
  }

  @EngineTest
  void aChildOutlivesTheCallThatStartedIt(Engines engine) throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    try (Ray ray = engine.start()) {
      ActorHandle<Counter> counter = ray.actor(Counter::new);
      ObjectRef<Integer> child =
          counter.call(c -> ActorWork.later(Ray.current(), gate, 5)).get(LONG);
      assertThat(child.isReady()).isFalse();
      assertThat(ray.awaitIdle(Duration.ofMillis(20))).isFalse();
      counter.stop().get(LONG);
      assertThat(child.isReady()).isFalse();
      gate.countDown();
      assertThat(child.get(LONG)).isEqualTo(5);
      assertThat(ray.awaitIdle(LONG)).isTrue();
    }
  }

  @EngineTest
  void aScopeThatACallLeftOpenEndsWithIt(Engines engine) throws Exception {
    AtomicReference<ObjectRef<Void>> left = new AtomicReference<>();
    try (Ray ray = engine.start()) {
      ActorHandle<Counter> counter = ray.actor(Counter::new);
      counter
          .run(
              c -> {
                CountDownLatch began = new CountDownLatch(1);
                TaskScope scope = Ray.current().scope();
                left.set(scope.run(Work::untilInterrupted, began, new CountDownLatch(1)));
                began.await();
              })
          .get(LONG);
      assertThatThrownBy(() -> left.get().get(LONG)).isInstanceOf(TaskCancelledException.class);
      assertThat(counter.call(Counter::add, 1).get(LONG)).isEqualTo(1);
      assertThat(ray.awaitIdle(LONG)).isTrue();
    }
  }

  @EngineTest
  void cancelOfManyQueuedCalls(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      ActorHandle<Door> door = ray.actor(Door::new, new AtomicInteger());
      CountDownLatch open = ActorWork.occupy(door);
      List<ObjectRef<Integer>> calls = new ArrayList<>();
      for (int i = 0; i < 20_000; i++) {
        calls.add(door.call(Door::knock));
      }
      assertThat(calls.reversed()).allMatch(ObjectRef::cancel);
      open.countDown();
      assertThat(door.call(Door::knock).get(LONG)).isZero();
    }
  }
}
