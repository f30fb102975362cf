package dev.loomray.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.error.TaskCancelledException;
import dev.loomray.error.TaskTimeoutException;
import dev.loomray.function.Fn0;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock.ReadLock;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * A task that waits for a child of its own may run it on its own thread. Apart from who holds a lock, it
 * cannot tell.
 */
class InlinedChildTest {
  private static final int MANY = 200;

  private static <T> List<T> many(Ray ray, Fn0<T> parent) {
    return Work.many(ray, UnaryOperator.identity(), parent);
  }

  private static void assertClean(Ray ray) {
    assertThat(many(ray, () -> Thread.currentThread().isInterrupted())).containsOnly(false);
    assertThat(ray.awaitIdle(Duration.ofSeconds(20))).isTrue();
    assertThat(ray.dump()).contains(" 0 tasks unfinished, 0 timers");
  }

  private static int holds(ReentrantLock lock) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      return lock.getHoldCount();
    } finally {
      lock.unlock();
    }
  }

  private static ObjectRef<Integer> holder(
      Ray ray, Duration limit, ReentrantLock lock, CountDownLatch wanted) {
    return ray.options(o -> o.name("holder").timeout(limit))
        .call(
            () -> {
              lock.lockInterruptibly();
              try {
                return ray.call(
                        () -> {
                          wanted.countDown();
                          return holds(lock);
                        })
                    .get();
              } finally {
                lock.unlock();
              }
            });
  }

  /** Another lease may have taken the child, so that it is kept out: then the next one is tried. */
  @Test
  void onLeasesALockThatItsParentHoldsLetsItIn() throws Exception {
    try (Ray ray = Engines.LEASES.start()) {
      Work.withShortLimits(
          limit -> {
            ReentrantLock lock = new ReentrantLock();
            try {
              int holds = holder(ray, limit, lock, new CountDownLatch(1)).get();
              assertThat(holds).isEqualTo(2);
              assertThat(lock.isLocked()).isFalse();
              return true;
            } catch (TaskTimeoutException e) {
              return false;
            }
          });
      assertThat(Engines.inlined(ray)).isPositive();
      assertClean(ray);
    }
  }

  @EngineTest
  void withoutInliningALockThatItsParentHoldsKeepsItOut(Engines engine) throws Exception {
    try (Ray ray = engine.start(c -> c.inlineDepth(0))) {
      Work.withShortLimits(
          limit -> {
            ReentrantLock lock = new ReentrantLock();
            CountDownLatch wanted = new CountDownLatch(1);
            ObjectRef<Integer> holder = holder(ray, limit, lock, wanted);
            assertThat(catchThrowableOfType(TaskTimeoutException.class, holder::get))
                .hasMessageStartingWith(
                    "task holder did not end within timeout=" + limit + " (it was ");
            return wanted.getCount() == 0;
          });
      assertThat(Engines.inlined(ray)).isZero();
      assertClean(ray);
    }
  }

  private static int readHolds(ReentrantReadWriteLock lock) {
    ReadLock read = lock.readLock();
    read.lock();
    try {
      return lock.getReadHoldCount();
    } finally {
      read.unlock();
    }
  }

  /** The JDK counts the holds of a thread in its thread locals, and those of the first reader elsewhere. */
  private static void sharesAReadLock(Ray ray, ReentrantReadWriteLock lock) {
    assertThat(
            many(
                ray,
                () -> {
                  lock.readLock().lock();
                  try {
                    int inChild = ray.call(() -> readHolds(lock)).get();
                    return inChild > 0 && lock.getReadHoldCount() == 1;
                  } finally {
                    lock.readLock().unlock(); // an IllegalMonitorStateException if a hold was lost
                  }
                }))
        .containsOnly(true);
  }

  @EngineTest
  void aReadLockIsHeldByBoth(Engines engine) {
    try (Ray ray = engine.start()) {
      ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
      sharesAReadLock(ray, lock);
      engine.assertInlined(ray);
      lock.readLock().lock(); // so that no task is the first reader
      try {
        sharesAReadLock(ray, lock);
        assertThat(lock.getReadLockCount()).isEqualTo(1);
      } finally {
        lock.readLock().unlock();
      }
      assertThat(lock.getReadLockCount()).isZero();
      assertClean(ray);
    }
  }

  @EngineTest
  void anInterruptThatItLeavesBehindIsNotItsParents(Engines engine) {
    try (Ray ray = engine.start()) {
      List<Boolean> flags =
          many(
              ray,
              () -> {
                ray.run(() -> Thread.currentThread().interrupt()).get();
                return Thread.currentThread().isInterrupted();
              });
      assertThat(flags).containsOnly(false);
      engine.assertInlined(ray);
      assertClean(ray);
    }
  }

  @EngineTest
  void isCancelledWithTheParentThatWaitsForIt(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      for (int i = 0; i < MANY; i++) {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        CompletableFuture<ObjectRef<Void>> child = new CompletableFuture<>();
        CompletableFuture<Throwable> seen = new CompletableFuture<>();
        ObjectRef<Void> parent =
            ray.options(o -> o.name("parent"))
                .run(
                    () -> {
                      child.complete(ray.run(Work::untilInterrupted, started, interrupted));
                      seen.complete(thrownBy(child.join()));
                    });
        started.await();
        assertThat(parent.cancel()).isTrue();
        interrupted.await();
        String message =
            "task Work.untilInterrupted was cancelled: its parent task parent was cancelled";
        assertThatThrownBy(child.join()::get)
            .isExactlyInstanceOf(TaskCancelledException.class)
            .hasMessage(message);
        assertThat(seen.get(20, TimeUnit.SECONDS))
            .isExactlyInstanceOf(TaskCancelledException.class);
      }
      engine.assertInlined(ray);
      assertClean(ray);
    }
  }

  private static Throwable thrownBy(ObjectRef<Void> child) {
    return catchThrowableOfType(RuntimeException.class, child::get);
  }

  @EngineTest
  void cancelledAloneItLeavesItsParentAlone(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      for (int i = 0; i < MANY; i++) {
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<ObjectRef<Void>> child = new CompletableFuture<>();
        ObjectRef<String> parent =
            ray.call(
                () -> {
                  child.complete(ray.run(Work::untilInterrupted, started, new CountDownLatch(1)));
                  String thrown = thrownBy(child.join()).getMessage();
                  boolean flag = Thread.currentThread().isInterrupted();
                  return thrown + " " + flag + " " + ray.call(Work::square, 3).get();
                });
        started.await();
        assertThat(child.join().cancel()).isTrue();
        assertThat(parent.get())
            .isEqualTo("task Work.untilInterrupted was cancelled by cancel() false 9");
      }
      engine.assertInlined(ray);
      assertClean(ray);
    }
  }

  @Test
  void onLeasesMostChildrenOfARecursionAre() {
    try (Ray ray = Engines.LEASES.start()) {
      assertThat(ray.call(Work::fib, 18).get()).isEqualTo(2_584);
      assertThat(Engines.inlined(ray)).isGreaterThan(6_000); // of 12,541
    }
    try (Ray ray = Engines.LEASES.start(c -> c.inlineDepth(0))) {
      assertThat(ray.call(Work::fib, 18).get()).isEqualTo(2_584);
      assertThat(ray.dump()).contains(", 0 inlined");
    }
  }
}
