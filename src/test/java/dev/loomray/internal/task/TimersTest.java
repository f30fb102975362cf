package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.internal.base.FakeClock;
import dev.loomray.internal.base.FakeReports;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class TimersTest {
  private final FakeClock clock = new FakeClock();
  private final Timers timers = new Timers(clock, new FakeReports());
  private final List<String> ran = new ArrayList<>();

  @Test
  void runsWhatIsDueInTheOrderOfTime() {
    add(30, "c");
    add(10, "a");
    add(20, "b");
    timers.runDue();
    assertThat(ran).isEmpty();
    clock.advance(Duration.ofNanos(20));
    timers.runDue();
    assertThat(ran).containsExactly("a", "b");
    assertThat(timers.size()).isEqualTo(1);
  }

  @Test
  void saysHowLongUntilTheNext() {
    assertThat(timers.nanosToNext()).isEqualTo(Long.MAX_VALUE);
    add(30, "c");
    assertThat(timers.nanosToNext()).isEqualTo(30);
    clock.advance(Duration.ofNanos(29));
    assertThat(timers.nanosToNext()).isEqualTo(1);
    clock.advance(Duration.ofNanos(100));
    assertThat(timers.nanosToNext()).isZero();
    timers.runDue();
    assertThat(timers.nanosToNext()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void comparesAcrossTheOverflowOfNanoseconds() {
    add(Duration.ofSeconds(2).toNanos(), "after");
    add(Duration.ofMillis(1).toNanos(), "before");
    assertThat(timers.nanosToNext()).isEqualTo(Duration.ofMillis(1).toNanos());
    clock.advance(Duration.ofSeconds(2));
    timers.runDue();
    assertThat(ran).containsExactly("before", "after");
  }

  @Test
  void aTimerThatWasCancelledNeverRuns() {
    Timer timer = add(10, "a");
    timers.cancel(timer);
    assertThat(timers.size()).isZero();
    clock.advance(Duration.ofNanos(10));
    timers.runDue();
    assertThat(ran).isEmpty();
  }

  @Test
  void aTimerThatWasCancelledBeforeItWasScheduledNeverRuns() {
    Timer timer = timers.prepare(10, () -> ran.add("a"));
    timers.cancel(timer);
    timers.schedule(timer);
    assertThat(timers.size()).isZero();
    clock.advance(Duration.ofNanos(10));
    timers.runDue();
    assertThat(ran).isEmpty();
  }

  @Test
  void cancellingTwiceOrAfterItRanOrNothingDoesNothing() {
    Timer timer = add(10, "a");
    add(20, "b");
    timers.cancel(null);
    clock.advance(Duration.ofNanos(10));
    timers.runDue();
    timers.cancel(timer);
    timers.cancel(timer);
    assertThat(timers.size()).isEqualTo(1);
    clock.advance(Duration.ofNanos(10));
    timers.runDue();
    assertThat(ran).containsExactly("a", "b");
  }

  @Test
  void wakesItsThreadOnlyForAnEarlierTimer() {
    AtomicInteger wakes = new AtomicInteger();
    timers.onEarlier(wakes::incrementAndGet);
    add(20, "b");
    assertThat(wakes).hasValue(1);
    add(30, "c");
    assertThat(wakes).hasValue(1);
    add(10, "a");
    assertThat(wakes).hasValue(2);
  }

  @Test
  void aTimerMayScheduleAndCancelOthers() {
    Timer victim = timers.prepare(20, () -> ran.add("victim"));
    timers.schedule(
        timers.prepare(
            10,
            () -> {
              timers.cancel(victim);
              add(0, "at once");
              ran.add("first");
            }));
    timers.schedule(victim);
    clock.advance(Duration.ofNanos(20));
    timers.runDue();
    assertThat(ran).containsExactly("first", "at once");
  }

  @Test
  void oneThatThrowsDoesNotStopTheRest() {
    timers.schedule(
        timers.prepare(
            10,
            () -> {
              throw new Stackless();
            }));
    add(20, "b");
    clock.advance(Duration.ofNanos(20));
    timers.runDue();
    assertThat(ran).containsExactly("b");
  }

  @Test
  void oneThatRanOutOfMemoryRunsAgain() {
    AtomicInteger runs = new AtomicInteger();
    OutOfMemoryError full = new OutOfMemoryError("full");
    timers.schedule(
        timers.prepare(
            10,
            () -> {
              if (runs.incrementAndGet() == 1) {
                throw full;
              }
            }));
    clock.advance(Duration.ofNanos(10));
    assertThatThrownBy(timers::runDue).isSameAs(full);
    assertThat(timers.nanosToNext()).isZero();
    timers.runDue();
    assertThat(runs).hasValue(2);
    assertThat(timers.size()).isZero();
  }

  @RepeatedTest(20)
  void doesWhatASortedListDoes(RepetitionInfo seed) {
    Random random = new Random(seed.getCurrentRepetition());
    Map<Timer, Long> model = new LinkedHashMap<>();
    List<Timer> due = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      int dice = random.nextInt(10);
      if (dice < 5) {
        schedule(random.nextInt(1_000), model, due);
      } else if (dice < 8 && !model.isEmpty()) {
        Timer timer = new ArrayList<>(model.keySet()).get(random.nextInt(model.size()));
        timers.cancel(timer);
        model.remove(timer);
      } else {
        clock.advance(Duration.ofNanos(random.nextInt(100)));
        runDueAndCompare(model, due);
      }
      assertThat(timers.size()).isEqualTo(model.size());
      assertThat(timers.nanosToNext()).isEqualTo(next(model));
    }
  }

  private void schedule(long nanos, Map<Timer, Long> model, List<Timer> due) {
    Timer[] self = new Timer[1];
    self[0] = timers.prepare(nanos, () -> due.add(self[0]));
    timers.schedule(self[0]);
    model.put(self[0], self[0].at());
  }

  private void runDueAndCompare(Map<Timer, Long> model, List<Timer> due) {
    due.clear();
    timers.runDue();
    List<Timer> expected =
        model.keySet().stream().filter(timer -> timer.at() - clock.nanoTime() <= 0).toList();
    assertThat(due).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(due).isSortedAccordingTo(byTime());
    expected.forEach(model::remove);
  }

  private long next(Map<Timer, Long> model) {
    return model.keySet().stream()
        .min(byTime())
        .map(timer -> Math.max(0, timer.at() - clock.nanoTime()))
        .orElse(Long.MAX_VALUE);
  }

  private static Comparator<Timer> byTime() {
    return (a, b) -> Long.signum(a.at() - b.at());
  }

  private Timer add(long nanos, String name) {
    Timer timer = timers.prepare(nanos, () -> ran.add(name));
    timers.schedule(timer);
    return timer;
  }
}
