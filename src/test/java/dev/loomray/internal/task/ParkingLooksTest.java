package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.loomray.error.GetInterruptedException;
import dev.loomray.internal.base.Current;
import dev.loomray.internal.base.Environment;
import dev.loomray.internal.base.FakeClock;
import dev.loomray.internal.base.FakeReclaim;
import dev.loomray.internal.base.FakeReports;
import dev.loomray.internal.base.FakeStorage;
import dev.loomray.internal.base.FakeThreads;
import dev.loomray.internal.base.Threads;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How often a wait looks before it parks, and what it leaves alone until then. */
class ParkingLooksTest {
  private final Home home = Home.open(1);
  private final FakeClock clock = new FakeClock();
  private final AtomicInteger looks = new AtomicInteger();
  private final AtomicInteger spins = new AtomicInteger();
  private final Task<Object> task = home.idle(Settings.DEFAULT.cpus(1));

  @AfterEach
  void close() {
    task.leave();
    home.close();
  }

  @Test
  void aShortWaitSpinsAndKeepsItsCpus() {
    task.enter(new OwnPlace());
    as(task, () -> assertThat(parking(2).await(() -> lookedAndFree(3), 0, "a thing")).isTrue());
    assertThat(looks).hasValue(3);
    assertThat(spins).hasValue(2);
  }

  @Test
  void onOneProcessorSpinningHelpsNobody() {
    assertThat(parking(1).await(() -> looks.incrementAndGet() == 2, 0, "a thing")).isTrue();
    assertThat(spins).hasValue(0);
  }

  @Test
  void whatHoldsAlreadyIsLookedAtOnce() {
    task.enter(new OwnPlace());
    as(task, () -> assertThat(parking(1).await(() -> lookedAndFree(1), 0, "a thing")).isTrue());
    assertThat(looks).hasValue(1);
  }

  @Test
  void anUninterruptibleWaitSaysWhetherItHolds() {
    assertThat(parking(2).awaitUninterruptibly(() -> true, 0, "a thing")).isTrue();
    assertThat(parking(2).awaitUninterruptibly(() -> false, 0, "a thing")).isFalse();
  }

  @Test
  void aStoppedTaskIsInterruptedAgainWhenItWaits() {
    task.cancel();
    as(
        task,
        () ->
            assertThatThrownBy(() -> parking(2).await(() -> false, Parking.FOREVER, "a thing"))
                .isInstanceOf(GetInterruptedException.class)
                .hasMessageStartingWith("stopped waiting for a thing: "));
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aLongWaitParks() throws Exception {
    Parking parking = parking(2);
    Thread waiting =
        Thread.ofVirtual()
            .start(() -> parking.await(() -> false, TimeUnit.SECONDS.toNanos(1), "a thing"));
    await().until(() -> "a thing".equals(LockSupport.getBlocker(waiting)));
    await().until(() -> !waiting.isAlive() || passed());
    waiting.join();
  }

  private boolean passed() {
    clock.advance(Duration.ofMillis(600));
    return false;
  }

  private boolean lookedAndFree(int enough) {
    assertThat(task.blockedOn()).isNull();
    assertThat(home.dump()).startsWith("cpus 1 of 1 free");
    return looks.incrementAndGet() == enough;
  }

  private void as(Task<?> current, Runnable body) {
    ScopedValue.where(Current.KEY, new Current(home.owner.ray()).begin(current, 1)).run(body);
  }

  private Parking parking(int processors) {
    return new Parking(
        new Environment(
            clock,
            new Machine(processors),
            spins::incrementAndGet,
            new FakeReclaim(),
            new FakeStorage(),
            new Random(1),
            new FakeReports()));
  }

  /** A machine with so many processors. */
  private record Machine(int processors) implements Threads {
    @Override
    public Thread startDaemon(String name, Runnable body) {
      throw new UnsupportedOperationException("no thread needed");
    }

    @Override
    public ThreadFactory virtual() {
      return new FakeThreads().virtual();
    }

    @Override
    public Runnable onExit(String name, Runnable hook) {
      return () -> {};
    }
  }
}
