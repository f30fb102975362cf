package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void withoutBackoffThereIsNoDelay() {
    assertThat(Backoff.NONE.delayNanos(3, new Random(1))).isZero();
  }

  @Test
  void aFixedDelayIsExact() {
    Backoff fixed = new Backoff(100, 100);
    for (int attempt = 1; attempt < 100; attempt++) {
      assertThat(fixed.delayNanos(attempt, new Random(attempt))).isEqualTo(100);
    }
  }

  @Test
  void theDelayDoublesUpToTheLimitWithinAQuarter() {
    Backoff growing = new Backoff(1_000, 16_000);
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
    Backoff growing = new Backoff(1_000, 16_000);
    Random random = new Random(7);
    Set<Long> tenths = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      tenths.add((growing.delayNanos(1, random) - 750) / 50);
    }
    assertThat(tenths).containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
  }

  @Test
  void oneSeedGivesOneSequenceOfDelays() {
    Backoff growing = new Backoff(1_000, 16_000);
    Random a = new Random(7);
    Random b = new Random(7);
    for (int attempt = 1; attempt < 20; attempt++) {
      assertThat(growing.delayNanos(attempt, a)).isEqualTo(growing.delayNanos(attempt, b));
    }
  }

  @Test
  void aVeryLateAttemptAndVeryLongDelaysDoNotOverflow() {
    long longest = Long.MAX_VALUE / 2;
    Backoff growing = new Backoff(1, longest);
    for (int attempt : new int[] {60, 62, 63, 64, 65, 1_000, Integer.MAX_VALUE}) {
      long delay = growing.delayNanos(attempt, new Random(attempt));
      assertThat(delay).isPositive().isLessThanOrEqualTo(longest / 4 * 5 + 1_000);
    }
    assertThat(new Backoff(0, longest).delayNanos(70, new Random(1))).isZero();
  }
}
