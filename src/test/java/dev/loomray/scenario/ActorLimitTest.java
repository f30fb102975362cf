package dev.loomray.scenario;

import static dev.loomray.scenario.ActorWork.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.ActorHandle;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.error.ActorDiedException;
import dev.loomray.error.PendingCallsLimitException;
import dev.loomray.scenario.ActorWork.Counter;
import dev.loomray.scenario.ActorWork.Door;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Ray: max_pending_calls. */
class ActorLimitTest {
  /** Calls itself. */
  static final class Selfish extends Door {
    Selfish(AtomicInteger closed) {
      super(closed);
    }

    @SuppressWarnings("unchecked")
    int callMyself() {
      ActorHandle<Door> self = (ActorHandle<Door>) Ray.current().context().actor().orElseThrow();
      self.call(Door::knock);
      return 1;
    }
  }

  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }

  @EngineTest
  void oneCallTooManyIsRefusedAtTheCall(Engines engine) throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (Ray ray = engine.start()) {
      ActorHandle<Door> door =
          ray.actorOptions(o -> o.maxPendingCalls(3)).actor(Door::new, new AtomicInteger());
      CountDownLatch open = ActorWork.occupy(door);
      ObjectRef<Integer> queued = door.call(Door::knock);
      ObjectRef<Integer> delayed =
          door.call((Door d, Integer n) -> n, ActorWork.later(ray, never, 1));
      assertThatThrownBy(() -> door.call(Door::knock))
          .isInstanceOf(PendingCallsLimitException.class)
          .hasMessageContaining("maxPendingCalls=3")
          .hasMessageContaining("found 3");
      assertThat(delayed.cancel()).isTrue();
      assertThat(queued.cancel()).isTrue();
      ObjectRef<Integer> more = door.call(Door::knock);
      open.countDown();
      assertThat(more.get(LONG)).isZero();
      never.countDown();
      for (int i = 0; i < 100; i++) {
        assertThat(door.call(Door::knock).get(LONG)).isZero();
      }
    }
  }

  @EngineTest
  void whoeverWaitsIsAdmittedInOrder(Engines engine) throws Exception {
    List<Integer> order = new CopyOnWriteArrayList<>();
    try (Ray ray = engine.start()) {
      ActorHandle<Door> door =
          ray.actorOptions(o -> o.maxPendingCalls(1).blockWhenFull())
              .actor(Door::new, new AtomicInteger());
      CountDownLatch open = ActorWork.occupy(door);
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        int n = i;
        Thread thread = Thread.ofPlatform().start(() -> door.run(d -> order.add(n)));
        awaitWaiting(thread);
        threads.add(thread);
      }
      open.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(ray.awaitIdle(LONG)).isTrue();
      assertThat(order).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }
  }

  @EngineTest
  void onItsOwnFullMailboxItIsRefused(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorHandle<Selfish> selfish =
          ray.actorOptions(o -> o.maxPendingCalls(1).blockWhenFull())
              .actor(Selfish::new, new AtomicInteger());
      assertThatThrownBy(() -> selfish.call(Selfish::callMyself).get(LONG))
          .hasCauseInstanceOf(PendingCallsLimitException.class)
          .hasMessageContaining("itself");
      assertThat(selfish.call(Door::knock).get(LONG)).isZero();
    }
  }

  @EngineTest
  void whoWaitsIsToldWhenTheActorDies(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      ActorHandle<Door> door =
          ray.actorOptions(o -> o.maxPendingCalls(1).blockWhenFull())
              .actor(Door::new, new AtomicInteger());
      ActorWork.occupy(door);
      AtomicReference<Throwable> seen = new AtomicReference<>();
      Thread thread =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      door.call(Door::knock).get(LONG);
                    } catch (RuntimeException e) {
                      seen.set(e);
                    }
                  });
      awaitWaiting(thread);
      door.kill();
      thread.join();
      assertThat(seen.get()).isInstanceOf(ActorDiedException.class);
    }
  }

  @EngineTest
  void aThreadThatIsInterruptedLeavesTheLine(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      ActorHandle<Door> door =
          ray.actorOptions(o -> o.maxPendingCalls(1).blockWhenFull())
              .actor(Door::new, new AtomicInteger());
      CountDownLatch open = ActorWork.occupy(door);
      Thread thread = Thread.ofPlatform().start(() -> knockQuietly(door));
      awaitWaiting(thread);
      thread.interrupt();
      thread.join();
      open.countDown();
      assertThat(door.call(Door::knock).get(LONG)).isZero();
    }
  }

  private static void knockQuietly(ActorHandle<Door> door) {
    try {
      door.call(Door::knock);
    } catch (RuntimeException e) {
      // interrupted
    }
  }

  @EngineTest
  void manyCallersThroughASmallDoorLoseNothing(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      ActorHandle<Counter> counter =
          ray.actorOptions(o -> o.maxPendingCalls(2).blockWhenFull()).actor(Counter::new);
      List<ObjectRef<Void>> callers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        callers.add(
            ray.run(
                c -> {
                  for (int n = 0; n < 100; n++) {
                    c.call(Counter::add, 1);
                  }
                },
                counter));
      }
      ray.get(callers, LONG);
      assertThat(counter.call(Counter::get).get(LONG)).isEqualTo(2_000);
    }
  }
}
