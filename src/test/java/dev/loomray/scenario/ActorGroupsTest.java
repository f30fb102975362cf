package dev.loomray.scenario;

import static dev.loomray.scenario.ActorWork.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.ActorHandle;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.annotation.ConcurrencyGroup;
import dev.loomray.error.ActorDiedException;
import dev.loomray.error.ActorUnavailableException;
import dev.loomray.scenario.ActorWork.Door;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Ray: max_concurrency and concurrency groups. */
class ActorGroupsTest {
  /** Has a method of a group. */
  static final class Server extends Door {
    Server(AtomicInteger closed) {
      super(closed);
    }

    @ConcurrencyGroup("io")
    void read(CountDownLatch inside, CountDownLatch open) throws InterruptedException {
      pass(inside, open);
    }

    @ConcurrencyGroup("none")
    int lost() {
      return 1;
    }
  }

  @EngineTest
  void asManyAtATimeAsItSays(Engines engine) throws Exception {
    AtomicInteger closed = new AtomicInteger();
    try (Ray ray = engine.start()) {
      ActorHandle<Door> door = ray.actorOptions(o -> o.maxConcurrency(3)).actor(Door::new, closed);
      CountDownLatch inside = new CountDownLatch(3);
      CountDownLatch open = new CountDownLatch(1);
      List<ObjectRef<Void>> calls = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        calls.add(door.run(Door::pass, inside, open));
      }
      inside.await();
      ObjectRef<Integer> fourth = door.call(Door::knock);
      assertThat(fourth.isReady()).isFalse();
      open.countDown();
      ray.get(calls, LONG);
      assertThat(fourth.get(LONG)).isZero();
      door.stop().get(LONG);
      assertThat(closed.get()).isEqualTo(1);
    }
  }

  @EngineTest
  void aBlockedGroupBlocksNoOther(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      ActorHandle<Server> server =
          ray.actorOptions(o -> o.concurrencyGroup("io", 2).concurrencyGroup("slow", 1))
              .actor(Server::new, new AtomicInteger());
      CountDownLatch inside = new CountDownLatch(2);
      CountDownLatch open = new CountDownLatch(1);
      for (int i = 0; i < 3; i++) {
        server.run(Server::read, inside, open); // two of them fill the group
      }
      inside.await();
      CountDownLatch slow = new CountDownLatch(1);
      server.options(o -> o.concurrencyGroup("slow")).run(Door::pass, slow, open);
      slow.await();
      ObjectRef<Integer> queued = server.options(o -> o.concurrencyGroup("slow")).call(Door::knock);
      assertThat(server.call(Door::knock).get(LONG)).isZero();
      assertThat(queued.isReady()).isFalse();
      open.countDown();
      assertThat(queued.get(LONG)).isZero();
      assertThatThrownBy(() -> server.call(Server::lost))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("none");
    }
  }

  @EngineTest
  void aRestartLosesAllThatRunAndKeepsWhatWaits(Engines engine) throws Exception {
    AtomicInteger closed = new AtomicInteger();
    try (Ray ray = engine.start()) {
      ActorHandle<Door> door =
          ray.actorOptions(o -> o.maxConcurrency(2).maxRestarts(1).backoff(Duration.ZERO))
              .actor(Door::new, closed);
      CountDownLatch inside = new CountDownLatch(2);
      CountDownLatch open = new CountDownLatch(1);
      ObjectRef<Void> one = door.run(Door::passDeaf, inside, open);
      ObjectRef<Void> two = door.run(Door::pass, inside, open);
      ObjectRef<Integer> queued = door.call(Door::knock);
      inside.await();
      door.restart();
      assertThat(queued.get(LONG)).isZero(); // the deaf one is on the old instance still
      for (ObjectRef<Void> lost : List.of(one, two)) {
        assertThatThrownBy(() -> lost.get(LONG)).isInstanceOf(ActorUnavailableException.class);
      }
      open.countDown();
      assertThat(ray.awaitIdle(LONG)).isTrue();
      assertThat(closed.get()).isEqualTo(1);
    }
    assertThat(closed.get()).isEqualTo(2);
  }

  @EngineTest
  void allLostCallsRunAgain(Engines engine) throws Exception {
    List<Integer> order = new CopyOnWriteArrayList<>();
    CountDownLatch inside = new CountDownLatch(3);
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger attempts = new AtomicInteger();
    try (Ray ray = engine.start()) {
      ActorHandle<Door> door =
          ray.actorOptions(
                  o -> o.maxConcurrency(3).maxRestarts(1).backoff(Duration.ZERO).maxTaskRetries(1))
              .actor(Door::new, new AtomicInteger());
      List<ObjectRef<Void>> calls = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        int n = i;
        CountDownLatch began = new CountDownLatch(1);
        calls.add(
            door.run(
                d -> {
                  if (attempts.incrementAndGet() <= 3) {
                    began.countDown();
                    d.pass(inside, never);
                  }
                  order.add(n);
                }));
        began.await();
      }
      inside.await();
      door.restart();
      ray.get(calls, LONG);
      assertThat(order).containsExactlyInAnyOrder(0, 1, 2);
    }
  }

  @EngineTest
  void exitEndsTheTurnsBesideIt(Engines engine) throws Exception {
    AtomicInteger closed = new AtomicInteger();
    try (Ray ray = engine.start()) {
      ActorHandle<Door> door = ray.actorOptions(o -> o.maxConcurrency(2)).actor(Door::new, closed);
      CountDownLatch inside = new CountDownLatch(1);
      ObjectRef<Void> beside = door.run(Door::pass, inside, new CountDownLatch(1));
      inside.await();
      door.run(Door::exit);
      assertThatThrownBy(() -> beside.get(LONG)).isInstanceOf(ActorDiedException.class);
      assertThat(ray.awaitIdle(LONG)).isTrue();
      assertThat(closed.get()).isEqualTo(1);
    }
  }
}
