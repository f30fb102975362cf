package dev.loomray.scenario;

import static dev.loomray.scenario.ActorWork.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.ActorHandle;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.error.ActorDiedException;
import dev.loomray.error.TaskCancelledException;
import dev.loomray.scenario.ActorWork.Counter;
import dev.loomray.scenario.ActorWork.Door;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** The ways in which an actor ends; whatever they are, its close runs once. */
class ActorEndTest {
  /** Its close throws. */
  static final class Bad implements AutoCloseable {
    @Override
    public void close() {
      throw new IllegalStateException("close");
    }
  }

  @EngineTest
  void stopComesAfterTheQueuedCalls(Engines engine) throws Exception {
    AtomicInteger closed = new AtomicInteger();
    try (Ray ray = engine.start()) {
      ActorHandle<Door> door = ray.actor(Door::new, closed);
      CountDownLatch open = ActorWork.occupy(door);
      List<ObjectRef<Integer>> before = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        before.add(door.call(Door::knock));
      }
      ObjectRef<Void> stop = door.stop();
      ObjectRef<Integer> late = door.call(Door::knock);
      ObjectRef<Integer> lateOfAnother = ray.call(d -> d.call(Door::knock).get(), door);
      assertThatThrownBy(() -> late.get(LONG))
          .isInstanceOf(ActorDiedException.class)
          .hasMessageContaining("stop()");
      assertThatThrownBy(() -> lateOfAnother.get(LONG))
          .hasRootCauseInstanceOf(ActorDiedException.class)
          .hasMessageContaining("stop()");
      assertThat(stop.isReady()).isFalse();
      open.countDown();
      stop.get(LONG);
      assertThat(closed.get()).isEqualTo(1);
      assertThat(ray.get(before, LONG)).containsOnly(0);
      assertThat(door.state()).isEqualTo(ActorHandle.State.DEAD);
      assertThat(door.stop().get(LONG)).isNull();
    }
    assertThat(closed.get()).isEqualTo(1);
  }

  @EngineTest
  void aStopThatWasCancelledStopsNothing(Engines engine) throws Exception {
    AtomicInteger closed = new AtomicInteger();
    try (Ray ray = engine.start()) {
      ActorHandle<Door> door = ray.actor(Door::new, closed);
      CountDownLatch open = ActorWork.occupy(door);
      ObjectRef<Void> stop = door.stop();
      assertThat(stop.cancel()).isTrue();
      open.countDown();
      assertThat(door.call(Door::knock).get(LONG)).isZero();
      assertThat(ray.awaitIdle(LONG)).isTrue();
      assertThat(door.state()).isEqualTo(ActorHandle.State.ALIVE);
    }
  }

  @EngineTest
  void killEndsEveryCallAtOnce(Engines engine) throws Exception {
    AtomicInteger closed = new AtomicInteger();
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch open = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    try (Ray ray = engine.start()) {
      ActorHandle<Door> door = ray.actor(Door::new, closed);
      List<ObjectRef<?>> calls = new ArrayList<>();
      calls.add(door.run(Door::passDeaf, inside, open));
      calls.add(door.call(Door::knock));
      calls.add(door.call((Door d, Integer n) -> n, ActorWork.later(ray, never, 1)));
      calls.add(door.call(Door::knock));
      inside.await();
      door.kill();
      assertThat(calls).allMatch(ObjectRef::isReady);
      for (ObjectRef<?> call : calls) {
        assertThatThrownBy(call::get)
            .isInstanceOf(ActorDiedException.class)
            .hasMessageMatching("(?s).*Door.*died at \\d{4}-.*kill\\(\\) was called.*");
      }
      assertThatThrownBy(() -> door.call(Door::knock).get(LONG))
          .isInstanceOf(ActorDiedException.class);
      assertThat(closed.get()).isZero();
      open.countDown();
      never.countDown();
      assertThat(ray.awaitIdle(LONG)).isTrue();
      assertThat(closed.get()).isEqualTo(1);
      door.kill();
    }
    assertThat(closed.get()).isEqualTo(1);
  }

  @EngineTest
  void exitEndsItWhateverItsCodeCatches(Engines engine) {
    AtomicInteger closed = new AtomicInteger();
    try (Ray ray = engine.start()) {
      ActorHandle<Door> door =
          ray.actorOptions(o -> o.maxRestarts(-1).maxTaskRetries(-1).retryOn(Exception.class))
              .actor(Door::new, closed);
      ObjectRef<String> exit =
          door.call(
              d -> {
                try {
                  d.exit();
                } catch (Throwable e) {
                  // swallowed
                }
                return "went on";
              });
      ObjectRef<Integer> queued = door.call(Door::knock);
      assertThatThrownBy(() -> exit.get(LONG)).isInstanceOf(ActorDiedException.class);
      assertThatThrownBy(() -> queued.get(LONG))
          .isInstanceOf(ActorDiedException.class)
          .hasMessageContaining("exitActor");
      assertThat(ray.awaitIdle(LONG)).isTrue();
      assertThat(closed.get()).isEqualTo(1);
      ActorHandle<Door> other = ray.actor(Door::new, closed);
      assertThatThrownBy(() -> other.run(Door::exit).get(LONG))
          .isInstanceOf(ActorDiedException.class);
      assertThat(other.state()).isEqualTo(ActorHandle.State.DEAD);
    }
    assertThat(closed.get()).isEqualTo(2);
  }

  @EngineTest
  void exitIsForActors(Engines engine) {
    assertThatThrownBy(Ray::exitActor).isInstanceOf(IllegalStateException.class);
    try (Ray ray = engine.start()) {
      assertThatThrownBy(() -> ray.run(Ray::exitActor).get(LONG))
          .hasCauseInstanceOf(IllegalStateException.class);
      ActorHandle<Counter> counter = ray.actor(Counter::new);
      assertThatThrownBy(
              () -> counter.run(c -> Ray.current().run(Ray::exitActor).get(LONG)).get(LONG))
          .hasCauseInstanceOf(IllegalStateException.class);
      assertThat(counter.call(Counter::get).get(LONG)).isZero();
    }
  }

  @EngineTest
  void manyEndsAtOnceCloseItOnce(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      for (int i = 0; i < 200; i++) {
        AtomicInteger closed = new AtomicInteger();
        ActorHandle<Door> door = ray.actor(Door::new, closed);
        if (i % 3 != 0) {
          door.call(Door::knock).get(LONG);
        }
        List<Thread> threads =
            List.of(
                Thread.startVirtualThread(door::kill),
                Thread.startVirtualThread(door::stop),
                Thread.startVirtualThread(door::restart),
                Thread.startVirtualThread(() -> door.run(Door::exit)));
        for (Thread thread : threads) {
          thread.join();
        }
        assertThatThrownBy(() -> door.call(Door::knock).get(LONG))
            .isInstanceOf(ActorDiedException.class);
        assertThat(ray.awaitIdle(LONG)).isTrue();
        assertThat(closed.get()).isLessThanOrEqualTo(1);
        if (i % 3 != 0) {
          assertThat(closed.get()).isEqualTo(1);
        }
      }
    }
  }

  @EngineTest
  void theRayClosesThemAll(Engines engine) throws Exception {
    AtomicInteger closed = new AtomicInteger();
    Ray ray = engine.start();
    ActorHandle<Door> busy = ray.actor(Door::new, closed);
    CountDownLatch inside = new CountDownLatch(1);
    ObjectRef<Void> running = busy.run(Door::pass, inside, new CountDownLatch(1));
    ObjectRef<Integer> queued = busy.call(Door::knock);
    ActorHandle<Door> idle = ray.actorOptions(o -> o.detached().name("d")).actor(Door::new, closed);
    idle.call(Door::knock).get(LONG);
    List<CompletableFuture<?>> futures = List.of(running.toFuture(), queued.toFuture());
    inside.await();
    ray.close();
    for (CompletableFuture<?> future : futures) {
      assertThatThrownBy(future::join)
          .hasCauseInstanceOf(TaskCancelledException.class)
          .hasMessageContaining("Ray closed");
    }
    assertThat(closed.get()).isEqualTo(2);
  }

  @EngineTest
  void theCloseOfTheRayDoesNotWaitForADeafTurn(Engines engine) throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch open = new CountDownLatch(1);
    AtomicInteger closed = new AtomicInteger();
    Ray ray = engine.start(c -> c.closeTimeout(Duration.ofMillis(50)));
    ActorHandle<Door> door = ray.actor(Door::new, closed);
    ObjectRef<Void> deaf = door.run(Door::passDeaf, inside, open);
    CompletableFuture<Void> future = deaf.toFuture();
    inside.await();
    ray.close();
    assertThatThrownBy(future::join).hasCauseInstanceOf(TaskCancelledException.class);
    assertThat(closed.get()).isZero();
    open.countDown();
  }

  @EngineTest
  void theRayIsNotClosedByAnActor(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorHandle<Counter> counter = ray.actor(Counter::new);
      assertThatThrownBy(
              () -> counter.run((c, close) -> close.run(), (Runnable) ray::close).get(LONG))
          .hasCauseInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> counter.run(c -> ray.awaitIdle(LONG)).get(LONG))
          .hasCauseInstanceOf(IllegalStateException.class);
      assertThat(counter.call(Counter::get).get(LONG)).isZero();
    }
  }

  @EngineTest
  void aCloseThatThrowsIsNoFailureOfOthers(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorHandle<Bad> bad = ray.actor(Bad::new);
      assertThat(bad.stop().get(LONG)).isNull();
      assertThat(ray.awaitIdle(LONG)).isTrue();
    }
  }
}
