package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.internal.serial.Failure;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  private static final Deadline EARLY = new Deadline(Long.MAX_VALUE, 1, "early");
  private static final Deadline LATE = new Deadline(Long.MIN_VALUE + 5, 1, "late");

  @Test
  void theEarlierOfTwoCountsAlsoWhereNanosecondsOverflow() {
    assertThat(Deadline.earlier(EARLY, LATE)).isSameAs(EARLY);
    assertThat(Deadline.earlier(LATE, EARLY)).isSameAs(EARLY);
  }

  @Test
  void oneIsEarlierThanNone() {
    assertThat(Deadline.earlier(EARLY, null)).isSameAs(EARLY);
    assertThat(Deadline.earlier(null, EARLY)).isSameAs(EARLY);
    assertThat(Deadline.earlier(null, null)).isNull();
  }

  @Test
  void ofTwoAtTheSameMomentTheFirstCounts() {
    Deadline same = new Deadline(EARLY.at(), 2, "same");
    assertThat(Deadline.earlier(same, EARLY)).isSameAs(same);
  }

  @Test
  void theTimeLeftGoesNegative() {
    assertThat(EARLY.left(Long.MAX_VALUE - 10)).isEqualTo(10);
    assertThat(EARLY.left(Long.MAX_VALUE)).isZero();
    assertThat(EARLY.left(Long.MIN_VALUE)).isEqualTo(-1);
    assertThat(LATE.left(Long.MAX_VALUE)).isEqualTo(6);
  }

  @Test
  void itsFailureSaysWhereItComesFrom() {
    Deadline deadline = new Deadline(0, Duration.ofSeconds(2).toNanos(), "parent");
    assertThat(deadline.failure("task parent", "parent", "RUNNING, attempt 2"))
        .isEqualTo(
            new Failure(
                Failure.Kind.TIMEOUT,
                "task parent did not end within timeout=PT2S (it was RUNNING, attempt 2);"
                    + " raise the timeout, or make the tasks faster",
                null));
    assertThat(deadline.failure("task child", "child", "QUEUED").message())
        .isEqualTo(
            "task child did not end within timeout=PT2S that it inherited from parent"
                + " (it was QUEUED); raise the timeout, or make the tasks faster");
  }
}
