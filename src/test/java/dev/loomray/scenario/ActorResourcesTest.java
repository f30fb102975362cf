package dev.loomray.scenario;

import static dev.loomray.scenario.ActorWork.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.ActorHandle;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.error.ActorDiedException;
import dev.loomray.scenario.ActorWork.Counter;
import dev.loomray.scenario.ActorWork.Door;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** An actor holds what it asks for from before its constructor until it has ended. */
class ActorResourcesTest {
  private static final String ALL = "cpus 1 of 1 free";
  private static final String NONE = "cpus 0 of 1 free";

  private static void awaitAllFree(Ray ray) {
    assertThat(ray.awaitIdle(LONG)).isTrue();
    assertThat(ray.dump()).contains(ALL);
  }

  @EngineTest
  void heldWhileItLivesAlsoWhileItDoesNothing(Engines engine) {
    try (Ray ray = engine.start(c -> c.cpus(1))) {
      ActorHandle<Counter> counter = ray.actorOptions(o -> o.cpus(1)).actor(Counter::new);
      assertThat(counter.call(Counter::add, 1).get(LONG)).isEqualTo(1);
      assertThat(ray.dump()).contains(NONE);
      ObjectRef<Integer> task = ray.options(o -> o.cpus(1)).call(Work::square, 3);
      ObjectRef<Integer> free = ray.call(Work::square, 2);
      assertThat(free.get(LONG)).isEqualTo(4);
      assertThat(task.isReady()).isFalse();
      counter.stop();
      assertThat(task.get(LONG)).isEqualTo(9);
      awaitAllFree(ray);
    }
  }

  @EngineTest
  void waitsInOneLineWithTasks(Engines engine) {
    CountDownLatch gate = new CountDownLatch(1);
    List<String> order = new CopyOnWriteArrayList<>();
    try (Ray ray = engine.start(c -> c.cpus(1))) {
      ray.options(o -> o.cpus(1)).run(Work::await, gate);
      ObjectRef<Void> before = ray.options(o -> o.cpus(1)).run(() -> order.add("task 1"));
      ActorHandle<Counter> counter =
          ray.actorOptions(o -> o.cpus(1))
              .actor(
                  () -> {
                    order.add("actor");
                    return new Counter();
                  });
      ObjectRef<Void> after = ray.options(o -> o.cpus(1)).run(() -> order.add("task 2"));
      assertThat(counter.state()).isEqualTo(ActorHandle.State.PENDING_CREATION);
      assertThat(ray.awaitIdle(Duration.ofMillis(20))).isFalse();
      gate.countDown();
      before.get(LONG);
      assertThat(counter.call(Counter::get).get(LONG)).isZero();
      assertThat(after.isReady()).isFalse();
      counter.kill();
      after.get(LONG);
      assertThat(order).containsExactly("task 1", "actor", "task 2");
    }
  }

  @EngineTest
  void givenBackHoweverItEnds(Engines engine) throws Exception {
    AtomicInteger closed = new AtomicInteger();
    try (Ray ray = engine.start(c -> c.cpus(1))) {
      for (int i = 0; i < 20; i++) {
        ActorHandle<Door> door = ray.actorOptions(o -> o.cpus(1)).actor(Door::new, closed);
        switch (i % 4) {
          case 0 -> door.stop().get(LONG);
          case 1 -> door.kill();
          case 2 -> door.run(Door::exit);
          default -> {
            CountDownLatch inside = new CountDownLatch(1);
            door.run(Door::pass, inside, new CountDownLatch(1));
            inside.await();
            door.kill();
          }
        }
      }
      ActorHandle<Counter> broken =
          ray.actorOptions(o -> o.cpus(1))
              .actor(
                  () -> {
                    throw new IOException("no");
                  });
      assertThatThrownBy(() -> broken.call(Counter::get).get(LONG))
          .isInstanceOf(ActorDiedException.class);
      awaitAllFree(ray);
    }
  }

  @EngineTest
  void stopIsOverWhenTheyAreFree(Engines engine) {
    AtomicInteger closed = new AtomicInteger();
    try (Ray ray = engine.start(c -> c.cpus(1))) {
      for (int i = 0; i < 100; i++) {
        ray.actorOptions(o -> o.cpus(1)).actor(Door::new, closed).stop().get(LONG);
        assertThat(ray.dump()).contains(ALL);
      }
    }
  }

