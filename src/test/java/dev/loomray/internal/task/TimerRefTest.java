package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.error.RayClosedException;
import dev.loomray.error.TaskCancelledException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimerRefTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final String NOTHING_LEFT = "0 tasks unfinished, 0 timers\n";

  private final Home home = Home.held(1);

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void isReadyWhenItsTimeHasCome() {
    TimerRef ref = TimerRef.after(home.owner, SECOND);
    pass(Duration.ofNanos(SECOND - 1));
    assertThat(ref.isReady()).isFalse();
    assertThat(home.dump()).contains("1 timers\n").contains("  timer #" + ref.sequence());
    pass(Duration.ofNanos(1));
    assertThat(ref.isReady()).isTrue();
    assertThat(ref.value()).isNull();
    assertThat(home.dump()).endsWith(NOTHING_LEFT);
  }

  @Test
  void withoutATimeItIsReadyAtOnce() {
    TimerRef ref = TimerRef.after(home.owner, 0);
    assertThat(ref.isReady()).isTrue();
    assertThat(ref.value()).isNull();
    assertThat(home.dump()).endsWith(NOTHING_LEFT);
  }

  @Test
  void cancelTakesItAwayOnce() {
    TimerRef ref = TimerRef.after(home.owner, SECOND);
    assertThat(ref.cancel()).isTrue();
    assertThat(ref.cancel()).isFalse();
    assertThat(home.dump()).endsWith(NOTHING_LEFT);
    assertThatThrownBy(ref::value)
        .isInstanceOf(TaskCancelledException.class)
        .hasMessage("timer #%d was cancelled by cancel()".formatted(ref.sequence()));
  }

  @Test
  void whatIsReadyCannotBeCancelled() {
    TimerRef ref = TimerRef.after(home.owner, SECOND);
    pass(Duration.ofSeconds(1));
    assertThat(ref.cancel()).isFalse();
    assertThat(ref.value()).isNull();
  }

  @Test
  void belongsToTheRayAndEndsWithIt() {
    TimerRef ref = TimerRef.after(home.owner, SECOND);
    home.owner.tree().stop(home.owner.tree().root(), Stop.rayClosed());
    assertThat(ref.failed().message()).isEqualTo("Ray closed");
    assertThat(home.dump()).endsWith(NOTHING_LEFT);
  }

  @Test
  void comesTooLateWhenTheRayWasClosedAMomentBefore() {
    home.owner.tree().stop(home.owner.tree().root(), Stop.rayClosed());
    assertThatThrownBy(() -> TimerRef.after(home.owner, SECOND))
        .isInstanceOf(RayClosedException.class);
    assertThat(home.dump()).endsWith(NOTHING_LEFT);
  }

  private void pass(Duration time) {
    home.clock.advance(time);
    home.owner.timers().runDue();
  }
}
