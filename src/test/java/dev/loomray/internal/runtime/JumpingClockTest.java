package dev.loomray.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.TaskScope;
import dev.loomray.error.GetTimeoutException;
import dev.loomray.error.TaskTimeoutException;
import dev.loomray.function.Fn0;
import dev.loomray.internal.base.Clock;
import dev.loomray.internal.base.Environment;
import dev.loomray.internal.base.FakeClock;
import dev.loomray.internal.base.FakeReclaim;
import dev.loomray.internal.base.FakeReports;
import dev.loomray.internal.base.FakeStorage;
import dev.loomray.internal.base.FakeThreads;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A machine that slept, a clock that was set, and a clock that errs: time is what nanoTime says. */
class JumpingClockTest {
  private static final Duration DAY = Duration.ofDays(1);

  /** A wall clock of its own, beside a time that starts a second before its nanoseconds overflow. */
  private static final class Jumping implements Clock {
    private final FakeClock time = new FakeClock();
    private final Set<Thread> parked = ConcurrentHashMap.newKeySet();
    private volatile Instant wall = Instant.EPOCH;

    @Override
    public long nanoTime() {
      return time.nanoTime();
    }

    @Override
    public Instant instant() {
      return wall;
    }

    @Override
    public void parkNanos(Object blocker, long nanos) {
      parked.add(Thread.currentThread());
      time.parkNanos(blocker, nanos);
    }

    void jump(Duration time) {
      this.time.advance(time);
    }

    /** Waits until so many tasks wait for some time from now; they have read the clock before. */
    void awaitTasks(int count) {
      await().until(() -> parked.stream().filter(Thread::isVirtual).count() == count);
    }
  }

  private final Jumping clock = new Jumping();
  private final long start = clock.nanoTime();

  private Ray start() {
    return Boot.start(
        c -> c.cpus(4),
        new Environment(
            clock,
            new FakeThreads(),
            Thread::onSpinWait,
            new FakeReclaim(),
            new FakeStorage(),
            new Random(3),
            new FakeReports()));
  }

  private static List<ObjectRef<Void>> shuffled(List<ObjectRef<Void>> timers) {
    List<ObjectRef<Void>> copy = new ArrayList<>(timers);
    Collections.shuffle(copy, new Random(5));
    return copy;
  }

  /** In which order they become ready while time jumps; those that are ready before come in that of the list. */
  private List<ObjectRef<Void>> inOrderOfReadiness(
      Ray ray, List<ObjectRef<Void>> timers, Duration jump) {
    var completed = ray.<Void>asCompleted(timers).iterator();
    clock.jump(jump);
    List<ObjectRef<Void>> order = new ArrayList<>();
    completed.forEachRemaining(order::add);
    return order;
  }

