package dev.loomray.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.loomray.Isolation;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.TaskScope;
import dev.loomray.error.GetException;
import dev.loomray.error.GetInterruptedException;
import dev.loomray.error.RayClosedException;
import dev.loomray.error.RayException;
import dev.loomray.error.TaskException;
import dev.loomray.error.TaskStoppedException;
import dev.loomray.util.ActorQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Ray: {@code ray.util.queue.Queue}. */
class ActorQueueTest {
  private static final Duration SHORT = Duration.ofMillis(1);
  private static final Duration LONG = Duration.ofMinutes(1);

  @EngineTest
  void firstInIsFirstOut(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorQueue<String> queue = ActorQueue.create(ray);
      assertThat(queue.isEmpty()).isTrue();
      queue.put("a");
      assertThat(queue.offer("b")).isTrue();
      assertThat(queue.offer("c", LONG)).isTrue();
      assertThat(queue.offerAll(List.of("d", "e"))).isTrue();
      assertThat(queue.size()).isEqualTo(5);
      assertThat(queue.remainingCapacity()).isEqualTo(Integer.MAX_VALUE);
      assertThat(queue.isFull()).isFalse();
      assertThat(queue.take()).isEqualTo("a");
      assertThat(queue.poll()).contains("b");
      assertThat(queue.poll(LONG)).contains("c");
      assertThat(queue.pollBatch(2)).contains(List.of("d", "e"));
      assertThat(queue.poll()).isEmpty();
      assertThat(queue.poll(SHORT)).isEmpty();
      assertThat(queue.poll(Duration.ZERO)).isEmpty();
    }
  }

  @EngineTest
  void aFullQueueRefusesAndHasNotChanged(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorQueue<Integer> queue = ActorQueue.create(ray, 2);
      assertThat(queue.offerAll(List.of(1, 2, 3))).isFalse();
      assertThat(queue.size()).isZero();
      assertThat(queue.offerAll(List.of(1, 2))).isTrue();
      assertThat(queue.isFull()).isTrue();
      assertThat(queue.offer(3)).isFalse();
      assertThat(queue.offer(3, Duration.ZERO)).isFalse();
      assertThat(queue.offer(3, SHORT)).isFalse();
      assertThat(queue.offerAll(List.of())).isTrue();
      assertThat(queue.pollBatch(3)).isEmpty();
      assertThat(queue.pollBatch(0)).contains(List.of());
      assertThat(queue.pollBatch(2)).contains(List.of(1, 2));
      assertThat(queue.remainingCapacity()).isEqualTo(2);
      assertThat(queue.poll()).isEmpty(); // the offer that ran out of time never comes
    }
  }

  @EngineTest
  void whoWaitsIsServedAndHoldsTheActorFromNobody(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorQueue<Integer> queue = ActorQueue.create(ray, 1);
      ObjectRef<Integer> taker = ray.call(() -> queue.take());
      queue.put(1);
      assertThat(taker.get()).isEqualTo(1);
      queue.put(2);
      ObjectRef<Void> putter = ray.run(() -> queue.put(3));
      assertThat(queue.size()).isEqualTo(1); // answered, although somebody waits
      assertThat(queue.take()).isEqualTo(2);
      assertThat(queue.take()).isEqualTo(3);
      putter.get();
    }
  }

  @EngineTest
  void aTaskThatWaitsGivesItsCpusBack(Engines engine) {
    try (Ray ray = engine.start(c -> c.cpus(1))) {
      ActorQueue<Integer> queue = ActorQueue.create(ray, 1);
      List<ObjectRef<Integer>> takers = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        takers.add(ray.options(o -> o.cpus(1)).call(() -> queue.take()));
      }
      for (int i = 0; i < 10; i++) {
        int element = i;
        ray.options(o -> o.cpus(1)).run(() -> queue.put(element));
      }
      assertThat(ray.get(takers)).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }
  }

  @EngineTest
  void manyPutAndTakeAndNothingIsLostOrDoubled(Engines engine) {
    for (int capacity : List.of(1, 7, Integer.MAX_VALUE)) {
      try (Ray ray = engine.start()) {
        ActorQueue<Integer> queue = ActorQueue.create(ray, capacity);
        List<ObjectRef<Void>> producers =
            IntStream.range(0, 10).mapToObj(i -> ray.run(() -> produce(queue, i))).toList();
        List<ObjectRef<List<Integer>>> consumers =
            IntStream.range(0, 10).mapToObj(_ -> ray.call(() -> drain(queue))).toList();
        ray.get(producers);
        queue.close();
        List<List<Integer>> taken = ray.get(consumers);
        for (List<Integer> one : taken) { // each sees the elements of each producer in order
          for (int i = 0; i < 10; i++) {
            int producer = i;
            assertThat(one.stream().filter(e -> e / 1000 == producer).toList()).isSorted();
          }
        }
        assertThat(taken.stream().flatMap(List::stream).sorted().toList())
            .isEqualTo(IntStream.range(0, 10_000).boxed().toList());
      }
    }
  }

  private static void produce(ActorQueue<Integer> queue, int producer) {
    for (int i = 0; i < 1_000; i++) {
      queue.put(1_000 * producer + i);
    }
  }

  private static List<Integer> drain(ActorQueue<Integer> queue) {
    List<Integer> taken = new ArrayList<>();
    while (true) {
      try {
        taken.add(queue.take());
      } catch (IllegalStateException e) {
        return taken;
      }
    }
  }

  /** What takes have returned and what is left is what puts have put, to the last element. */
  @EngineTest
  void cancelledTasksLoseNothingAndDoubleNothing(Engines engine) {
    try (Ray ray = engine.start()) {
      for (int capacity : List.of(1, 3, Integer.MAX_VALUE)) {
        Ledger ledger = new Ledger(ActorQueue.create(ray, capacity));
        Random random = new Random(capacity);
        try (TaskScope scope = ray.scope()) {
          List<ObjectRef<Void>> attempts = new ArrayList<>();
          for (int i = 0; i < 1_000; i++) {
            int element = i;
            attempts.add(scope.run(() -> ledger.put(element)));
            attempts.add(scope.run(() -> ledger.take()));
            for (int n = random.nextInt(4); n > 0; n--) {
              attempts
                  .get(attempts.size() - 1 - random.nextInt(Math.min(20, attempts.size())))
                  .cancel();
            }
          }
        } // what still waits is cancelled
        ledger.assertBalanced();
      }
    }
  }

  @EngineTest
  void whatRunsOutOfTimeHasDoneNothing(Engines engine) {
    try (Ray ray = engine.start()) {
      Ledger ledger = new Ledger(ActorQueue.create(ray, 2));
      try (TaskScope scope = ray.scope()) {
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
          int element = i;
          Duration time = Duration.ofNanos(1 + random.nextInt(2_000_000));
          scope.run(() -> ledger.offer(element, time));
          scope.run(() -> ledger.poll(time));
          scope.options(o -> o.timeout(time)).run(() -> ledger.take());
        }
        scope.join();
      } catch (TaskException e) {
        throw new AssertionError(e);
      }
      ledger.assertBalanced();
    }
  }

  @EngineTest
  void interruptedThreadsLoseNothingAndDoubleNothing(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      Ledger ledger = new Ledger(ActorQueue.create(ray, 2));
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        int element = i;
        threads.add(Thread.startVirtualThread(() -> ledger.put(element)));
        threads.add(Thread.startVirtualThread(ledger::take));
        threads.get(new Random(i).nextInt(threads.size())).interrupt();
      }
      for (Thread thread : threads) {
        thread.interrupt();
        thread.join();
      }
      ledger.assertBalanced();
    }
  }

  /** Who has put and taken what, whether or not the task has been cancelled since. */
  private record Ledger(
      ActorQueue<Integer> queue,
      ConcurrentLinkedQueue<Integer> puts,
      ConcurrentLinkedQueue<Integer> takes) {
    Ledger(ActorQueue<Integer> queue) {
      this(queue, new ConcurrentLinkedQueue<>(), new ConcurrentLinkedQueue<>());
    }

    void put(int element) {
      attempt(
          () -> {
            queue.put(element);
            puts.add(element);
          });
    }

    void offer(int element, Duration time) {
      attempt(
          () -> {
            if (queue.offer(element, time)) {
              puts.add(element);
            }
          });
    }

    void take() {
      attempt(() -> takes.add(queue.take()));
    }

    void poll(Duration time) {
      attempt(() -> queue.poll(time).ifPresent(takes::add));
    }

    private static void attempt(Runnable code) {
      try {
        code.run();
      } catch (GetException | TaskStoppedException e) {
        // given up
      }
    }

    void assertBalanced() {
      while (takes.size() < puts.size()) { // some may still be on their way back
        takes.add(queue.poll(LONG).orElseThrow());
      }
      assertThat(queue.poll()).isEmpty();
      assertThat(takes.stream().sorted()).isEqualTo(puts.stream().sorted().toList());
    }
  }

  @EngineTest
  void whoeverIsInterruptedHasPutOrTakenNothing(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorQueue<Integer> queue = ActorQueue.create(ray, 1);
      interrupted(queue::take);
      queue.put(1);
      interrupted(() -> queue.put(2));
      assertThat(queue.take()).isEqualTo(1);
      assertThat(queue.poll()).isEmpty();
    }
  }

  private static void interrupted(Runnable code) {
    Thread.currentThread().interrupt();
    assertThatThrownBy(code::run).isInstanceOf(GetInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @EngineTest
  void whoWaitsFirstIsServedFirst(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorQueue<Integer> queue = ActorQueue.create(ray, 1);
      queue.put(0);
      List<ObjectRef<Void>> putters = new ArrayList<>();
      for (int i = 1; i <= 20; i++) { // one thread's calls to the actor are in order
        int element = i;
        putters.add(ray.run(() -> queue.put(element)));
        await().until(() -> waiting(ray, putters));
      }
      for (int i = 0; i <= 20; i++) {
        assertThat(queue.take()).isEqualTo(i);
      }
      ray.get(putters);
    }
  }

  /** Whether all the putters stand in line: they wait for timers, and no call is under way. */
  private static boolean waiting(Ray ray, List<ObjectRef<Void>> putters) {
    String dump = ray.dump();
    return dump.lines().filter(line -> line.contains("1 of 1 refs")).count() >= putters.size();
  }

  @EngineTest
  void aClosedQueueGivesWhatIsLeft(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorQueue<Integer> queue = ActorQueue.create(ray, 2);
      queue.put(1);
      queue.put(2);
      queue.close();
      queue.close();
      closed(() -> queue.put(3), "expected an open queue, found it closed");
      closed(() -> queue.offer(3), "expected an open queue, found it closed");
      closed(() -> queue.offer(3, LONG), "expected an open queue, found it closed");
      closed(() -> queue.offerAll(List.of(3)), "expected an open queue, found it closed");
      assertThat(queue.pollBatch(3)).isEmpty();
      assertThat(queue.take()).isEqualTo(1);
      assertThat(queue.poll()).contains(2);
      closed(queue::take, "found the queue closed and empty");
      closed(queue::poll, "found the queue closed and empty");
      closed(() -> queue.poll(LONG), "found the queue closed and empty");
      closed(() -> queue.pollBatch(1), "found the queue closed and empty");
      assertThat(queue.size()).isZero();
    }
  }

  private static void closed(Runnable code, String message) {
    assertThatThrownBy(code::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(message);
  }

  @EngineTest
  void closingEndsEveryWait(Engines engine) {
    try (Ray ray = engine.start()) {
      ActorQueue<Integer> empty = ActorQueue.create(ray, 1);
      ObjectRef<Integer> taker = ray.call(() -> empty.take());
      ActorQueue<Integer> full = ActorQueue.create(ray, 1);
      full.put(1);
      ObjectRef<Void> putter = ray.run(() -> full.put(2));
      await().until(() -> waiting(ray, List.of(putter, putter)));
      empty.close();
      full.close();
      assertThatThrownBy(taker::get).hasRootCauseInstanceOf(IllegalStateException.class);
      putter.get(); // it came before the end
      assertThat(full.size()).isEqualTo(2);
      assertThat(full.pollBatch(2)).contains(List.of(1, 2));
    }
  }

  @EngineTest
  void aStoppedTaskCloses(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      ActorQueue<Integer> queue = ActorQueue.create(ray);
      CountDownLatch begun = new CountDownLatch(1);
      ObjectRef<Void> task =
          ray.run(
              () -> {
                try (queue) {
                  begun.countDown();
                  ray.sleep(LONG);
                }
              });
      begun.await();
      task.cancel();
      closed(queue::take, "closed and empty");
    }
  }

  @EngineTest
  void aQueueTravelsInsideValues(Engines engine) {
    for (Isolation isolation : Isolation.values()) {
      try (Ray ray = engine.start(c -> c.isolation(isolation))) {
        ActorQueue<String> queue = ActorQueue.create(ray, 1);
        ObjectRef<Integer> taken =
            ray.call(
                (Parcel parcel) -> {
                  parcel.queues.getFirst().put("there");
                  return parcel.queues.getFirst().take().length();
                },
                new Parcel(List.of(queue)));
        assertThat(taken.get()).isEqualTo(5);
        ObjectRef<Parcel> stored = ray.put(new Parcel(List.of(queue)));
        ray.run(() -> queue.put("and back"));
        assertThat(stored.get().queues.getFirst().take()).isEqualTo("and back");
      }
    }
  }

  record Parcel(List<ActorQueue<String>> queues) {}

  @EngineTest
  void whoWaitsIsToldThatTheRayClosed(Engines engine) throws Exception {
    Ray ray = engine.start();
    ActorQueue<Integer> queue = ActorQueue.create(ray, 1);
    CompletableFuture<Throwable> seen = new CompletableFuture<>();
    Thread waiter =
        Thread.startVirtualThread(
            () -> {
              try {
                queue.take();
              } catch (Throwable e) {
                seen.complete(e);
              }
            });
    await().until(() -> waiter.getState() == Thread.State.WAITING);
    ray.close();
    assertThat(seen.get(10, TimeUnit.SECONDS)).isInstanceOf(RayException.class);
    assertThatThrownBy(() -> queue.put(1)).isInstanceOf(RayClosedException.class);
    assertThatThrownBy(queue::take).isInstanceOf(RayClosedException.class);
    assertThatThrownBy(queue::size).isInstanceOf(RayClosedException.class);
    queue.close();
  }

  @EngineTest
  @SuppressWarnings("NullAway") // that is the point
  void badInputIsRefused(Engines engine) {
    try (Ray ray = engine.start()) {
      refused(() -> ActorQueue.create(null), "ray=null");
      refused(() -> ActorQueue.create(ray, 0), "capacity=0");
      refused(() -> ActorQueue.create(ray, -1), "capacity=-1");
      ActorQueue<Integer> queue = ActorQueue.create(ray, 1);
      refused(() -> queue.put(null), "element=null");
      refused(() -> queue.offer(null), "element=null");
      refused(() -> queue.offer(null, LONG), "element=null");
      refused(() -> queue.offer(1, null), "timeout=null");
      refused(() -> queue.offer(1, LONG.negated()), "timeout=PT-1M");
      refused(() -> queue.offerAll(null), "elements=null");
      refused(() -> queue.offerAll(Arrays.asList(1, null)), "elements[1]=null");
      refused(() -> queue.poll(null), "timeout=null");
      refused(() -> queue.poll(LONG.negated()), "timeout=PT-1M");
      refused(() -> queue.pollBatch(-1), "count=-1");
      assertThat(queue.isEmpty()).isTrue();
    }
  }

  private static void refused(Runnable code, String message) {
    assertThatThrownBy(code::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
