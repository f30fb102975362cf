package dev.loomray.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.error.TaskCancelledException;
import dev.loomray.error.TaskTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** A million timers: some expire, some are cancelled, and nothing is left. */
class ManyTimersTest {
  private static final Duration DAY = Duration.ofDays(1);

  private static void assertNothingIsLeft(Ray ray) {
    assertThat(ray.dump())
        .endsWith(" 0 tasks queued for resources, 0 tasks unfinished, 0 timers\n");
  }

  @EngineTest
  void ofRefs(Engines engine) {
    Random random = new Random(1);
    try (Ray ray = engine.start()) {
      List<ObjectRef<Void>> cancelled = new ArrayList<>();
      List<ObjectRef<Void>> expiring = new ArrayList<>();
      for (int i = 0; i < 400_000; i++) {
        cancelled.add(ray.after(DAY.plusNanos(random.nextInt(1_000_000))));
        expiring.add(ray.after(Duration.ofMillis(random.nextInt(500))));
      }
      Collections.shuffle(cancelled, random);
      for (ObjectRef<Void> timer : cancelled) {
        assertThat(timer.cancel()).isTrue();
      }
      assertThat(ray.get(expiring)).hasSize(400_000).containsOnlyNulls();
      assertThat(cancelled).allMatch(ObjectRef::isReady);
      assertThatThrownBy(cancelled.getLast()::get)
          .isExactlyInstanceOf(TaskCancelledException.class)
          .hasMessageMatching("timer #\\d+ was cancelled by cancel\\(\\)");
      assertNothingIsLeft(ray);
    }
  }

  @EngineTest
  void ofTasks(Engines engine) {
    try (Ray ray = engine.start()) {
      ObjectRef<Void> never = ray.after(DAY);
      List<ObjectRef<Integer>> inTime = new ArrayList<>();
      List<ObjectRef<Integer>> cancelled = new ArrayList<>();
      List<ObjectRef<Integer>> late = new ArrayList<>();
      for (int i = 0; i < 50_000; i++) {
        inTime.add(ray.options(o -> o.timeout(DAY)).call(Work::square, i % 100));
        cancelled.add(waiting(ray, never, DAY));
        late.add(waiting(ray, never, Duration.ofMillis(1 + i % 200)));
      }
      assertThat(cancelled).allMatch(ObjectRef::cancel);
      assertThat(ray.get(inTime).stream().mapToLong(i -> i).sum()).isEqualTo(500L * 328_350);
      assertThat(ray.waitFor(late.size(), late).pending()).isEmpty();
      assertThat(late.stream().flatMap(ManyTimersTest::failure))
          .hasSize(late.size())
          .allSatisfy(
              e ->
                  assertThat(e)
                      .isExactlyInstanceOf(TaskTimeoutException.class)
                      .hasMessageContaining("(it was WAITING, attempt 1)"));
      never.cancel();
      assertThat(ray.awaitIdle(Duration.ofSeconds(20))).isTrue();
      assertNothingIsLeft(ray);
    }
  }

  private static ObjectRef<Integer> waiting(Ray ray, ObjectRef<Void> never, Duration timeout) {
    return ray.options(o -> o.timeout(timeout)).call((Void _) -> 1, never);
  }

  private static Stream<Throwable> failure(ObjectRef<Integer> ref) {
    try {
      ref.get();
      return Stream.of();
    } catch (RuntimeException e) {
      return Stream.of(e);
    }
  }

  @EngineTest
  void fiftyThousandThatWaitWhenTheRayIsClosed(Engines engine) {
    Ray ray = engine.start();
    List<ObjectRef<Void>> timers = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      timers.add(ray.after(DAY));
    }
    ray.close();
    assertThat(timers).allMatch(ObjectRef::isReady).noneMatch(ObjectRef::cancel);
    assertNothingIsLeft(ray);
  }
}