  @EngineTest
  void aDeafTurnHoldsThemToItsEnd(Engines engine) throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch open = new CountDownLatch(1);
    try (Ray ray = engine.start(c -> c.cpus(1))) {
      ActorHandle<Door> door =
          ray.actorOptions(o -> o.cpus(1)).actor(Door::new, new AtomicInteger());
      door.run(Door::passDeaf, inside, open);
      inside.await();
      door.kill();
      assertThat(ray.dump()).contains(NONE);
      open.countDown();
      awaitAllFree(ray);
    }
  }

  @EngineTest
  void aRestartKeepsThem(Engines engine) {
    try (Ray ray = engine.start(c -> c.cpus(1))) {
      ActorHandle<Counter> counter =
          ray.actorOptions(o -> o.cpus(1).maxRestarts(1).backoff(Duration.ZERO))
              .actor(Counter::new, 3);
      counter.call(Counter::add, 1).get(LONG);
      ObjectRef<Integer> task = ray.options(o -> o.cpus(1)).call(Work::square, 3);
      counter.restart();
      assertThat(counter.call(Counter::get).get(LONG)).isEqualTo(3);
      assertThat(task.isReady()).isFalse();
      counter.kill();
      assertThat(task.get(LONG)).isEqualTo(9);
      awaitAllFree(ray);
    }
  }

  @EngineTest
  void aKillWhileItWaitsTakesItOutOfTheLine(Engines engine) {
    CountDownLatch gate = new CountDownLatch(1);
    AtomicInteger made = new AtomicInteger();
    try (Ray ray = engine.start(c -> c.cpus(1))) {
      ray.options(o -> o.cpus(1)).run(Work::await, gate);
      ActorHandle<Counter> counter =
          ray.actorOptions(o -> o.cpus(1)).actor(() -> new Counter(made.incrementAndGet()));
      ObjectRef<Integer> call = counter.call(Counter::get);
      assertThat(ray.dump()).contains("1 tasks queued for resources");
      counter.kill();
      assertThatThrownBy(() -> call.get(LONG)).isInstanceOf(ActorDiedException.class);
      assertThat(ray.dump()).contains("0 tasks queued for resources");
      gate.countDown();
      awaitAllFree(ray);
      assertThat(made.get()).isZero();
    }
  }

  @EngineTest
  void killsThatRaceWithTheirTurnLoseNothing(Engines engine) throws Exception {
    try (Ray ray = engine.start(c -> c.cpus(1))) {
      for (int i = 0; i < 300; i++) {
        ActorHandle<Counter> counter = ray.actorOptions(o -> o.cpus(1)).actor(Counter::new);
        Thread killer = Thread.startVirtualThread(counter::kill);
        ray.options(o -> o.cpus(1)).call(Work::square, 2);
        killer.join();
      }
      awaitAllFree(ray);
    }
  }

  @EngineTest
  void whatCanNeverBeMetIsRefusedAtTheCall(Engines engine) {
    try (Ray ray = engine.start(c -> c.cpus(2))) {
      assertThatThrownBy(() -> ray.actorOptions(o -> o.cpus(3)).actor(Counter::new))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("cpus=3");
      assertThatThrownBy(() -> ray.actorOptions(o -> o.name("n").gpus(1)).actor(Counter::new))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("gpus=1");
      assertThat(ray.actorNames()).isEmpty();
    }
  }

  @EngineTest
  void theRayIsClosedWhileItWaits(Engines engine) {
    ObjectRef<Integer> call;
    try (Ray ray = engine.start(c -> c.cpus(1))) {
      ActorHandle<Counter> first = ray.actorOptions(o -> o.cpus(1)).actor(Counter::new);
      first.call(Counter::get).get(LONG);
      ActorHandle<Counter> second = ray.actorOptions(o -> o.cpus(1)).actor(Counter::new);
      call = second.call(Counter::get);
    }
    assertThat(call.isReady()).isTrue();
  }
}
