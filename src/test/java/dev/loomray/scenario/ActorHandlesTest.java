package dev.loomray.scenario;

import static dev.loomray.scenario.ActorWork.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.ActorHandle;
import dev.loomray.Isolation;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.scenario.ActorWork.Counter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An actor ends when its last handle has been collected and its calls have ended, unless it is detached. */
class ActorHandlesTest {
  /** Says when it is closed. */
  static final class Ended implements AutoCloseable {
    private final CountDownLatch closed;

    Ended(CountDownLatch closed) {
      this.closed = closed;
    }

    int call() {
      return 1;
    }

    void pass(CountDownLatch inside, CountDownLatch open) throws InterruptedException {
      inside.countDown();
      open.await();
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  private static void awaitCollected(CountDownLatch closed) throws InterruptedException {
    do {
      System.gc();
    } while (!closed.await(100, TimeUnit.MILLISECONDS));
  }

  private static boolean isClosedAfterSomeCollections(CountDownLatch closed)
      throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      System.gc();
      if (closed.await(10, TimeUnit.MILLISECONDS)) {
        return true;
      }
    }
    return false;
  }

  @EngineTest
  void theLastHandleIsGone(Engines engine) throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    try (Ray ray = engine.start()) {
      assertThat(ray.actor(Ended::new, closed).call(Ended::call).get(LONG)).isEqualTo(1);
      awaitCollected(closed);
      assertThat(ray.awaitIdle(LONG)).isTrue();
    }
  }

  @EngineTest
  void itIsGoneBeforeTheConstructorRan(Engines engine) throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    CountDownLatch gate = new CountDownLatch(1);
    try (Ray ray = engine.start()) {
      ObjectRef<CountDownLatch> later = ActorWork.later(ray, gate, closed);
      ray.actor((CountDownLatch c) -> new Ended(c), later);
      assertThat(isClosedAfterSomeCollections(closed)).isFalse();
      gate.countDown();
      awaitCollected(closed);
    }
  }

  @EngineTest
  void aNameDoesNotKeepItAndDetachedDoes(Engines engine) throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    CountDownLatch kept = new CountDownLatch(1);
    try (Ray ray = engine.start()) {
      ray.actorOptions(o -> o.name("weak")).actor(Ended::new, closed).call(Ended::call).get(LONG);
      ray.actorOptions(o -> o.name("strong").detached())
          .actor(Ended::new, kept)
          .call(Ended::call)
          .get(LONG);
      awaitCollected(closed);
      assertThat(ray.awaitIdle(LONG)).isTrue();
      assertThat(ray.actorNames()).containsExactly("strong");
      assertThat(ray.actorNamed("strong", Ended.class).orElseThrow().call(Ended::call).get(LONG))
          .isEqualTo(1);
      assertThat(kept.getCount()).isEqualTo(1);
    }
    assertThat(kept.getCount()).isZero();
  }

  @EngineTest
  void itsCallsRunToTheirEndFirst(Engines engine) throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch open = new CountDownLatch(1);
    CountDownLatch gate = new CountDownLatch(1);
    try (Ray ray = engine.start()) {
      ObjectRef<Integer> last = callsOf(ray, closed, inside, open, gate);
      inside.await();
      assertThat(isClosedAfterSomeCollections(closed)).isFalse();
      open.countDown();
      assertThat(isClosedAfterSomeCollections(closed)).isFalse();
      gate.countDown();
      assertThat(last.get(LONG)).isEqualTo(8);
      awaitCollected(closed);
    }
  }

  private static ObjectRef<Integer> callsOf(
      Ray ray,
      CountDownLatch closed,
      CountDownLatch inside,
      CountDownLatch open,
      CountDownLatch gate) {
    ActorHandle<Ended> ended = ray.actor(Ended::new, closed);
    ended.run(Ended::pass, inside, open);
    return ended.call((Ended e, Integer n) -> n + e.call(), ActorWork.later(ray, gate, 7));
  }

  @EngineTest
  void aDelayedCallThatIsCancelledKeepsItNoLonger(Engines engine) throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    CountDownLatch gate = new CountDownLatch(1);
    CountDownLatch opened = new CountDownLatch(0);
    try (Ray ray = engine.start()) {
      ObjectRef<Integer> last = callsOf(ray, closed, new CountDownLatch(1), opened, gate);
      assertThat(isClosedAfterSomeCollections(closed)).isFalse();
      assertThat(last.cancel()).isTrue();
      awaitCollected(closed);
      gate.countDown();
    }
  }

  @EngineTest
  void anArgumentThatWaitsKeepsIt(Engines engine) throws Exception {
    anArgumentThatWaitsKeepsIt(engine, Isolation.SHARE);
    anArgumentThatWaitsKeepsIt(engine, Isolation.COPY);
  }

  private static void anArgumentThatWaitsKeepsIt(Engines engine, Isolation isolation) {
    try (Ray ray = engine.start(c -> c.isolation(isolation))) {
      ObjectRef<Void> gate = ray.after(Duration.ofMillis(300));
      ObjectRef<Integer> task = askLater(ray, gate.then(v -> 5));
      for (int i = 0; i < 5; i++) {
        System.gc();
      }
      assertThat(task.get(LONG)).isEqualTo(12);
    }
  }

  private static ObjectRef<Integer> askLater(Ray ray, ObjectRef<Integer> five) {
    ActorHandle<Counter> counter = ray.actor(Counter::new, 7);
    return ray.call(ActorHandlesTest::addTo, five, counter);
  }

  private static int addTo(int n, ActorHandle<Counter> counter) {
    return counter.call(Counter::add, n).get();
  }

  @EngineTest
  void aHandleThatItsOwnTurnGivesAwayKeepsIt(Engines engine) throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    try (Ray ray = engine.start()) {
      ActorHandle<?> self = selfOf(ray, closed);
      assertThat(isClosedAfterSomeCollections(closed)).isFalse();
      assertThat(self.state()).isEqualTo(ActorHandle.State.ALIVE);
    }
    assertThat(closed.getCount()).isZero();
  }

  private static ActorHandle<?> selfOf(Ray ray, CountDownLatch closed) {
    return ray.actor(Ended::new, closed)
        .call(e -> Ray.current().context().actor().orElseThrow())
        .get(LONG);
  }

  @EngineTest
  void manyThatAreForgottenEnd(Engines engine) throws Exception {
    CountDownLatch closed = new CountDownLatch(1_000);
    try (Ray ray = engine.start()) {
      for (int i = 0; i < 1_000; i++) {
        ray.actor(Ended::new, closed).call(Ended::call);
      }
      awaitCollected(closed);
      assertThat(ray.awaitIdle(LONG)).isTrue();
    }
  }
}
