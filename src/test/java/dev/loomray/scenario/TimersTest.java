package dev.loomray.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.error.TaskCancelledException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Refs that time makes ready. */
class TimersTest {
  @EngineTest
  void afterIsReadyAfterItsTime(Engines engine) {
    try (Ray ray = engine.start()) {
      long start = System.nanoTime();
      ObjectRef<Integer> ref = ray.after(Duration.ofMillis(30)).then(x -> 7);
      assertThat(ref.get()).isEqualTo(7);
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(30_000_000);
      assertThat(ray.after(Duration.ZERO).isReady()).isTrue();
    }
  }

  @EngineTest
  void aCancelledTimerFailsWhatHangsOnIt(Engines engine) {
    try (Ray ray = engine.start()) {
      ObjectRef<Void> timer = ray.after(Duration.ofDays(1));
      ObjectRef<Integer> dependent = timer.then(x -> 1);
      assertThat(timer.cancel()).isTrue();
      assertThat(timer.cancel()).isFalse();
      assertThatThrownBy(dependent::get)
          .isInstanceOf(TaskCancelledException.class)
          .hasMessageContaining("was not run, since an argument failed: timer #");
      assertThat(ray.dump()).contains(" 0 timers");
    }
  }

  @EngineTest
  void aHundredThousandTimersHoldNoThread(Engines engine) {
    try (Ray ray = engine.start()) {
      List<ObjectRef<Void>> timers = new ArrayList<>();
      for (int i = 0; i < 100_000; i++) {
        timers.add(ray.after(Duration.ofMillis(i % 50)));
      }
      ray.get(timers);
      timers.clear();
      for (int i = 0; i < 100_000; i++) {
        timers.add(ray.after(Duration.ofDays(1)));
      }
      timers.forEach(ObjectRef::cancel);
      assertThat(ray.dump()).contains(" 0 timers");
    }
  }

  @EngineTest
  void sleepAndClockAreTheRays(Engines engine) throws Exception {
    try (Ray ray = engine.start()) {
      long before = ray.clock().millis();
      ray.sleep(Duration.ofMillis(5));
      assertThat(ray.clock().millis()).isGreaterThanOrEqualTo(before);
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> ray.sleep(Duration.ofDays(1)))
          .isInstanceOf(InterruptedException.class);
    }
  }
}
