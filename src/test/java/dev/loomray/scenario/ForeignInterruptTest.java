package dev.loomray.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.loomray.Isolation;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.TaskScope;
import dev.loomray.error.GetInterruptedException;
import dev.loomray.error.TaskException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * An interrupt of a task's thread that does not come from us: it ends at most one wait, and no
 * other code sees it.
 */
class ForeignInterruptTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final String SLOW = "task slow (#, RUNNING, attempt 1)";

  /** A wait for a task that a test holds back, and for the scope of that task. */
  @FunctionalInterface
  private interface Wait {
    int on(ObjectRef<Integer> slow, TaskScope scope) throws Exception;
  }

  /** What came out of a wait that was interrupted, and of the same wait done again. */
  private record Seen(String thrown, boolean flag, int again) {}

  /** Interrupts a task while it waits, lets the slow one end, and answers what the task saw. */
  private static Seen interrupted(Ray ray, String inStack, Wait wait) throws Exception {
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    CountDownLatch gate = new CountDownLatch(1);
    CountDownLatch hit = new CountDownLatch(1);
    try (TaskScope scope = ray.scope()) {
      ObjectRef<Integer> slow = scope.options(o -> o.name("slow")).call(() -> seven(gate));
      ObjectRef<Seen> task =
          ray.call(
              () -> {
                thread.complete(Thread.currentThread());
                return waitTwice(wait, slow, scope, hit);
              });
      Thread waiting = thread.get(20, TimeUnit.SECONDS);
      await().until(() -> List.of(waiting.getStackTrace()).toString().contains(inStack));
      waiting.interrupt();
      hit.await();
      gate.countDown();
      return task.get();
    }
  }

  private static int seven(CountDownLatch gate) throws InterruptedException {
    gate.await();
    return 7;
  }

  private static Seen waitTwice(
      Wait wait, ObjectRef<Integer> slow, TaskScope scope, CountDownLatch hit) throws Exception {
    String thrown = "nothing";
    try {
      wait.on(slow, scope);
    } catch (Exception e) {
      String message = String.valueOf(e.getMessage()).replaceAll("#\\d+", "#");
      thrown = e.getClass().getSimpleName() + ": " + message;
    }
    boolean flag = Thread.interrupted();
    hit.countDown();
    return new Seen(thrown, flag, wait.on(slow, scope));
  }

  private static void assertEnded(Engines engine, String what, Function<Ray, Wait> wait)
      throws Exception {
    try (Ray ray = engine.start(c -> c.cpus(1))) {
      assertThat(interrupted(ray, "Parking.park(", wait.apply(ray)))
          .isEqualTo(
              new Seen(
                  "GetInterruptedException: interrupted while waiting for "
                      + what
                      + "; the interrupt flag is still set",
                  true,
                  7));
      assertClean(ray);
    }
  }

  @EngineTest
  void get(Engines engine) throws Exception {
    assertEnded(engine, SLOW, _ -> (slow, _) -> slow.get());
  }

  @EngineTest
  void getWithATimeout(Engines engine) throws Exception {
    assertEnded(engine, SLOW, _ -> (slow, _) -> slow.get(DAY));
  }

  @EngineTest
  void getOfAList(Engines engine) throws Exception {
    assertEnded(
        engine, "2 refs", ray -> (slow, _) -> ray.get(List.of(slow, ray.put(1))).getFirst());
  }

  @EngineTest
  void getOfAListWithATimeout(Engines engine) throws Exception {
    assertEnded(engine, "2 refs", ray -> (slow, _) -> ray.get(List.of(slow, slow), DAY).getLast());
  }

  @EngineTest
  void waitFor(Engines engine) throws Exception {
    assertEnded(
        engine,
        "1 of 1 refs",
        ray -> (slow, _) -> ray.waitFor(1, List.of(slow)).ready().getFirst().get());
  }

  @EngineTest
  void waitForWithATimeout(Engines engine) throws Exception {
    assertEnded(
        engine,
        "1 of 1 refs",
        ray -> (slow, _) -> ray.waitFor(1, List.of(slow), DAY).ready().getFirst().get());
  }

  @EngineTest
  void join(Engines engine) throws Exception {
    assertEnded(
        engine,
        "scope #",
        _ ->
            (slow, scope) -> {
              scope.join();
              return slow.get(Duration.ZERO);
            });
  }

  @EngineTest
  void asCompletedLosesNoRef(Engines engine) throws Exception {
    AtomicReference<Iterator<ObjectRef<Integer>>> one = new AtomicReference<>();
    assertEnded(
        engine,
        "the next of 1 refs",
        ray ->
            (slow, _) -> {
              one.compareAndSet(null, ray.<Integer>asCompleted(List.of(slow)).iterator());
              int value = one.get().next().get();
              assertThat(one.get().hasNext()).isFalse();
              return value;
            });
  }

  @EngineTest
  void sleep(Engines engine) throws Exception {
    AtomicBoolean slept = new AtomicBoolean();
    try (Ray ray = engine.start()) {
      Wait wait =
          (slow, _) -> {
            ray.sleep(slept.getAndSet(true) ? Duration.ZERO : DAY);
            return slow.get();
          };
      assertThat(interrupted(ray, "Parking.sleep(", wait))
          .isEqualTo(new Seen("InterruptedException: sleep interrupted", false, 7));
      assertClean(ray);
    }
  }

  @EngineTest
  void aFuture(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      assertThat(interrupted(ray, "Future.get(", (slow, _) -> slow.toFuture().get()))
          .isEqualTo(new Seen("InterruptedException: null", false, 7));
      assertClean(ray);
    }
  }

  @EngineTest
  void awaitIdle(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      ObjectRef<Void> busy = ray.run(Work::await, new CountDownLatch(1));
      CompletableFuture<String> said = new CompletableFuture<>();
      Thread waiting =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      ray.awaitIdle(DAY);
                    } catch (GetInterruptedException e) {
                      said.complete(e.getMessage() + Thread.currentThread().isInterrupted());
                    }
                  });
      waiting.interrupt();
      assertThat(said.get(20, TimeUnit.SECONDS))
          .isEqualTo(
              "interrupted while waiting for all tasks to end; the interrupt flag is still settrue");
      busy.cancel();
      assertClean(ray);
    }
  }

  @EngineTest
  void theCloseOfAScopeGoesOnAndKeepsIt(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      CountDownLatch gate = new CountDownLatch(1);
      CompletableFuture<Thread> thread = new CompletableFuture<>();
      CountDownLatch started = new CountDownLatch(1);
      ObjectRef<Boolean> task =
          ray.call(
              () -> {
                TaskScope scope = ray.scope();
                scope.run(() -> throughInterrupts(started, gate));
                started.await();
                thread.complete(Thread.currentThread());
                scope.close();
                return Thread.currentThread().isInterrupted();
              });
      Thread closing = thread.get(20, TimeUnit.SECONDS);
      await().until(() -> List.of(closing.getStackTrace()).toString().contains("ScopeView.close("));
      closing.interrupt();
      assertThat(task.isReady()).isFalse();
      gate.countDown();
      assertThat(task.get()).isTrue();
      assertClean(ray);
    }
  }

  private static void throughInterrupts(CountDownLatch started, CountDownLatch gate) {
    started.countDown();
    while (true) {
      try {
        gate.await();
        return;
      } catch (InterruptedException e) {
        // deaf
      }
    }
  }

  @EngineTest
  void inTheCodeOfATaskThatDoesNotWait(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      CompletableFuture<Thread> thread = new CompletableFuture<>();
      ObjectRef<Integer> ref =
          ray.call(
              () -> {
                thread.complete(Thread.currentThread());
                while (!Thread.currentThread().isInterrupted()) {
                  LockSupport.parkNanos(10_000);
                }
                return ray.put(5).get() + (ray.context().isCancelled() ? 1 : 0);
              });
      thread.get(20, TimeUnit.SECONDS).interrupt();
      assertThat(ref.get()).isEqualTo(5);
      assertClean(ray);
    }
  }

  @EngineTest
  void anAttemptThatItEndsIsRetriedWithoutIt(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      List<Thread> threads = new CopyOnWriteArrayList<>();
      List<Boolean> flags = new CopyOnWriteArrayList<>();
      ObjectRef<Void> never = ray.after(DAY);
      ObjectRef<Integer> ref =
          ray.options(o -> o.retries(1).backoff(Duration.ofMillis(20)))
              .call(
                  () -> {
                    flags.add(Thread.currentThread().isInterrupted());
                    threads.add(Thread.currentThread());
                    if (threads.size() == 1) {
                      never.get();
                    }
                    return ray.context().attempt();
                  });
      await().until(() -> !threads.isEmpty());
      threads.getFirst().interrupt();
      while (!ref.isReady()) { // in the wait, between the attempts, and after the end
        threads.getFirst().interrupt();
        LockSupport.parkNanos(10_000);
      }
      assertThat(ref.get()).isEqualTo(2);
      boolean isSameThread = threads.getFirst() == threads.getLast();
      assertThat(flags.getFirst()).isFalse();
      assertThat(flags.getLast() && !isSameThread).isFalse(); // else it was hit itself
      threads.getLast().interrupt();
      never.cancel();
      assertClean(ray);
    }
  }

  @EngineTest
  void withoutRetriesItIsTheTasksOwnFailure(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      CompletableFuture<Thread> thread = new CompletableFuture<>();
      ObjectRef<Void> never = ray.after(DAY);
      ObjectRef<Void> ref =
          ray.options(o -> o.name("hit"))
              .run(
                  () -> {
                    thread.complete(Thread.currentThread());
                    never.get();
                  });
      thread.get(20, TimeUnit.SECONDS).interrupt();
      assertThatThrownBy(ref::get)
          .isExactlyInstanceOf(TaskException.class)
          .hasCauseExactlyInstanceOf(GetInterruptedException.class)
          .hasMessageStartingWith(
              "task hit failed on attempt 1: dev.loomray.error.GetInterruptedException:"
                  + " interrupted while waiting for timer #");
      never.cancel();
      assertClean(ray);
    }
  }

  /** Interrupts whoever reads and writes it, which happens on a task's thread around its code. */
  static final class Interrupting implements Serializable {
    @Serial private static final long serialVersionUID = 1;
    final int value;

    Interrupting(int value) {
      this.value = value;
    }

    @Serial
    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
      Thread.currentThread().interrupt();
    }

    @Serial
    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      Thread.currentThread().interrupt();
    }
  }

  @EngineTest
  void beforeAndAfterTheCodeOfATask(Engines engine) {
    try (Ray ray = engine.start(c -> c.isolation(Isolation.COPY))) {
      ObjectRef<Interrupting> ref =
          ray.call(
              (Interrupting x) ->
                  new Interrupting(Thread.interrupted() ? ray.put(x.value + 1).get() : -1),
              new Interrupting(1));
      assertThat(Thread.interrupted()).isTrue(); // its argument was written on this thread
      assertThat(ref.get().value).isEqualTo(2);
      assertThat(Thread.interrupted()).isTrue(); // and its result was read on it
      assertThat(ref.then(x -> x.value + (Thread.interrupted() ? 1 : 0)).get()).isEqualTo(3);
      assertClean(ray);
    }
  }

  @EngineTest
  void ofAThreadThatHasLeftItsTaskMeetsNoOtherTask(Engines engine) {
    try (Ray ray = engine.start()) {
      Thread thread = ray.call(Thread::currentThread).get();
      for (int i = 0; i < 5_000 * Integer.getInteger("effort", 1); i++) {
        thread.interrupt();
        assertThat(ray.call(() -> Thread.currentThread().isInterrupted()).get()).isFalse();
        thread = ray.call(Thread::currentThread).get();
      }
      assertClean(ray);
    }
  }

  private static void assertClean(Ray ray) {
    List<ObjectRef<Boolean>> flags = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      flags.add(ray.call(() -> Thread.currentThread().isInterrupted()));
    }
    assertThat(ray.get(flags)).containsOnly(false);
    assertThat(ray.awaitIdle(Duration.ofSeconds(20))).isTrue();
    assertThat(ray.dump()).contains(" 0 tasks unfinished, 0 timers");
  }
}
