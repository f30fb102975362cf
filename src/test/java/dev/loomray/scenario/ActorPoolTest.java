package dev.loomray.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.loomray.ActorHandle;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.error.ActorDiedException;
import dev.loomray.error.GetInterruptedException;
import dev.loomray.error.GetTimeoutException;
import dev.loomray.error.RayException;
import dev.loomray.error.TaskException;
import dev.loomray.util.ActorPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Ray: {@code ray.util.ActorPool}. */
class ActorPoolTest {
  private static final Duration SHORT = Duration.ofMillis(1);
  private static final Duration LONG = Duration.ofMinutes(1);

  /** Notices if two calls are made at once. */
  static class Worker {
    private boolean busy;

    int twice(int x) {
      assertThat(busy).isFalse();
      busy = true;
      try {
        if (x < 0) {
          throw new IllegalArgumentException("below zero");
        }
        return 2 * x;
      } finally {
        busy = false;
      }
    }

    int when(CountDownLatch opened) throws InterruptedException {
      opened.await();
      return (int) opened.getCount();
    }

    int exit(int x) {
      if (x == 0) {
        Ray.exitActor();
      }
      return x;
    }
  }

  private static List<ActorHandle<Worker>> workers(Ray ray, int count) {
    return IntStream.range(0, count).mapToObj(_ -> ray.actor(Worker::new)).toList();
  }

