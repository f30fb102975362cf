package dev.loomray.scenario;

import static dev.loomray.scenario.ActorWork.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.ActorHandle;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.scenario.ActorWork.Counter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** awaitIdle is over when nothing of an actor is unfinished. */
class ActorIdleTest {
  @EngineTest
  void everyCallIsAnswered(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorHandle<Counter> counter = ray.actor(Counter::new);
      for (int i = 0; i < 3_000; i++) {
        ObjectRef<Integer> call = counter.call(Counter::add, 1);
        assertThat(ray.awaitIdle(LONG)).isTrue();
        assertThat(call.isReady()).isTrue();
      }
    }
  }

  @EngineTest
  void everyCallOfADeadOneIsAnswered(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      for (int i = 0; i < 500; i++) {
        ActorHandle<Counter> counter = ray.actor(Counter::new);
        ObjectRef<Integer> call = counter.call(Counter::add, 1);
        Thread killer = Thread.startVirtualThread(counter::kill);
        assertThat(ray.awaitIdle(LONG)).isTrue();
        assertThat(call.isReady()).isTrue();
        killer.join();
      }
    }
  }

  @EngineTest
  void whatACallHasStartedIsWaitedFor(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorHandle<Counter> counter = ray.actor(Counter::new);
      for (int i = 0; i < 1_000; i++) {
        ObjectRef<ObjectRef<Integer>> call = counter.call(c -> Ray.current().call(Work::square, 3));
        assertThat(ray.awaitIdle(LONG)).isTrue();
        assertThat(call.get(Duration.ZERO).get(Duration.ZERO)).isEqualTo(9);
      }
    }
  }

  @EngineTest
  void whoWaitsIsToldOfTheLastDelayedCall(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      ActorHandle<Counter> counter = ray.actor(Counter::new);
      counter.call(Counter::get).get(LONG);
      ObjectRef<Void> hour = ray.after(Duration.ofHours(1));
      ObjectRef<Integer> delayed = counter.call((Counter c, Void v) -> 1, hour);
      AtomicBoolean idle = new AtomicBoolean();
      Thread waiter = Thread.ofPlatform().start(() -> idle.set(ray.awaitIdle(LONG)));
      while (waiter.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
      assertThat(delayed.cancel()).isTrue();
      waiter.join();
      assertThat(idle.get()).isTrue();
      assertThat(delayed.isReady()).isTrue();
    }
  }
}
