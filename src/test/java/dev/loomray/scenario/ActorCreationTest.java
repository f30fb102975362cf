package dev.loomray.scenario;

import static dev.loomray.scenario.ActorWork.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.ActorHandle;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.error.ActorDiedException;
import dev.loomray.error.GetTimeoutException;
import dev.loomray.scenario.ActorWork.Counter;
import dev.loomray.scenario.ActorWork.Door;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** The constructor is the actor's first turn. */
class ActorCreationTest {
  /** Its constructor throws. */
  static final class Broken {
    Broken(String why) throws IOException {
      throw new IOException(why);
    }

    int call() {
      return 1;
    }
  }

  /** Its constructor waits. */
  static final class Slow extends Door {
    Slow(AtomicInteger closed, CountDownLatch inside, CountDownLatch open) {
      super(closed);
      passDeaf(inside, open);
    }
  }

  @EngineTest
  void whatTheConstructorThrewIsTheCauseOfEveryCall(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorHandle<Broken> broken = ray.actor(Broken::new, "no disk");
      for (int i = 0; i < 3; i++) {
        ObjectRef<Integer> call = broken.call(Broken::call);
        assertThatThrownBy(() -> call.get(LONG))
            .isInstanceOf(ActorDiedException.class)
            .hasMessageContaining("no disk")
            .hasMessageContaining("constructor")
            .hasCauseInstanceOf(IOException.class);
      }
      assertThat(broken.state()).isEqualTo(ActorHandle.State.DEAD);
      assertThat(broken.stop().get(LONG)).isNull();
    }
  }

  @EngineTest
  void aFailedArgumentIsTheCauseToo(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorHandle<Counter> counter =
          ray.actor((Integer n) -> new Counter(n), ray.call(Work::boom, 3));
      assertThatThrownBy(() -> counter.call(Counter::get).get(LONG))
          .isInstanceOf(ActorDiedException.class)
          .hasMessageContaining("boom 3")
          .hasCauseInstanceOf(IOException.class);
    }
  }

  @EngineTest
  void aConstructorThatReturnsNullMakesNoActor(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorHandle<Counter> counter = ray.actor(() -> null);
      assertThatThrownBy(() -> counter.call(Counter::get).get(LONG))
          .isInstanceOf(ActorDiedException.class)
          .hasMessageContaining("null");
    }
  }

  @EngineTest
  void callsWaitForAConstructorThatNeverReturns(Engines engine) {
    try (Ray ray = engine.start()) {
      CountDownLatch inside = new CountDownLatch(1);
      ActorHandle<Counter> stuck =
          ray.actor(
              () -> {
                inside.countDown();
                new CountDownLatch(1).await();
                return new Counter();
              });
      ObjectRef<Integer> call = stuck.call(Counter::get);
      assertThatThrownBy(() -> call.get(Duration.ofMillis(20)))
          .isInstanceOf(GetTimeoutException.class);
      assertThat(stuck.state()).isEqualTo(ActorHandle.State.PENDING_CREATION);
      assertThat(ray.awaitIdle(Duration.ofMillis(20))).isFalse();
    } // its interrupt ends it
  }

  @EngineTest
  void aKillDuringTheConstructorWins(Engines engine) throws Exception {
    AtomicInteger closed = new AtomicInteger();
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch open = new CountDownLatch(1);
    try (Ray ray = engine.start()) {
      ActorHandle<Slow> slow = ray.actor(Slow::new, closed, inside, open);
      ObjectRef<Integer> call = slow.call(Door::knock);
      inside.await();
      slow.kill();
      assertThat(call.isReady()).isTrue();
      assertThat(slow.state()).isEqualTo(ActorHandle.State.DEAD);
      assertThatThrownBy(call::get)
          .isInstanceOf(ActorDiedException.class)
          .hasMessageContaining("kill()");
      assertThat(closed.get()).isZero();
      open.countDown();
      assertThat(ray.awaitIdle(LONG)).isTrue();
      assertThat(closed.get()).isEqualTo(1);
    }
    assertThat(closed.get()).isEqualTo(1);
  }

  @EngineTest
  void aKillBeforeTheConstructorPreventsIt(Engines engine) {
    AtomicInteger made = new AtomicInteger();
    CountDownLatch gate = new CountDownLatch(1);
    try (Ray ray = engine.start()) {
      ActorHandle<Counter> counter =
          ray.actor((Integer n) -> new Counter(made.addAndGet(n)), ActorWork.later(ray, gate, 1));
      ObjectRef<Integer> call = counter.call(Counter::get);
      counter.kill();
      assertThatThrownBy(() -> call.get(LONG)).isInstanceOf(ActorDiedException.class);
      gate.countDown();
      assertThat(ray.awaitIdle(LONG)).isTrue();
      assertThat(made.get()).isZero();
    }
  }

  @EngineTest
  void aRestartBeforeTheArgumentsAreThereMakesOneInstance(Engines engine) {
    AtomicInteger made = new AtomicInteger();
    CountDownLatch gate = new CountDownLatch(1);
    try (Ray ray = engine.start()) {
      ActorHandle<Counter> counter =
          ray.actorOptions(o -> o.maxRestarts(2).backoff(Duration.ZERO))
              .actor(
                  (Integer n) -> {
                    made.incrementAndGet();
                    return new Counter(n);
                  },
                  ActorWork.later(ray, gate, 7));
      ObjectRef<Integer> call = counter.call(Counter::get);
      counter.restart();
      assertThatThrownBy(() -> call.get(Duration.ofMillis(20)))
          .isInstanceOf(GetTimeoutException.class);
      gate.countDown();
      assertThat(call.get(LONG)).isEqualTo(7);
      assertThat(ray.awaitIdle(LONG)).isTrue();
      assertThat(made.get()).isEqualTo(1);
    }
  }

  @EngineTest
  void exitInTheConstructorEndsItWithoutARestart(Engines engine) {
    AtomicInteger made = new AtomicInteger();
    try (Ray ray = engine.start()) {
      ActorHandle<Counter> counter =
          ray.actorOptions(o -> o.maxRestarts(5).backoff(Duration.ZERO))
              .actor(
                  () -> {
                    made.incrementAndGet();
                    try {
                      Ray.exitActor();
                    } catch (Throwable e) {
                      // goes on
                    }
                    return new Counter();
                  });
      assertThatThrownBy(() -> counter.call(Counter::get).get(LONG))
          .isInstanceOf(ActorDiedException.class)
          .hasMessageContaining("exitActor");
      assertThat(ray.awaitIdle(LONG)).isTrue();
      assertThat(made.get()).isEqualTo(1);
    }
  }
}
