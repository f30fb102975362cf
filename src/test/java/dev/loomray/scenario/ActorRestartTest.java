package dev.loomray.scenario;

import static dev.loomray.scenario.ActorWork.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.ActorHandle;
import dev.loomray.ActorOptions;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.error.ActorDiedException;
import dev.loomray.error.ActorUnavailableException;
import dev.loomray.error.TaskCancelledException;
import dev.loomray.error.TaskException;
import dev.loomray.error.TaskTimeoutException;
import dev.loomray.scenario.ActorWork.Counter;
import dev.loomray.scenario.ActorWork.Door;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Ray: max_restarts and max_task_retries. */
class ActorRestartTest {
  private static ActorOptions often(ActorOptions options) {
    return options.maxRestarts(-1).backoff(Duration.ZERO);
  }

  /** Has calls that run twice. */
  static final class Twice extends Door {
    Twice(AtomicInteger closed) {
      super(closed);
    }

    /** The first attempt waits for ever, the others answer. */
    int attempt(AtomicInteger attempts, CountDownLatch inside, CountDownLatch open)
        throws InterruptedException {
      int now = attempts.incrementAndGet();
      if (now == 1) {
        inside.countDown();
        open.await();
      }
      return 100 * now + Ray.current().context().attempt();
    }

    boolean wasRestarted() {
      return Ray.current().context().wasRestarted();
    }
  }

  @EngineTest
  void aRestartMakesANewInstanceOfTheSameArguments(Engines engine) {
    AtomicInteger closed = new AtomicInteger();
    try (Ray ray = engine.start()) {
      ActorHandle<Counter> counter =
          ray.actorOptions(ActorRestartTest::often).actor(Counter::new, 5);
      assertThat(counter.call(Counter::add, 1).get(LONG)).isEqualTo(6);
      counter.restart();
      assertThat(counter.call(Counter::get).get(LONG)).isEqualTo(5);
      ActorHandle<Twice> twice =
          ray.actorOptions(ActorRestartTest::often).actor(Twice::new, closed);
      assertThat(twice.call(Twice::wasRestarted).get(LONG)).isFalse();
      twice.restart();
      assertThat(twice.call(Twice::wasRestarted).get(LONG)).isTrue();
      assertThat(ray.awaitIdle(LONG)).isTrue();
      assertThat(closed.get()).isEqualTo(1);
    }
    assertThat(closed.get()).isEqualTo(2);
  }

