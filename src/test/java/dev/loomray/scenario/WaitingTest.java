package dev.loomray.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.Ready;
import dev.loomray.error.GetInterruptedException;
import dev.loomray.error.GetTimeoutException;
import dev.loomray.error.TaskException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/** Ray: get, wait, and the ways to take refs as they come. */
class WaitingTest {
  @EngineTest
  void getOfAListKeepsTheOrder(Engines engine) {
    try (Ray ray = engine.start()) {
      List<ObjectRef<Integer>> refs =
          IntStream.range(0, 100).mapToObj(i -> ray.call(Work::square, i)).toList();
      assertThat(ray.get(refs)).isEqualTo(IntStream.range(0, 100).map(i -> i * i).boxed().toList());
      assertThat(ray.get(List.<ObjectRef<Integer>>of())).isEmpty();
    }
  }

  @EngineTest
  void getOfAListFailsAsSoonAsOneFailed(Engines engine) {
    try (Ray ray = engine.start()) {
      ObjectRef<Integer> never = ray.after(Duration.ofDays(1)).then(x -> 1);
      ObjectRef<Integer> boom = ray.call(Work::boom, 1);
      assertThatThrownBy(() -> ray.get(List.of(never, boom))).isInstanceOf(TaskException.class);
      assertThat(never.isReady()).isFalse();
    }
  }

  @EngineTest
  void getWithATimeoutLeavesTheTaskAlone(Engines engine) {
    try (Ray ray = engine.start()) {
      CountDownLatch gate = new CountDownLatch(1);
      ObjectRef<Void> slow = ray.options(o -> o.name("slow")).run(Work::await, gate);
      assertThatThrownBy(() -> slow.get(Duration.ofMillis(10)))
          .isInstanceOf(GetTimeoutException.class)
          .hasMessageContaining("task slow")
          .hasMessageContaining("timeout=PT0.01S");
      assertThatThrownBy(() -> slow.get(Duration.ZERO)).isInstanceOf(GetTimeoutException.class);
      assertThatThrownBy(() -> ray.get(List.of(slow, slow), Duration.ofMillis(1)))
          .isInstanceOf(GetTimeoutException.class);
      gate.countDown();
      slow.get();
      assertThat(slow.get(Duration.ZERO)).isNull();
    }
  }

  @EngineTest
  void waitForAnswersAtMostCountInOrder(Engines engine) {
    try (Ray ray = engine.start()) {
      CountDownLatch gate = new CountDownLatch(1);
      ObjectRef<Void> slow = ray.run(Work::await, gate);
      ObjectRef<Void> a = ray.run(() -> {});
      ObjectRef<Void> b = ray.run(() -> {});
      ray.get(List.of(a, b));
      Ready<Void> one = ray.waitFor(1, List.of(slow, a, b));
      assertThat(one.ready()).containsExactly(a);
      assertThat(one.pending()).containsExactly(slow, b);
      Ready<Void> late = ray.waitFor(3, List.of(slow, a, b), Duration.ofMillis(5));
      assertThat(late.ready()).containsExactly(a, b);
      assertThat(late.pending()).containsExactly(slow);
      assertThat(ray.waitFor(0, List.of(slow)).pending()).containsExactly(slow);
      gate.countDown();
      assertThat(ray.waitFor(3, List.of(slow, a, b)).pending()).isEmpty();
    }
  }

  @EngineTest
  void anErrorCountsAsReady(Engines engine) {
    try (Ray ray = engine.start()) {
      ObjectRef<Integer> boom = ray.call(Work::boom, 1);
      assertThat(ray.waitFor(1, List.of(boom)).ready()).containsExactly(boom);
    }
  }

  @EngineTest
  void aThousandRefsTakenOneByOne(Engines engine) {
    try (Ray ray = engine.start()) {
      List<ObjectRef<Integer>> left =
          IntStream.range(0, 1000).mapToObj(i -> ray.call(Work::square, i)).toList();
      int taken = 0;
      while (!left.isEmpty()) {
        Ready<Integer> found = ray.waitFor(1, left);
        taken += found.ready().size();
        left = found.pending();
      }
      assertThat(taken).isEqualTo(1000);
    }
  }

  @EngineTest
  void asCompletedGivesTheFirstReadyFirst(Engines engine) {
    try (Ray ray = engine.start()) {
      CountDownLatch gate = new CountDownLatch(1);
      ObjectRef<Integer> slow =
          ray.call(
              () -> {
                gate.await();
                return 1;
              });
      ObjectRef<Integer> fast = ray.call(() -> 2);
      List<Integer> order = new ArrayList<>();
      for (ObjectRef<Integer> ref : ray.asCompleted(List.of(slow, fast))) {
        order.add(ref.get());
        gate.countDown();
      }
      assertThat(order).containsExactly(2, 1);
    }
  }

  @EngineTest
  void anInterruptedGetThrowsAndKeepsTheFlag(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      ObjectRef<Void> never = ray.after(Duration.ofDays(1));
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      AtomicReference<Boolean> flag = new AtomicReference<>();
      Thread waiter =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      never.get();
                    } catch (Throwable e) {
                      thrown.set(e);
                      flag.set(Thread.currentThread().isInterrupted());
                    }
                  });
      waiter.interrupt();
      waiter.join();
      assertThat(thrown.get()).isInstanceOf(GetInterruptedException.class);
      assertThat(flag.get()).isTrue();
    }
  }

  @EngineTest
  void aReadyRefIsReadInSpiteOfAnInterrupt(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      ObjectRef<Integer> ready = ray.put(5);
      AtomicReference<Integer> read = new AtomicReference<>();
      Thread reader =
          Thread.ofVirtual()
              .start(
                  () -> {
                    Thread.currentThread().interrupt();
                    read.set(ready.get());
                  });
      reader.join();
      assertThat(read.get()).isEqualTo(5);
    }
  }

  @EngineTest
  void manyThreadsWaitForOneRef(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      CountDownLatch gate = new CountDownLatch(1);
      ObjectRef<Integer> ref =
          ray.call(
              () -> {
                gate.await();
                return 3;
              });
      List<ObjectRef<Integer>> readers =
          IntStream.range(0, 1_000).mapToObj(i -> ray.call(() -> ref.get() + i)).toList();
      gate.countDown();
      assertThat(ray.get(readers).get(999)).isEqualTo(1_002);
    }
  }

  @EngineTest
  void aHundredThousandRefsInOneList(Engines engine) {
    try (Ray ray = engine.start()) {
      List<ObjectRef<Integer>> refs =
          IntStream.range(0, 100_000).mapToObj(i -> ray.call(Work::square, i % 7)).toList();
      ObjectRef<Long> sum =
          ray.call(
              (List<ObjectRef<Integer>> all) ->
                  Ray.current().get(all).stream().mapToLong(i -> i).sum(),
              refs);
      assertThat(sum.get()).isPositive();
    }
  }
}
