package dev.loomray.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.error.GetInterruptedException;
import dev.loomray.error.TaskCancelledException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Ray: cancel, always recursive. */
class CancellationTest {
  @EngineTest
  void aRunningTaskIsInterrupted(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      CountDownLatch started = new CountDownLatch(1);
      CountDownLatch interrupted = new CountDownLatch(1);
      ObjectRef<Void> ref = ray.run(Work::untilInterrupted, started, interrupted);
      started.await();
      assertThat(ref.cancel()).isTrue();
      interrupted.await();
      assertThat(ref.cancel()).isFalse();
      assertThatThrownBy(ref::get)
          .isInstanceOf(TaskCancelledException.class)
          .hasMessage("task Work.untilInterrupted was cancelled by cancel()");
    }
  }

  @EngineTest
  void aPendingTaskIsRemovedAndNeverRuns(Engines engine) throws Exception {
    try (Ray ray = engine.start(c -> c.cpus(1))) {
      CountDownLatch gate = new CountDownLatch(1);
      AtomicInteger runs = new AtomicInteger();
      ObjectRef<Void> first = ray.options(o -> o.cpus(1)).run(Work::await, gate);
      ObjectRef<Integer> queued = ray.options(o -> o.cpus(1)).call(runs::incrementAndGet);
      ObjectRef<Integer> waiting = first.then(x -> runs.incrementAndGet());
      assertThat(queued.cancel()).isTrue();
      assertThat(waiting.cancel()).isTrue();
      gate.countDown();
      first.get();
      assertThat(ray.awaitIdle(Duration.ofSeconds(5))).isTrue();
      assertThat(runs).hasValue(0);
    }
  }

  @EngineTest
  void aFinishedTaskIsLeftAloneAndSoAreItsChildren(Engines engine) {
    try (Ray ray = engine.start()) {
      CountDownLatch gate = new CountDownLatch(1);
      ObjectRef<ObjectRef<Void>> parent = ray.call(() -> Ray.current().run(Work::await, gate));
      ObjectRef<Void> child = parent.get();
      assertThat(parent.cancel()).isFalse();
      gate.countDown();
      assertThat(child.get()).isNull();
    }
  }

  @EngineTest
  void aWholeTreeEndsWithItsRoot(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      CountDownLatch started = new CountDownLatch(111);
      CountDownLatch ended = new CountDownLatch(111);
      ObjectRef<Void> root = ray.run(() -> spawn(2, started, ended));
      started.await();
      root.cancel();
      ended.await();
      assertThat(ray.awaitIdle(Duration.ofSeconds(5))).isTrue();
    }
  }

  private static void spawn(int levels, CountDownLatch started, CountDownLatch ended)
      throws InterruptedException {
    if (levels > 0) {
      for (int i = 0; i < 10; i++) {
        Ray.current().run(() -> spawn(levels - 1, started, ended));
      }
    }
    Work.untilInterrupted(started, ended);
  }

  @EngineTest
  void aGrandchildOfAFinishedChildIsReached(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      CountDownLatch started = new CountDownLatch(1);
      CountDownLatch interrupted = new CountDownLatch(1);
      CompletableFuture<ObjectRef<Void>> grandchild = new CompletableFuture<>();
      CountDownLatch childEnded = new CountDownLatch(1);
      ObjectRef<Void> root =
          ray.run(
              () -> {
                Ray.current()
                    .run(
                        () ->
                            grandchild.complete(
                                Ray.current().run(Work::untilInterrupted, started, interrupted)))
                    .get();
                childEnded.countDown();
                new CountDownLatch(1).await();
              });
      childEnded.await();
      started.await();
      root.cancel();
      interrupted.await();
      assertThatThrownBy(grandchild.join()::get).isInstanceOf(TaskCancelledException.class);
    }
  }

  @EngineTest
  void cancellationIsStickyForATaskThatSwallowsInterrupts(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      CountDownLatch started = new CountDownLatch(1);
      CompletableFuture<List<Object>> seen = new CompletableFuture<>();
      ObjectRef<Void> never = ray.after(Duration.ofDays(1));
      ObjectRef<Void> ref =
          ray.run(
              () -> {
                try {
                  Work.untilInterrupted(started, new CountDownLatch(1));
                } catch (InterruptedException swallowed) {
                  seen.complete(afterTheInterrupt(never));
                }
              });
      started.await();
      ref.cancel();
      assertThat(seen.join())
          .containsExactly(true, "get", "waitFor", "list", "sleep", TaskCancelledException.class);
    }
  }

  private static List<Object> afterTheInterrupt(ObjectRef<Void> never) {
    List<Object> seen = new ArrayList<>();
    Ray ray = Ray.current();
    seen.add(ray.context().isCancelled());
    refused(seen, "get", never::get);
    refused(seen, "waitFor", () -> ray.waitFor(1, List.of(never)));
    refused(seen, "list", () -> ray.get(List.of(never)));
    Thread.interrupted();
    try {
      ray.sleep(Duration.ofDays(1));
    } catch (InterruptedException e) {
      seen.add("sleep");
    }
    Thread.interrupted();
    try {
      ray.call(Work::square, 1).get();
    } catch (RuntimeException e) {
      seen.add(e.getClass());
    }
    return seen;
  }

  private static void refused(List<Object> seen, String what, Runnable wait) {
    Thread.interrupted();
    try {
      wait.run();
    } catch (GetInterruptedException e) {
      seen.add(what);
    }
  }

  @EngineTest
  void oneOfManyCancelsWins(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      for (int round = 0; round < 200; round++) {
        ObjectRef<Integer> ref = ray.call(Work::square, 2);
        AtomicInteger won = new AtomicInteger();
        Thread[] threads = new Thread[2];
        for (int i = 0; i < 2; i++) {
          threads[i] = Thread.ofVirtual().start(() -> won.addAndGet(ref.cancel() ? 1 : 0));
        }
        for (Thread thread : threads) {
          thread.join();
        }
        if (won.get() == 0) {
          assertThat(ref.get()).isEqualTo(4);
        } else {
          assertThat(won).hasValue(1);
          assertThatThrownBy(ref::get).isInstanceOf(TaskCancelledException.class);
        }
      }
    }
  }
}
