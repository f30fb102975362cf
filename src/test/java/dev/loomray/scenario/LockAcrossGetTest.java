package dev.loomray.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.error.TaskTimeoutException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock held across a get, wanted by the task that is waited for: a deadlock, as on any executor.
 * The timeout ends it, and leaves nothing.
 */
class LockAcrossGetTest {
  private static final Duration FAR = Duration.ofHours(1);

  /** Something that only one thread holds at a time. */
  @FunctionalInterface
  private interface Exclusive {
    void during(Runnable body) throws InterruptedException;
  }

  private static Exclusive interruptibly() {
    ReentrantLock lock = new ReentrantLock();
    return body -> {
      lock.lockInterruptibly();
      try {
        body.run();
      } finally {
        lock.unlock();
      }
    };
  }

  private static Exclusive uninterruptibly() {
    ReentrantLock lock = new ReentrantLock();
    return body -> {
      lock.lock();
      try {
        body.run();
      } finally {
        lock.unlock();
      }
    };
  }

  private static Exclusive semaphore() {
    Semaphore one = new Semaphore(1);
    return body -> {
      one.acquireUninterruptibly();
      try {
        body.run();
      } finally {
        one.release();
      }
    };
  }

  /** Looks again and again, and is deaf meanwhile; it pauses, since virtual threads share processors. */
  private static Exclusive polling() {
    AtomicBoolean held = new AtomicBoolean();
    return body -> {
      while (!held.compareAndSet(false, true)) {
        Thread.interrupted();
        LockSupport.parkNanos(100_000);
      }
      try {
        body.run();
      } finally {
        held.set(false);
      }
    };
  }

  /** Its mutex is a monitor of the JDK. */
  private static Exclusive monitor() {
    Map<String, String> map = Collections.synchronizedMap(new HashMap<>());
    return body -> map.compute("key", (_, _) -> ran(body));
  }

  /** The bin of a key is a monitor too. */
  private static Exclusive bin() {
    Map<String, String> map = new ConcurrentHashMap<>(Map.of("key", ""));
    return body -> map.compute("key", (_, _) -> ran(body));
  }

  private static String ran(Runnable body) {
    body.run();
    return "ran";
  }

  private static void deadlocks(Engines engine, Exclusive lock) throws Exception {
    try (Ray ray = engine.start(c -> c.cpus(1))) {
      Work.withShortLimits(limit -> seenWithin(ray, lock, limit));
      assertThat(ray.awaitIdle(Duration.ofSeconds(20))).isTrue();
      assertThat(ray.dump())
          .contains("cpus 1 of 1 free, ")
          .contains(" 0 tasks queued for resources, 0 tasks unfinished, 0 timers");
      boolean[] held = new boolean[1];
      ray.options(o -> o.cpus(1)).run(() -> lock.during(() -> held[0] = true)).get();
      assertThat(held[0]).isTrue();
    }
  }

  private static boolean seenWithin(Ray ray, Exclusive lock, Duration limit) throws Exception {
    CountDownLatch wanted = new CountDownLatch(1);
    CompletableFuture<ObjectRef<Void>> child = new CompletableFuture<>();
    CompletableFuture<Throwable> stopped = new CompletableFuture<>();
    ObjectRef<Void> parent =
        ray.options(o -> o.name("holder").cpus(1).timeout(limit))
            .run(() -> lock.during(() -> hold(ray, lock, wanted, child, stopped)));
    assertThat(catchThrowableOfType(TaskTimeoutException.class, parent::get))
        .hasMessageStartingWith("task holder did not end within timeout=" + limit + " (it was ");
    if (wanted.getCount() > 0) {
      return false;
    }
    String message =
        ("task wants was ended too: task holder did not end within timeout=%s (it was RUNNING,"
                + " attempt 1); raise the timeout, or make the tasks faster")
            .formatted(limit);
    assertThat(catchThrowableOfType(TaskTimeoutException.class, child.join()::get))
        .hasMessage(message);
    assertThat(stopped.get(20, TimeUnit.SECONDS))
        .isExactlyInstanceOf(TaskTimeoutException.class)
        .hasMessage(message);
    return true;
  }

  private static void hold(
      Ray ray,
      Exclusive lock,
      CountDownLatch wanted,
      CompletableFuture<ObjectRef<Void>> child,
      CompletableFuture<Throwable> stopped) {
    ObjectRef<Void> wants =
        ray.options(o -> o.name("wants").cpus(1))
            .run(
                () -> {
                  wanted.countDown();
                  lock.during(() -> {});
                });
    child.complete(wants);
    try {
      wants.get();
    } catch (RuntimeException e) {
      stopped.complete(e);
      throw e;
    }
  }

  @EngineTest
  void aLockThatIsTakenInterruptibly(Engines engine) throws Exception {
    deadlocks(engine, interruptibly());
  }

  @EngineTest
  void aLockThatIsTakenThroughInterrupts(Engines engine) throws Exception {
    deadlocks(engine, uninterruptibly());
  }

  @EngineTest
  void aSemaphore(Engines engine) throws Exception {
    deadlocks(engine, semaphore());
  }

  @EngineTest
  void aLockThatPolls(Engines engine) throws Exception {
    deadlocks(engine, polling());
  }

  @EngineTest
  void aMonitor(Engines engine) throws Exception {
    deadlocks(engine, monitor());
  }

  @EngineTest
  void aBinOfAConcurrentMap(Engines engine) throws Exception {
    deadlocks(engine, bin());
  }

  @EngineTest
  void aTaskThatGetsItself(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      Work.withShortLimits(
          limit -> {
            CompletableFuture<ObjectRef<Void>> self = new CompletableFuture<>();
            CountDownLatch started = new CountDownLatch(1);
            ObjectRef<Void> ref =
                ray.options(o -> o.name("narcissus").timeout(limit))
                    .run(
                        () -> {
                          started.countDown();
                          self.join().get();
                        });
            self.complete(ref);
            String message =
                catchThrowableOfType(TaskTimeoutException.class, ref::get).getMessage();
            return started.getCount() == 0
                && message.equals(
                    ("task narcissus did not end within timeout=%s (it was RUNNING, attempt 1);"
                            + " raise the timeout, or make the tasks faster")
                        .formatted(limit));
          });
      assertThat(ray.awaitIdle(Duration.ofSeconds(20))).isTrue();
    }
  }

  /** With a limit: without one, the wait that closes the circle throws, perhaps before the cancel. */
  @EngineTest
  void twoTasksThatGetEachOtherEndWithTheFirstThatIsCancelled(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      CompletableFuture<ObjectRef<Integer>> a = new CompletableFuture<>();
      CompletableFuture<ObjectRef<Integer>> b = new CompletableFuture<>();
      a.complete(ray.options(o -> o.name("a")).call(() -> b.join().get(FAR)));
      b.complete(ray.options(o -> o.name("b")).call(() -> a.join().get(FAR)));
      assertThat(a.join().cancel()).isTrue();
      assertThat(catchThrowableOfType(dev.loomray.error.TaskException.class, b.join()::get))
          .hasCauseExactlyInstanceOf(dev.loomray.error.TaskCancelledException.class)
          .hasRootCauseMessage("task a was cancelled by cancel()");
      assertThat(ray.awaitIdle(Duration.ofSeconds(20))).isTrue();
    }
  }
}