  @EngineTest
  void mapKeepsTheOrder(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorPool<Worker, Integer> pool = ActorPool.of(workers(ray, 3));
      List<Integer> values = IntStream.range(0, 1_000).boxed().toList();
      Iterable<Integer> results = pool.map(Worker::twice, values);
      List<Integer> expected = values.stream().map(x -> 2 * x).toList();
      assertThat(results).containsExactlyElementsOf(expected);
      assertThat(results).containsExactlyElementsOf(expected); // each iterator begins anew
      assertThat(pool.mapUnordered(Worker::twice, values))
          .containsExactlyInAnyOrderElementsOf(expected);
      assertThat(pool.map(Worker::twice, List.<Integer>of())).isEmpty();
      assertThat(pool.hasNext()).isFalse();
      await().until(pool::hasFree);
    }
  }

  @EngineTest
  void whatIsReadyFirstComesFirst(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorPool<Worker, Integer> pool = ActorPool.of(workers(ray, 2));
      CountDownLatch gate = new CountDownLatch(1);
      CountDownLatch open = new CountDownLatch(0);
      Iterator<Integer> results = pool.mapUnordered(Worker::when, List.of(gate, open)).iterator();
      assertThat(results.next()).isZero();
      pool.submit(Worker::twice, 21); // the other actor is still busy
      assertThat(pool.getNext()).isEqualTo(42);
      gate.countDown();
      assertThat(results.next()).isZero();
      assertThat(results.hasNext()).isFalse();
      assertThatThrownBy(results::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @EngineTest
  void resultsAreGotOneByOneAndOnce(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorPool<Worker, Integer> pool = ActorPool.of(workers(ray, 2));
      for (int i = 0; i < 5; i++) {
        pool.submit(Worker::twice, i);
      }
      assertThat(pool.hasNext()).isTrue();
      assertThat(pool.getNext()).isEqualTo(0);
      assertThat(pool.getNext(LONG)).isEqualTo(2);
      List<Integer> rest = new ArrayList<>();
      rest.add(pool.getNextUnordered());
      rest.add(pool.getNextUnordered(LONG));
      rest.add(pool.getNext());
      assertThat(rest).containsExactlyInAnyOrder(4, 6, 8);
      assertThat(pool.hasNext()).isFalse();
      assertThatThrownBy(pool::getNext).isInstanceOf(NoSuchElementException.class);
      assertThatThrownBy(pool::getNextUnordered).isInstanceOf(NoSuchElementException.class);
    }
  }

  @EngineTest
  void aTimeoutLosesNothing(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorPool<Worker, Integer> pool = ActorPool.of(workers(ray, 1));
      CountDownLatch gate = new CountDownLatch(1);
      pool.submit(Worker::when, gate);
      pool.submit(Worker::twice, 4);
      for (Duration timeout : List.of(Duration.ZERO, SHORT)) {
        assertThatThrownBy(() -> pool.getNext(timeout))
            .isInstanceOf(GetTimeoutException.class)
            .hasMessageContaining("found 2 still to come");
        assertThatThrownBy(() -> pool.getNextUnordered(timeout))
            .isInstanceOf(GetTimeoutException.class);
        assertThatThrownBy(() -> ray.call(() -> pool.getNext(timeout)).get())
            .isInstanceOf(TaskException.class)
            .hasRootCauseInstanceOf(GetTimeoutException.class);
      }
      Thread.currentThread().interrupt();
      assertThatThrownBy(pool::getNext).isInstanceOf(GetInterruptedException.class);
      assertThat(Thread.interrupted()).isTrue();
      ObjectRef<Integer> cancelled = ray.call(() -> pool.getNext());
      cancelled.cancel();
      gate.countDown();
      assertThat(pool.getNext()).isEqualTo(0);
      assertThat(pool.getNext()).isEqualTo(8);
    }
  }

  @EngineTest
  void aFailedCallGivesItsActorBack(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorPool<Worker, Integer> pool = ActorPool.of(workers(ray, 1));
      Iterator<Integer> results = pool.map(Worker::twice, List.of(1, -1, 2)).iterator();
      assertThat(results.next()).isEqualTo(2);
      assertThatThrownBy(results::next)
          .isInstanceOf(TaskException.class)
          .hasRootCauseMessage("below zero");
      assertThat(results.next()).isEqualTo(4);
      pool.submit(Worker::twice, -1);
      pool.submit(Worker::twice, 3);
      assertThatThrownBy(pool::getNext).isInstanceOf(TaskException.class);
      assertThat(pool.getNext()).isEqualTo(6);
    }
  }

  @EngineTest
  void aDeadActorIsNotGivenBack(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorPool<Worker, Integer> pool = ActorPool.of(workers(ray, 2));
      List<Integer> good = new ArrayList<>();
      int died = 0;
      for (int value : List.of(1, 0, 2, 3, 4, 5)) {
        pool.submit(Worker::exit, value);
      }
      while (pool.hasNext()) {
        try {
          good.add(pool.getNext());
        } catch (ActorDiedException e) {
          died++;
        }
      }
      assertThat(died).isEqualTo(1);
      assertThat(good).containsExactly(1, 2, 3, 4, 5);
      await().until(pool::hasFree);
      assertThat(pool.popIdle()).isPresent();
      assertThat(pool.popIdle()).isEmpty();
    }
  }

  @EngineTest
  void aPoolWithoutActorsSaysSoAndGoesOnWithANewOne(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorPool<Worker, Integer> pool = ActorPool.of(workers(ray, 1));
      pool.submit(Worker::exit, 0);
      pool.submit(Worker::twice, 5);
      assertThatThrownBy(pool::getNext).isInstanceOf(ActorDiedException.class);
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(pool::getNext)
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("expected an actor for the work that waits (1), found none left; push one");
      }
      assertThat(pool.hasNext()).isTrue();
      assertThat(pool.hasFree()).isFalse();
      pool.push(ray.actor(Worker::new));
      assertThat(pool.getNext()).isEqualTo(10);
    }
  }

  @EngineTest
  void anActorThatDiedWhileItWasFreeIsPassedOver(Engines engine) {
    try (Ray ray = engine.start()) {
      List<ActorHandle<Worker>> workers = workers(ray, 3);
      ActorPool<Worker, Integer> pool = ActorPool.of(workers);
      workers.getFirst().stop().get();
      workers.getLast().stop().get();
      assertThat(pool.map(Worker::twice, List.of(1, 2, 3))).containsExactly(2, 4, 6);
    }
  }

  @EngineTest
  void actorsComeAndGo(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorPool<Worker, Integer> pool = ActorPool.of(List.of());
      assertThat(pool.hasFree()).isFalse();
      pool.submit(Worker::twice, 1);
      ActorHandle<Worker> worker = ray.actor(Worker::new);
      pool.push(worker);
      assertThat(pool.getNext()).isEqualTo(2);
      await().until(pool::hasFree);
      assertThatThrownBy(() -> pool.push(worker)).isInstanceOf(IllegalArgumentException.class);
      assertThat(pool.popIdle()).contains(worker);
      assertThat(pool.popIdle()).isEmpty();
      pool.push(worker);
      assertThat(pool.hasFree()).isTrue();
    }
  }

  @EngineTest
  void manyTasksSubmitAndReadAndNothingIsLostOrDoubled(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorPool<Worker, Integer> pool = ActorPool.of(workers(ray, 5));
      List<ObjectRef<List<Integer>>> readers = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        int first = 1_000 * i;
        ray.run(
                () ->
                    IntStream.range(first, first + 1_000)
                        .forEach(x -> pool.submit(Worker::twice, x)))
            .get();
        boolean inOrder = i % 2 == 0;
        readers.add(ray.call(() -> read(pool, inOrder)));
      }
      assertThat(ray.get(readers).stream().flatMap(List::stream).sorted().toList())
          .isEqualTo(IntStream.range(0, 10_000).map(x -> 2 * x).boxed().toList());
    }
  }

  private static List<Integer> read(ActorPool<Worker, Integer> pool, boolean inOrder) {
    return IntStream.range(0, 1_000)
        .mapToObj(_ -> inOrder ? pool.getNext() : pool.getNextUnordered())
        .toList();
  }

  @EngineTest
  void aTaskThatWaitsGivesItsCpusBack(Engines engine) {
    try (Ray ray = engine.start(c -> c.cpus(1))) {
      ActorPool<Worker, Integer> pool = ActorPool.of(workers(ray, 1));
      CountDownLatch gate = new CountDownLatch(1);
      pool.submit(Worker::when, gate);
      ObjectRef<Integer> waiter = ray.options(o -> o.cpus(1)).call(() -> pool.getNext());
      ray.options(o -> o.cpus(1)).run(gate::countDown).get();
      assertThat(waiter.get()).isZero();
    }
  }

  @EngineTest
  void whoWaitsIsToldThatTheRayClosed(Engines engine) throws Exception {
    Ray ray = engine.start();
    ActorPool<Worker, Integer> pool = ActorPool.of(workers(ray, 1));
    pool.submit(Worker::when, new CountDownLatch(1));
    CompletableFuture<Throwable> seen = new CompletableFuture<>();
    Thread waiter =
        Thread.startVirtualThread(
            () -> {
              try {
                pool.getNext();
              } catch (Throwable e) {
                seen.complete(e);
              }
            });
    await().until(() -> waiter.getState() == Thread.State.WAITING);
    ray.close();
    assertThat(seen.get(10, TimeUnit.SECONDS)).isInstanceOf(RayException.class);
    pool.submit(Worker::twice, 1);
    assertThatThrownBy(pool::getNext)
        .isInstanceOfAny(RayException.class, IllegalStateException.class);
  }

  @EngineTest
  @SuppressWarnings("NullAway") // that is the point
  void badInputIsRefused(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorHandle<Worker> worker = ray.actor(Worker::new);
      refused(() -> ActorPool.of(null), "actors=null");
      refused(() -> ActorPool.of(List.of(worker, worker)), "each actor at most once");
      ActorPool<Worker, Integer> pool = ActorPool.of(List.of(worker));
      refused(() -> pool.submit(null, 1), "fn=null");
      refused(() -> pool.map(null, List.of(1)), "fn=null");
      refused(() -> pool.map(Worker::twice, null), "values=null");
      refused(() -> pool.mapUnordered(Worker::twice, null), "values=null");
      refused(() -> pool.getNext(null), "timeout=null");
      refused(() -> pool.getNextUnordered(SHORT.negated()), "timeout=PT-0.001S");
      refused(() -> pool.push(null), "actor=null");
    }
  }

  private static void refused(Runnable code, String message) {
    assertThatThrownBy(code::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
