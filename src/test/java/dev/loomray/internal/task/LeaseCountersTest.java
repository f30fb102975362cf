package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.loomray.Engine;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.internal.base.Environment;
import dev.loomray.internal.base.FakeClock;
import dev.loomray.internal.base.FakeReclaim;
import dev.loomray.internal.base.FakeReports;
import dev.loomray.internal.base.FakeStorage;
import dev.loomray.internal.base.FakeThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeaseCountersTest {
  private static final int MANY = 50;
  private static final Pattern IN_DUMP =
      Pattern.compile(
          " at work, (\\d+) runs, (\\d+) made, \\d+ ended, \\d+ lent, \\d+ handed over, ");

  private final FakeClock clock = new FakeClock();
  private final LeaseEngine engine =
      new LeaseEngine(
          Home.noRay(),
          "engine",
          new Environment(
              clock,
              new FakeThreads(),
              Thread::onSpinWait,
              new FakeReclaim(),
              new FakeStorage(),
              new Random(1),
              new FakeReports()),
          new Timers(clock, new FakeReports()),
          16);
  private final int processors = engine.places().limit();

  @AfterEach
  void everythingEnds() {
    engine.shutdown();
    await().until(() -> engine.isTerminated());
    await().until(() -> engine.counters().made() == engine.counters().ended());
    assertThat(engine.describe()).startsWith("0 leases, 0 of " + processors + " at work, ");
  }

  @Test
  void aHundredThousandTasksRunOnFewLeases() {
    engine.open();
    try (Ray ray = Ray.init(c -> c.engine(Engine.LEASES))) {
      List<ObjectRef<Void>> refs = new ArrayList<>();
      for (int i = 0; i < 100_000; i++) {
        refs.add(ray.run(() -> {}));
      }
      ray.get(refs);
      await().until(() -> inDump(ray, 1) >= 100_000);
      assertThat(inDump(ray, 2)).isPositive().isLessThan(500);
    }
  }

  private static int inDump(Ray ray, int group) {
    MatchResult found =
        IN_DUMP
            .matcher(ray.dump())
            .results()
            .findFirst()
            .orElseThrow(() -> new AssertionError(ray.dump()));
    return Integer.parseInt(found.group(group));
  }

  @Test
  void aLeaseThatFindsNoMoreWorkRunsTheNext() {
    engine.open();
    for (int i = 1; i <= MANY; i++) {
      engine.background(() -> {});
      awaitRest(i);
    }
    assertThat(engine.counters()).isEqualTo(new LeaseCounters(MANY, 1, 0, 0, 0, 0));
  }

  @Test
  void whatIsParkedElsewhereGrowsLeases() {
    engine.open();
    CountDownLatch all = new CountDownLatch(MANY);
    for (int i = 0; i < MANY; i++) {
      engine.background(
          () -> {
            all.countDown();
            waitUninterruptibly(all);
          });
    }
    await()
        .until(
            () -> {
              clock.advance(Duration.ofMillis(1));
              return all.getCount() == 0;
            });
    await().until(() -> engine.counters().runs() == MANY);
    assertThat(engine.counters().made()).isGreaterThanOrEqualTo(MANY);
    assertThat(engine.counters().lent()).isPositive();
    assertThat(engine.counters().handedOver()).isZero();
  }

  @Test
  void whatWaitsHandsItsPlaceOverAndGrownLeasesEndAfterASecondOfRest() {
    engine.open();
    CountDownLatch all = new CountDownLatch(MANY);
    Semaphore gate = new Semaphore(0);
    for (int i = 0; i < MANY; i++) {
      engine.start(work(place -> waits(place, all, gate)));
    }
    await().until(() -> all.getCount() == 0);
    for (int i = 1; i <= MANY; i++) {
      gate.release();
      awaitRest(i);
    }
    long made = engine.counters().made();
    assertThat(made).isBetween((long) MANY, (long) MANY + processors);
    assertThat(engine.counters()).isEqualTo(new LeaseCounters(MANY, made, 0, 0, MANY, 0));
    await()
        .until(
            () -> {
              clock.advance(Duration.ofSeconds(1));
              return engine.counters().ended() >= made - processors;
            });
  }

  private void awaitRest(int runs) {
    await()
        .until(
            () ->
                engine.counters().runs() == runs
                    && engine.places().taken() == 0
                    && engine.idle().size() > 0);
  }

  private static void waits(TaskPlace place, CountDownLatch all, Semaphore gate) {
    place.waits();
    all.countDown();
    gate.acquireUninterruptibly();
    place.goesOn();
  }

  private static void waitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static TaskEngine.Work work(Consumer<TaskPlace> body) {
    return new TaskEngine.Work() {
      @Override
      public void run(TaskPlace place) {
        body.accept(place);
      }

      @Override
      public boolean refused(Throwable reason) {
        throw new AssertionError(reason);
      }
    };
  }
}
