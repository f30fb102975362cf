package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.error.TaskException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RetryTest {
  private static final IOException THROWN = new IOException("broken");

  @Test
  void neverRetriesByDefault() {
    assertThat(Retry.NEVER.refusal(1, THROWN))
        .isEqualTo("retries=0; use options(o -> o.retries(n)) to run it again");
  }

  @Test
  void retriesUpToTheLimit() {
    Retry twice = Retry.NEVER.withLimit(2);
    assertThat(twice.refusal(1, THROWN)).isNull();
    assertThat(twice.refusal(2, THROWN)).isNull();
    assertThat(twice.refusal(3, THROWN)).isEqualTo("retries=2 are used up");
  }

  @Test
  void retriesWithoutLimit() {
    assertThat(Retry.NEVER.withLimit(-1).refusal(Integer.MAX_VALUE, THROWN)).isNull();
  }

  @Test
  void anErrorIsNeverRetried() {
    Retry always = Retry.NEVER.withLimit(-1);
    assertThat(always.refusal(1, new AssertionError())).isEqualTo("an Error is never retried");
    assertThat(always.refusal(1, new OutOfMemoryError())).isEqualTo("an Error is never retried");
  }

  @Test
  void onlyTheNamedTypesAndTheirSubtypesAreRetried() {
    Retry io = Retry.NEVER.withLimit(1).withTypes(List.of(IOException.class));
    assertThat(io.refusal(1, THROWN)).isNull();
    assertThat(io.refusal(1, new FileNotFoundException())).isNull();
    assertThat(io.refusal(1, new IllegalStateException(THROWN)))
        .isEqualTo("retryOn does not name java.lang.IllegalStateException");
    assertThat(io.withTypes(List.of()).refusal(1, THROWN))
        .isEqualTo("retryOn does not name java.io.IOException");
  }

  @Test
  void aFailureThatIsPassedOnCountsAsItsCause() {
    Retry io = Retry.NEVER.withLimit(1).withTypes(List.of(IOException.class));
    assertThat(io.refusal(1, new TaskException("inner", THROWN))).isNull();
    assertThat(io.refusal(1, new TaskException("inner", new IllegalStateException())))
        .isEqualTo("retryOn does not name dev.loomray.error.TaskException");
  }

  @Test
  void withoutBackoffThereIsNoDelay() {
    assertThat(Retry.NEVER.withLimit(5).delayNanos(3, new Random(1))).isZero();
  }

  @Test
  void aFixedDelayIsExact() {
    Retry fixed = Retry.NEVER.withBackoff(100, 100);
    for (int attempt = 1; attempt < 100; attempt++) {
      assertThat(fixed.delayNanos(attempt, new Random(attempt))).isEqualTo(100);
    }
  }

  @Test
  void theDelayDoublesUpToTheLimitWithinAQuarter() {
    Retry growing = Retry.NEVER.withBackoff(1_000, 16_000);
    long[] expected = {1_000, 2_000, 4_000, 8_000, 16_000, 16_000, 16_000};
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      for (int attempt = 1; attempt <= expected.length; attempt++) {
        long middle = expected[attempt - 1];
        assertThat(growing.delayNanos(attempt, random)).isBetween(middle * 3 / 4, middle * 5 / 4);
      }
    }
  }

  @Test
  void theDelaysAreSpreadOverTheWholeRange() {
    Retry growing = Retry.NEVER.withBackoff(1_000, 16_000);
    Random random = new Random(7);
    Set<Long> tenths = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      tenths.add((growing.delayNanos(1, random) - 750) / 50);
    }
    assertThat(tenths).containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
  }

  @Test
  void oneSeedGivesOneSequenceOfDelays() {
    Retry growing = Retry.NEVER.withBackoff(1_000, 16_000);
    Random a = new Random(7);
    Random b = new Random(7);
    for (int attempt = 1; attempt < 20; attempt++) {
      assertThat(growing.delayNanos(attempt, a)).isEqualTo(growing.delayNanos(attempt, b));
    }
  }

  @Test
  void aVeryLateAttemptAndVeryLongDelaysDoNotOverflow() {
    long longest = Long.MAX_VALUE / 2;
    Retry growing = Retry.NEVER.withBackoff(1, longest);
    for (int attempt : new int[] {60, 62, 63, 64, 65, 1_000, Integer.MAX_VALUE}) {
      long delay = growing.delayNanos(attempt, new Random(attempt));
      assertThat(delay).isPositive().isLessThanOrEqualTo(longest / 4 * 5 + 1_000);
    }
    assertThat(Retry.NEVER.withBackoff(0, longest).delayNanos(70, new Random(1))).isZero();
  }

  @Test
  void aChangeKeepsTheRest() {
    Retry retry = Retry.NEVER.withLimit(3).withTypes(List.of(IOException.class)).withBackoff(1, 2);
    assertThat(retry).isEqualTo(new Retry(3, List.of(IOException.class), 1, 2));
    assertThat(Retry.NEVER).isEqualTo(new Retry(0, List.of(Exception.class), 0, 0));
  }
}
