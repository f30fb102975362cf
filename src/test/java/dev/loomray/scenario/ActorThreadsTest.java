package dev.loomray.scenario;

import static dev.loomray.scenario.ActorWork.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.ActorHandle;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.scenario.ActorWork.Counter;
import dev.loomray.scenario.ActorWork.Door;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** Blocking is free, nothing on a thread reaches another actor, and a thread of its own is one thread. */
class ActorThreadsTest {
  private static final int MANY = 10_000;
  private static final ThreadLocal<String> LOCAL = new ThreadLocal<>();

  /** Knows its threads. */
  static final class Affine extends Door {
    private final Thread made = Thread.currentThread();

    Affine(AtomicInteger closed) {
      super(closed);
    }

    Thread made() {
      return made;
    }

    Thread here() {
      return Thread.currentThread();
    }

    boolean isSame() {
      return made == Thread.currentThread() && !made.isVirtual();
    }
  }

  @EngineTest
  void tenThousandThatWaitAtOnceHoldNobodyUp(Engines engine) throws Exception {
    CountDownLatch inside = new CountDownLatch(MANY);
    CountDownLatch gate = new CountDownLatch(1);
    try (Ray ray = engine.start()) {
      ObjectRef<Integer> later = ActorWork.later(ray, gate, 1);
      List<ObjectRef<Integer>> calls = new ArrayList<>();
      List<ActorHandle<Counter>> actors = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        boolean gets = i % 2 == 0;
        ActorHandle<Counter> actor = ray.actor(Counter::new);
        actors.add(actor);
        calls.add(
            actor.call(
                c -> {
                  inside.countDown();
                  if (gets) {
                    return later.get();
                  }
                  gate.await();
                  return 1;
                }));
      }
      inside.await();
      ActorHandle<Counter> other = ray.actor(Counter::new);
      for (int i = 1; i <= 100; i++) {
        assertThat(other.call(Counter::add, 1).get(LONG)).isEqualTo(i);
      }
      gate.countDown();
      assertThat(ray.get(calls, LONG)).containsOnly(1);
      List<ObjectRef<Void>> stops = new ArrayList<>();
      actors.forEach(actor -> stops.add(actor.stop()));
      ray.get(stops, LONG);
      assertThat(actors).allMatch(actor -> actor.state() == ActorHandle.State.DEAD);
      assertThat(ray.awaitIdle(LONG)).isTrue();
    }
  }

  @EngineTest
  void waitsOfEveryKindHoldNoOtherUp(Engines engine) throws Exception {
    ReentrantLock lock = new ReentrantLock();
    lock.lock();
    CountDownLatch inside = new CountDownLatch(30);
    try (Ray ray = engine.start()) {
      List<ObjectRef<Void>> calls = new ArrayList<>();
      List<ActorHandle<Counter>> actors = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        int kind = i % 3;
        ActorHandle<Counter> actor = ray.actor(Counter::new);
        actors.add(actor);
        calls.add(
            actor.run(
                c -> {
                  inside.countDown();
                  switch (kind) {
                    case 0 -> lock.lockInterruptibly();
                    case 1 -> Ray.current().sleep(Duration.ofHours(1));
                    default -> Thread.sleep(Duration.ofHours(1));
                  }
                }));
      }
      inside.await();
      assertThat(ray.actor(Counter::new, 4).call(Counter::get).get(LONG)).isEqualTo(4);
      actors.forEach(ActorHandle::kill);
      assertThat(calls).allMatch(ObjectRef::isReady);
      assertThat(ray.awaitIdle(LONG)).isTrue();
    } finally {
      lock.unlock();
    }
  }

  @EngineTest
  void aThreadOfItsOwnIsOneThread(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      ActorHandle<Affine> affine =
          ray.actorOptions(o -> o.ownThread().maxRestarts(1).backoff(Duration.ZERO))
              .actor(Affine::new, new AtomicInteger());
      for (int i = 0; i < 50; i++) {
        assertThat(affine.call(Affine::isSame).get(LONG)).isTrue();
      }
      Thread before = affine.call(Affine::made).get(LONG);
      affine.run(a -> LOCAL.set("mine")).get(LONG);
      assertThat(affine.call(a -> LOCAL.get()).get(LONG)).isEqualTo("mine");
      affine.restart();
      assertThat(affine.call(Affine::isSame).get(LONG)).isTrue();
      Thread after = affine.call(Affine::here).get(LONG);
      assertThat(after).isNotSameAs(before);
      before.join(LONG);
      assertThat(before.isAlive()).isFalse();
      affine.stop().get(LONG);
      after.join(LONG);
      assertThat(after.isAlive()).isFalse();
    }
  }

  @EngineTest
  void aThreadOfItsOwnHasOneCallAtATime(Engines engine) {
    try (Ray ray = engine.start()) {
      assertThatThrownBy(() -> ray.actorOptions(o -> o.ownThread().maxConcurrency(2)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @EngineTest
  void threadLocalsOfOneActorAreNotAnothers(Engines engine) {
    try (Ray ray = engine.start()) {
      List<ObjectRef<String>> seen = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        String mine = "actor " + i;
        seen.add(
            ray.actor(Counter::new)
                .call(
                    c -> {
                      String before = LOCAL.get();
                      LOCAL.set(mine);
                      return before;
                    }));
      }
      assertThat(ray.get(seen, LONG)).containsOnlyNulls();
      assertThat(ray.call(() -> LOCAL.get()).get(LONG)).isNull();
    }
  }

  @EngineTest
  void anInterruptThatACallLeavesIsNotTheNextOnes(Engines engine) {
    interruptsItself(engine, false);
  }

  @EngineTest
  void anInterruptThatACallLeavesIsNotTheNextOnesOnItsOwnThread(Engines engine) {
    interruptsItself(engine, true);
  }

  private static void interruptsItself(Engines engine, boolean own) {
    try (Ray ray = engine.start()) {
      ActorHandle<Counter> counter =
          ray.actorOptions(o -> own ? o.ownThread() : o).actor(Counter::new);
      List<ObjectRef<Boolean>> seen = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        counter.run(c -> Thread.currentThread().interrupt());
        seen.add(counter.call(c -> Thread.currentThread().isInterrupted()));
      }
      assertThat(ray.get(seen, LONG)).containsOnly(false);
    }
  }

  @EngineTest
  void theContextOfACallIsItsOwn(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorHandle<Counter> counter = ray.actor(Counter::new);
      assertThat(counter.call(c -> Ray.current().context().actor()).get(LONG)).contains(counter);
      assertThat(
              counter
                  .options(o -> o.name("mine"))
                  .call(c -> Ray.current().context().taskName())
                  .get(LONG))
          .isEqualTo("mine");
      assertThat(
              counter
                  .call(c -> Ray.current().call(() -> Ray.current().context().actor()).get())
                  .get(LONG))
          .isEmpty();
    }
  }
}