  @EngineTest
  void onAnErrorOnceThereAreRestarts(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorHandle<Counter> counter =
          ray.actorOptions(o -> o.maxRestarts(1).backoff(Duration.ZERO)).actor(Counter::new, 5);
      counter.call(Counter::add, 1);
      assertThatThrownBy(() -> counter.call(Counter::boom, "x").get(LONG))
          .isInstanceOf(TaskException.class);
      assertThat(counter.call(Counter::get).get(LONG)).isEqualTo(6);
      assertThatThrownBy(() -> counter.call(Counter::die, "first").get(LONG))
          .isInstanceOf(TaskException.class)
          .hasCauseInstanceOf(StackOverflowError.class);
      assertThat(counter.call(Counter::get).get(LONG)).isEqualTo(5);
      assertThatThrownBy(() -> counter.call(Counter::die, "second").get(LONG))
          .isInstanceOf(TaskException.class);
      assertThatThrownBy(() -> counter.call(Counter::get).get(LONG))
          .isInstanceOf(ActorDiedException.class)
          .hasMessageContaining("second")
          .hasMessageContaining("maxRestarts=1")
          .hasCauseInstanceOf(StackOverflowError.class);
    }
  }

  @EngineTest
  void onWhatRestartOnNames(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorHandle<Counter> counter =
          ray.actorOptions(o -> often(o).restartOn(IOException.class)).actor(Counter::new, 5);
      counter.call(Counter::add, 1);
      assertThatThrownBy(() -> counter.call(Counter::die, "x").get(LONG))
          .isInstanceOf(TaskException.class);
      assertThat(counter.call(Counter::get).get(LONG)).isEqualTo(6);
      assertThatThrownBy(() -> counter.call(Counter::boom, "x").get(LONG))
          .isInstanceOf(TaskException.class);
      assertThat(counter.call(Counter::get).get(LONG)).isEqualTo(5);
    }
  }

  @EngineTest
  void restartEndsItIfNoneIsLeft(Engines engine) {
    AtomicInteger closed = new AtomicInteger();
    try (Ray ray = engine.start()) {
      ActorHandle<Door> door = ray.actor(Door::new, closed);
      assertThat(door.call(Door::knock).get(LONG)).isZero();
      door.restart();
      assertThat(door.state()).isEqualTo(ActorHandle.State.DEAD);
      assertThatThrownBy(() -> door.call(Door::knock).get(LONG))
          .isInstanceOf(ActorDiedException.class)
          .hasMessageContaining("maxRestarts=0");
      assertThat(ray.awaitIdle(LONG)).isTrue();
      assertThat(closed.get()).isEqualTo(1);
    }
  }

  @EngineTest
  void aRunningCallIsLostAndTheQueuedOnesAreKeptInOrder(Engines engine) throws Exception {
    AtomicInteger closed = new AtomicInteger();
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch open = new CountDownLatch(1);
    List<Integer> order = new ArrayList<>();
    try (Ray ray = engine.start()) {
      ActorHandle<Door> door = ray.actorOptions(ActorRestartTest::often).actor(Door::new, closed);
      ObjectRef<Void> running = door.run(Door::pass, inside, open);
      List<ObjectRef<Void>> queued = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        int n = i;
        queued.add(door.run(d -> order.add(n)));
      }
      inside.await();
      door.restart();
      assertThatThrownBy(() -> running.get(LONG))
          .isInstanceOf(ActorUnavailableException.class)
          .hasMessageContaining("restart()");
      ray.get(queued, LONG);
      assertThat(order).hasSize(100).isSorted();
    }
    assertThat(closed.get()).isEqualTo(2);
  }

  @EngineTest
  void aRunningCallRunsAgainWithMaxTaskRetries(Engines engine) throws Exception {
    AtomicInteger closed = new AtomicInteger();
    AtomicInteger attempts = new AtomicInteger();
    CountDownLatch inside = new CountDownLatch(1);
    try (Ray ray = engine.start()) {
      ActorHandle<Twice> twice =
          ray.actorOptions(o -> often(o).maxTaskRetries(1)).actor(Twice::new, closed);
      ObjectRef<Integer> call = twice.call(Twice::attempt, attempts, inside, new CountDownLatch(1));
      ObjectRef<Integer> next = twice.call((t, n) -> n.get(), attempts);
      inside.await();
      twice.restart();
      assertThat(call.get(LONG)).isEqualTo(202);
      assertThat(next.get(LONG)).isEqualTo(2);
      assertThat(ray.awaitIdle(LONG)).isTrue();
      assertThat(closed.get()).isEqualTo(1);
    }
    assertThat(closed.get()).isEqualTo(2);
  }

  @EngineTest
  void aDeafCallRunsAgainBesideItself(Engines engine) throws Exception {
    AtomicInteger closed = new AtomicInteger();
    AtomicInteger attempts = new AtomicInteger();
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch open = new CountDownLatch(1);
    try (Ray ray = engine.start()) {
      ActorHandle<Door> door =
          ray.actorOptions(o -> often(o).maxTaskRetries(-1)).actor(Door::new, closed);
      ObjectRef<Integer> call =
          door.call(
              d -> {
                int now = attempts.incrementAndGet();
                if (now == 1) {
                  d.passDeaf(inside, open);
                }
                return now;
              });
      inside.await();
      door.restart();
      assertThat(call.get(LONG)).isEqualTo(2);
      assertThat(closed.get()).isZero();
      open.countDown();
      assertThat(ray.awaitIdle(LONG)).isTrue();
      assertThat(closed.get()).isEqualTo(1);
      assertThat(call.get(LONG)).isEqualTo(2);
    }
    assertThat(closed.get()).isEqualTo(2);
  }

  @EngineTest
  void aCallThatWaitsForItsNextAttemptIsCancelled(Engines engine) throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    CountDownLatch inside = new CountDownLatch(1);
    try (Ray ray = engine.start()) {
      ActorHandle<Twice> twice =
          ray.actorOptions(o -> o.maxRestarts(-1).backoff(Duration.ofHours(1)).maxTaskRetries(1))
              .actor(Twice::new, new AtomicInteger());
      ObjectRef<Integer> call = twice.call(Twice::attempt, attempts, inside, new CountDownLatch(1));
      inside.await();
      twice.restart();
      assertThat(call.cancel()).isTrue();
      assertThatThrownBy(() -> call.get(LONG)).isInstanceOf(TaskCancelledException.class);
      assertThat(call.cancel()).isFalse();
      twice.kill();
      assertThat(ray.awaitIdle(LONG)).isTrue();
      assertThat(attempts.get()).isEqualTo(1);
    }
  }

  @EngineTest
  void aLostCallKeepsItsDeadline(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      ActorHandle<Twice> twice =
          ray.actorOptions(o -> o.maxRestarts(-1).backoff(Duration.ofMillis(1)).maxTaskRetries(1))
              .actor(Twice::new, new AtomicInteger());
      Work.withShortLimits(limit -> isLostAndTimedOut(twice, limit));
    }
  }

  private static boolean isLostAndTimedOut(ActorHandle<Twice> twice, Duration limit)
      throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(2);
    ObjectRef<Void> call =
        twice.options(o -> o.timeout(limit)).run(Door::pass, inside, new CountDownLatch(1));
    while (inside.getCount() == 2) {
      if (call.isReady()) {
        return false; // its time was over before it has begun
      }
      Thread.onSpinWait();
    }
    twice.restart();
    assertThatThrownBy(() -> call.get(LONG)).isInstanceOf(TaskTimeoutException.class);
    return true;
  }

  @EngineTest
  void aKillEndsALostCall(Engines engine) throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    try (Ray ray = engine.start()) {
      ActorHandle<Twice> twice =
          ray.actorOptions(o -> o.maxRestarts(-1).backoff(Duration.ofHours(1)).maxTaskRetries(1))
              .actor(Twice::new, new AtomicInteger());
      ObjectRef<Integer> call =
          twice.call(Twice::attempt, new AtomicInteger(), inside, new CountDownLatch(1));
      inside.await();
      twice.restart();
      assertThat(twice.state()).isEqualTo(ActorHandle.State.RESTARTING);
      twice.kill();
      assertThat(call.isReady()).isTrue();
      assertThatThrownBy(call::get).isInstanceOf(ActorDiedException.class);
    }
  }

  @EngineTest
  void retryOnRunsACallAgainThatThrew(Engines engine) {
    AtomicInteger attempts = new AtomicInteger();
    try (Ray ray = engine.start()) {
      ActorHandle<Counter> counter =
          ray.actorOptions(o -> o.maxTaskRetries(2).retryOn(IOException.class)).actor(Counter::new);
      ObjectRef<Integer> call =
          counter.call(
              c -> {
                if (attempts.incrementAndGet() < 3) {
                  throw new IOException("not yet");
                }
                return c.add(1);
              });
      assertThat(call.get(LONG)).isEqualTo(1);
      assertThatThrownBy(() -> counter.call(Counter::boom, "never").get(LONG))
          .isInstanceOf(TaskException.class)
          .hasMessageContaining("3");
      ActorHandle<Counter> plain = ray.actorOptions(o -> o.maxTaskRetries(2)).actor(Counter::new);
      AtomicInteger once = new AtomicInteger();
      assertThatThrownBy(
              () ->
                  plain
                      .call(
                          c -> {
                            once.incrementAndGet();
                            return c.boom("x");
                          })
                      .get(LONG))
          .isInstanceOf(TaskException.class);
      assertThat(once.get()).isEqualTo(1);
    }
  }

  @EngineTest
  void aCallThatWaitsForItsBackoffEndsWithItsActor(Engines engine) {
    CountDownLatch thrown = new CountDownLatch(1);
    try (Ray ray = engine.start()) {
      ActorHandle<Counter> counter = ray.actor(Counter::new);
      ObjectRef<Integer> call =
          counter
              .options(o -> o.retries(3).backoff(Duration.ofHours(1)))
              .call(
                  c -> {
                    thrown.countDown();
                    throw new IOException("again");
                  });
      assertThat(counter.call(Counter::add, 1).get(LONG)).isEqualTo(1);
      assertThat(ray.awaitIdle(Duration.ofMillis(20))).isFalse();
      counter.kill();
      assertThat(call.isReady()).isTrue();
      assertThatThrownBy(call::get).isInstanceOf(ActorDiedException.class);
      assertThat(ray.awaitIdle(LONG)).isTrue();
    }
  }

  @EngineTest
  void stopWaitsForACallThatWaitsForItsBackoff(Engines engine) {
    AtomicInteger attempts = new AtomicInteger();
    try (Ray ray = engine.start()) {
      ActorHandle<Counter> counter = ray.actor(Counter::new);
      ObjectRef<Integer> call =
          counter
              .options(o -> o.retries(1).backoff(Duration.ofMillis(50)))
              .call(
                  c -> {
                    if (attempts.incrementAndGet() == 1) {
                      throw new IOException("again");
                    }
                    return 5;
                  });
      ObjectRef<Void> stop = counter.stop();
      stop.get(LONG);
      assertThat(call.get(LONG)).isEqualTo(5);
    }
  }

  @EngineTest
  void aRestartThatFailsAgainAndAgainEndsIt(Engines engine) {
    AtomicInteger made = new AtomicInteger();
    try (Ray ray = engine.start()) {
      ActorHandle<Counter> counter =
          ray.actorOptions(
                  o ->
                      o.maxRestarts(3)
                          .restartOn(Exception.class)
                          .backoff(Duration.ofMillis(1), Duration.ofMillis(2)))
              .actor(
                  () -> {
                    if (made.incrementAndGet() > 1) {
                      throw new IOException("disk is full");
                    }
                    return new Counter();
                  });
      assertThat(counter.call(Counter::add, 1).get(LONG)).isEqualTo(1);
      counter.restart();
      ObjectRef<Integer> call = counter.call(Counter::get);
      assertThatThrownBy(() -> call.get(LONG))
          .isInstanceOf(ActorDiedException.class)
          .hasMessageContaining("disk is full")
          .hasMessageContaining("maxRestarts=3")
          .hasCauseInstanceOf(IOException.class);
      assertThat(made.get()).isEqualTo(4);
    }
  }

  @EngineTest
  void manyRestartsAtOnceMakeOneInstanceAtATime(Engines engine) {
    AtomicInteger made = new AtomicInteger();
    AtomicInteger closed = new AtomicInteger();
    try (Ray ray = engine.start()) {
      ActorHandle<Door> door =
          ray.actorOptions(
                  o -> o.maxRestarts(-1).backoff(Duration.ofMillis(1), Duration.ofMillis(1)))
              .actor(
                  () -> {
                    made.incrementAndGet();
                    return new Door(closed);
                  });
      for (int i = 0; i < 200; i++) {
        door.restart();
        if (i % 10 == 0) {
          door.call(Door::knock).get(LONG);
        }
      }
      door.stop().get(LONG);
      assertThat(ray.awaitIdle(LONG)).isTrue();
      assertThat(closed.get()).isEqualTo(made.get());
    }
  }

  @EngineTest
  void aCancelledCallIsNoReasonForARestart(Engines engine) throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    AtomicInteger closed = new AtomicInteger();
    try (Ray ray = engine.start()) {
      ActorHandle<Door> door =
          ray.actorOptions(o -> often(o).restartOn(Exception.class)).actor(Door::new, closed);
      ObjectRef<Void> call = door.run(Door::pass, inside, new CountDownLatch(1));
      inside.await();
      assertThat(call.cancel()).isTrue();
      assertThat(door.call(Door::knock).get(LONG)).isZero();
      assertThat(ray.awaitIdle(LONG)).isTrue();
      assertThat(closed.get()).isZero();
    }
  }
}
