package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.loomray.error.GetInterruptedException;
import dev.loomray.internal.base.Current;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParkingTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Home home = Home.open(1);
  private final Parking parking = new Parking(home.owner.env());
  private final AtomicBoolean done = new AtomicBoolean();

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void whatHoldsAlreadyIsNotWaitedForEvenInterrupted() throws Exception {
    CompletableFuture<Boolean> flag =
        onItsOwnThread(
            () -> {
              Thread.currentThread().interrupt();
              return parking.await(() -> true, Parking.FOREVER, "nothing")
                  && Thread.currentThread().isInterrupted();
            });
    assertThat(flag.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void endsByTimeOnTheClock() throws Exception {
    assertThat(parking.await(() -> false, 0, "never")).isFalse();
    CompletableFuture<Boolean> waits =
        onItsOwnThread(() -> parking.await(done::get, SECOND, "never"));
    CompletableFuture<Boolean> deafly =
        onItsOwnThread(() -> parking.awaitUninterruptibly(done::get, SECOND, "never"));
    await().until(() -> (waits.isDone() && deafly.isDone()) || passed());
    assertThat(waits.get()).isFalse();
    assertThat(deafly.get()).isFalse();
  }

  @Test
  void anInterruptEndsItAndIsKept() throws Exception {
    AtomicReference<Thread> waiter = new AtomicReference<>();
    AtomicBoolean kept = new AtomicBoolean();
    CompletableFuture<Boolean> waits =
        onItsOwnThread(
            () -> {
              waiter.set(Thread.currentThread());
              try {
                return parking.await(done::get, Parking.FOREVER, "a thing");
              } finally {
                kept.set(Thread.currentThread().isInterrupted());
              }
            });
    await().until(() -> waiter.get() != null);
    waiter.get().interrupt();
    assertThatThrownBy(() -> waits.get(10, TimeUnit.SECONDS))
        .cause()
        .isInstanceOf(GetInterruptedException.class)
        .hasMessage("interrupted while waiting for a thing; the interrupt flag is still set");
    assertThat(kept).isTrue();
  }

  @Test
  void anUninterruptibleWaitGoesOnAndKeepsTheInterruptForLater() throws Exception {
    CompletableFuture<Boolean> waits =
        onItsOwnThread(
            () -> {
              Thread.currentThread().interrupt();
              boolean ended = parking.awaitUninterruptibly(done::get, SECOND, "a thing");
              return !ended && Thread.currentThread().isInterrupted();
            });
    await().until(() -> waits.isDone() || passed());
    assertThat(waits.get()).isTrue();
  }

  @Test
  void aTaskThatWaitsGivesItsCpusBackAndShowsWhatItWaitsFor() throws Exception {
    Ref<Integer> ref = home.pending();
    Task<Integer> task = home.submit(Settings.DEFAULT.cpus(1), ref::get);
    await().until(() -> task.blockedOn() == ref);
    assertThat(home.dump()).startsWith("cpus 1 of 1 free").contains("waits for " + ref);
    assertThat(home.submit(Settings.DEFAULT.cpus(1), () -> 2).get()).isEqualTo(2);
    ref.settle(7);
    assertThat(task.get()).isEqualTo(7);
    assertThat(task.blockedOn()).isNull();
    await().until(() -> home.dump().startsWith("cpus 1 of 1 free"));
  }

  @Test
  void aStoppedTaskDoesNotWaitEvenIfItsCodeSwallowedTheInterrupt() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    CompletableFuture<Throwable> second = new CompletableFuture<>();
    Ref<Integer> ref = home.pending();
    Task<Integer> task =
        home.submit(
            Settings.DEFAULT.name("stubborn"),
            () -> {
              running.countDown();
              try {
                never.await();
              } catch (InterruptedException e) {
                // swallowed
              }
              try {
                return ref.get();
              } catch (GetInterruptedException e) {
                second.complete(e);
                throw e;
              }
            });
    running.await();
    assertThat(task.cancel()).isTrue();
    assertThat(second.get(10, TimeUnit.SECONDS))
        .hasMessage("stopped waiting for " + ref + ": task stubborn was cancelled by cancel()");
  }

  @Test
  void sleepsOnTheClock() throws Exception {
    parking.sleep(0);
    CompletableFuture<Boolean> sleeps =
        onItsOwnThread(
            () -> {
              parking.sleep(SECOND);
              return true;
            });
    assertThat(sleeps).isNotDone();
    await().until(() -> sleeps.isDone() || passed());
    assertThat(sleeps.get()).isTrue();
  }

  @Test
  void anInterruptEndsASleepAndIsTaken() throws Exception {
    CompletableFuture<Boolean> taken =
        onItsOwnThread(
            () -> {
              Thread.currentThread().interrupt();
              assertThatThrownBy(() -> parking.sleep(SECOND))
                  .isInstanceOf(InterruptedException.class);
              return !Thread.currentThread().isInterrupted();
            });
    assertThat(taken.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void onlyTheThreadOfATaskGivesItsCpusBack() {
    Task<?> task = home.idle(Settings.DEFAULT.cpus(1));
    assertThat(seenWhileWaitingFor(task)).containsOnly("null, cpus 1 of 1 free");
    task.enter(new OwnPlace());
    assertThat(seenWhileWaitingFor(task)).contains("a thing, cpus 2 of 1 free");
    assertThat(home.dump()).startsWith("cpus 1 of 1 free");
    assertThat(task.blockedOn()).isNull();
    task.leave();
  }

  /** What is blocked on what and which CPUs are free, each time the conditions of two waits are looked at. */
  private Set<String> seenWhileWaitingFor(Task<?> task) {
    Set<String> seen = new HashSet<>();
    BooleanSupplier never =
        () -> {
          seen.add(task.blockedOn() + ", " + home.dump().split(",", 2)[0]);
          return false;
        };
    ScopedValue.where(Current.KEY, new Current(home.owner.ray()).begin(task, 1))
        .run(
            () -> {
              assertThat(parking.await(never, 0, "a thing")).isFalse();
              assertThat(parking.awaitUninterruptibly(never, 0, "a thing")).isFalse();
            });
    return seen;
  }

  /** Lets some time pass while somebody waits; for conditions of the form "done, or go on". */
  private boolean passed() {
    home.clock.advance(Duration.ofMillis(600));
    return false;
  }

  private interface Body {
    boolean run() throws Exception;
  }

  private static CompletableFuture<Boolean> onItsOwnThread(Body body) {
    CompletableFuture<Boolean> result = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                result.complete(body.run());
              } catch (Throwable e) {
                result.completeExceptionally(e);
              }
            });
    return result;
  }
}