  /** Timers of these seconds, made in another order. */
  private static List<ObjectRef<Void>> timers(Ray ray, int... seconds) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, seconds.length).boxed().toList());
    Collections.shuffle(order, new Random(5));
    List<ObjectRef<Void>> timers = new ArrayList<>(Collections.nCopies(seconds.length, null));
    order.forEach(i -> timers.set(i, ray.after(Duration.ofSeconds(seconds[i]))));
    return timers;
  }

  @Test
  void timersThatAreDueAtOnceAreReadyInTheirOrder() {
    try (Ray ray = start()) {
      List<ObjectRef<Void>> timers = timers(ray, IntStream.rangeClosed(1, 3_600).toArray());
      ObjectRef<Void> later = ray.after(Duration.ofHours(1).plusNanos(1));
      var completed = ray.<Void>asCompleted(shuffled(timers)).iterator();
      clock.jump(Duration.ofHours(1));
      for (ObjectRef<Void> timer : timers) {
        assertThat(completed.next()).isSameAs(timer);
      }
      assertThat(later.isReady()).isFalse();
      clock.jump(Duration.ofNanos(1));
      assertThat(later.get()).isNull();
    }
  }

  @Test
  void everyDeadlineThatPassedInASuspendIsOver() {
    try (Ray ray = start();
        TaskScope scope = ray.scope(o -> o.timeout(Duration.ofMinutes(15)))) {
      ObjectRef<Void> never = ray.after(DAY);
      ObjectRef<Integer> half =
          ray.options(o -> o.name("half").timeout(Duration.ofMinutes(30)))
              .call((Void _) -> 1, never);
      CountDownLatch started = new CountDownLatch(2);
      ObjectRef<Void> running =
          ray.options(o -> o.name("runs").timeout(Duration.ofHours(1))).run(() -> hold(started));
      ObjectRef<Void> scoped = scope.options(o -> o.name("in")).run(() -> hold(started));
      ObjectRef<Integer> inTime =
          ray.options(o -> o.timeout(Duration.ofHours(1).plusNanos(1))).call((Void _) -> 2, never);
      awaitUninterruptibly(started);
      clock.jump(Duration.ofHours(1));
      assertTimedOut(
          half, "task half did not end within timeout=PT30M (it was WAITING, attempt 1)");
      assertTimedOut(
          running, "task runs did not end within timeout=PT1H (it was RUNNING, attempt 1)");
      assertTimedOut(
          scoped,
          "task in was ended too: a scope did not end within timeout=PT15M (it was not closed)");
      assertThatThrownBy(scope::join).isExactlyInstanceOf(TaskTimeoutException.class);
      assertThat(inTime.isReady()).isFalse();
      assertThat(inTime.cancel()).isTrue();
    }
  }

  private static void hold(CountDownLatch started) throws InterruptedException {
    started.countDown();
    new CountDownLatch(1).await();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    await().until(() -> latch.getCount() == 0);
  }

  private static void assertTimedOut(ObjectRef<?> ref, String start) {
    assertThatThrownBy(ref::get)
        .isExactlyInstanceOf(TaskTimeoutException.class)
        .hasMessageStartingWith(start);
  }

  @Test
  void everyWaitThatPassedInASuspendIsOver() {
    try (Ray ray = start()) {
      ObjectRef<Void> never = ray.after(DAY);
      Duration hour = Duration.ofHours(1);
      List<ObjectRef<String>> waits =
          List.of(
              said(ray, () -> "" + never.get(Duration.ofMinutes(10))),
              said(ray, () -> "" + ray.get(List.of(never), hour)),
              said(ray, () -> "" + ray.waitFor(1, List.of(never), Duration.ofNanos(1)).ready()),
              said(ray, () -> slept(ray, hour)));
      clock.awaitTasks(4);
      clock.jump(hour);
      assertThat(ray.get(waits))
          .containsExactly(
              "expected timer #1 within timeout=PT10M, found it not ready; wait longer, or cancel()"
                  + " it at PT1H",
              "expected 1 refs within timeout=PT1H, found 1 not ready, such as timer #1; wait"
                  + " longer, or cancel() them at PT1H",
              "[] at PT1H",
              "slept at PT1H");
    }
  }

  /** What a wait answered or threw, and at which time since the start. */
  private ObjectRef<String> said(Ray ray, Fn0<String> wait) {
    return ray.call(
        () -> {
          try {
            return wait.call() + at();
          } catch (GetTimeoutException e) {
            return e.getMessage() + at();
          }
        });
  }

  private String at() {
    return " at " + Duration.ofNanos(clock.nanoTime() - start);
  }

  private static String slept(Ray ray, Duration time) throws InterruptedException {
    ray.sleep(time);
    return "slept";
  }

  @Test
  void aBackoffThatPassedInASuspendIsOver() {
    try (Ray ray = start()) {
      CountDownLatch first = new CountDownLatch(1);
      ObjectRef<Integer> ref =
          ray.options(o -> o.retries(1).backoff(Duration.ofHours(1)))
              .call(
                  () -> {
                    if (ray.context().attempt() == 1) {
                      first.countDown();
                      throw new IOException("first");
                    }
                    return ray.context().attempt();
                  });
      await().until(() -> ray.dump().contains(" 1 timers"));
      clock.jump(Duration.ofHours(1).minusNanos(1));
      assertThat(ray.dump()).contains("BACKOFF, attempt 2");
      clock.jump(Duration.ofNanos(1));
      assertThat(ref.get()).isEqualTo(2);
    }
  }

  @Test
  void aWallClockThatIsSetBackMovesNothing() {
    try (Ray ray = start()) {
      List<ObjectRef<Void>> timers = timers(ray, 1, 2, 3);
      clock.wall = Instant.parse("1969-12-31T00:00:00Z");
      assertThat(ray.clock().instant()).isEqualTo(Instant.parse("1969-12-31T00:00:00Z"));
      assertThat(inOrderOfReadiness(ray, timers, Duration.ofSeconds(3))).isEqualTo(timers);
      clock.wall = Instant.MAX;
      assertThat(ray.call(() -> ray.clock().instant()).get()).isEqualTo(Instant.MAX);
    }
  }

  @Test
  void nanosecondsThatOverflowKeepTheOrder() {
    try (Ray ray = start()) {
      ObjectRef<Void> longest = ray.after(Duration.ofSeconds(Long.MAX_VALUE));
      List<ObjectRef<Void>> timers = timers(ray, 0, 1, 2, 3, 1_000_000_000);
      ObjectRef<Duration> left =
          ray.options(o -> o.timeout(Duration.ofDays(1)))
              .call(() -> ray.context().timeLeft().orElseThrow());
      assertThat(left.get()).isEqualTo(DAY);
      var completed = ray.<Void>asCompleted(shuffled(timers)).iterator();
      for (ObjectRef<Void> timer : timers.subList(0, 4)) {
        assertThat(completed.next()).isSameAs(timer);
        assertThat(timers.getLast().isReady()).isFalse();
        clock.jump(Duration.ofSeconds(1));
      }
      assertThat(clock.nanoTime()).isNegative();
      clock.jump(Duration.ofSeconds(1_000_000_000 - 4));
      assertThat(completed.next()).isSameAs(timers.getLast());
      assertThat(longest.isReady()).isFalse();
    }
  }

  @Test
  void aTimeThatGoesBackMakesEveryWaitLonger() {
    try (Ray ray = start()) {
      ObjectRef<Void> never = ray.after(DAY);
      Duration ten = Duration.ofSeconds(10);
      ObjectRef<String> wait = said(ray, () -> "" + never.get(ten));
      ObjectRef<String> sleep = said(ray, () -> slept(ray, ten));
      ObjectRef<Integer> limited =
          ray.options(o -> o.name("limited").timeout(ten)).call((Void _) -> 1, never);
      clock.awaitTasks(2);
      clock.jump(Duration.ofSeconds(-5));
      ObjectRef<Void> justBefore = ray.after(Duration.ofSeconds(15).minusNanos(1));
      clock.jump(Duration.ofSeconds(15).minusNanos(1));
      justBefore.get();
      assertThat(limited.isReady()).isFalse();
      clock.jump(Duration.ofNanos(1));
      assertTimedOut(
          limited, "task limited did not end within timeout=PT10S (it was WAITING, attempt 1)");
      assertThat(wait.get())
          .isEqualTo(
              "expected timer #1 within timeout=PT10S, found it not ready; wait longer, or"
                  + " cancel() it at PT10S");
      assertThat(sleep.get()).isEqualTo("slept at PT10S");
    }
  }

  @Test
  void aTaskHasMoreTimeLeftThanItsTimeoutWhenTimeGoesBack() {
    try (Ray ray = start()) {
      CountDownLatch gate = new CountDownLatch(1);
      ObjectRef<Duration> left =
          ray.options(o -> o.timeout(Duration.ofSeconds(10)))
              .call(
                  () -> {
                    gate.await();
                    return ray.context().timeLeft().orElseThrow();
                  });
      clock.jump(Duration.ofSeconds(-5));
      gate.countDown();
      assertThat(left.get()).isEqualTo(Duration.ofSeconds(15));
    }
  }

  @Test
  void timersMadeBeforeAndAfterTimeWentBackKeepTheirOrder() {
    try (Ray ray = start()) {
      ObjectRef<Void> old = ray.after(Duration.ofSeconds(10));
      clock.jump(Duration.ofSeconds(-5));
      ObjectRef<Void> before = ray.after(Duration.ofSeconds(14));
      ObjectRef<Void> after = ray.after(Duration.ofSeconds(16));
      assertThat(inOrderOfReadiness(ray, List.of(after, old, before), Duration.ofHours(1)))
          .containsExactly(before, old, after);
    }
  }

  @Test
  void timersKeepTheirOrderWhileTheTimeStaggers() {
    try (Ray ray = start()) {
      List<ObjectRef<Void>> timers = timers(ray, IntStream.rangeClosed(1, 200).toArray());
      var completed = ray.<Void>asCompleted(shuffled(timers)).iterator();
      for (ObjectRef<Void> timer : timers) {
        clock.jump(Duration.ofSeconds(-7));
        clock.jump(Duration.ofSeconds(8));
        assertThat(completed.next()).isSameAs(timer);
      }
      assertThat(ray.dump()).contains(" 0 timers");
    }
  }
}
