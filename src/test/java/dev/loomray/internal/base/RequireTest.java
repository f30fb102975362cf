package dev.loomray.internal.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RequireTest {
  private static final long LONGEST = Long.MAX_VALUE / 2;

  @Test
  void whatIsAcceptedIsHandedBack() {
    assertThat(Require.notNull("x", "it")).isEqualTo("x");
    assertThat(Require.text(" x ", "it")).isEqualTo(" x ");
    assertThat(Require.notNegative(0, "it")).isZero();
    assertThat(Require.countOrUnlimited(-1, "it")).isEqualTo(-1);
    assertThat(Require.amount(0.5, "it")).isEqualTo(0.5);
    assertThat(Require.amount(-0.0, "it")).isZero();
    assertThat(Require.nanos(Duration.ZERO, "it")).isZero();
    assertThat(Require.positiveNanos(Duration.ofNanos(1), "it")).isEqualTo(1);
  }

  @Test
  void nullIsRefused() {
    String message = "expected a value for it, found it=null";
    refused(() -> Require.notNull(null, "it"), message);
    refused(() -> Require.text(null, "it"), message);
    refused(() -> Require.nanos(null, "it"), message);
    refused(() -> Require.positiveNanos(null, "it"), message);
  }

  @Test
  void blankTextsAreRefused() {
    refused(
        () -> Require.text("", "it"), "expected a text that is not blank for it, found it=\"\"");
    refused(
        () -> Require.text(" \t", "it"),
        "expected a text that is not blank for it, found it=\" \t\"");
  }

  @Test
  void numbersBelowTheLimitAreRefused() {
    refused(() -> Require.notNegative(-1, "it"), "expected 0 or more for it, found it=-1");
    refused(
        () -> Require.countOrUnlimited(-2, "it"),
        "expected 0 or more, or -1 for no limit for it, found it=-2");
  }

  @Test
  void amountsThatAreNoneAreRefused() {
    for (double bad : new double[] {-1, -Double.MIN_VALUE, Double.NaN, Double.POSITIVE_INFINITY}) {
      refused(
          () -> Require.amount(bad, "it"),
          "expected a finite amount of 0 or more for it, found it=" + bad);
    }
  }

  @Test
  void durationsBelowTheLimitAreRefused() {
    refused(
        () -> Require.nanos(Duration.ofNanos(-1), "it"),
        "expected a duration of zero or more for it, found it=PT-0.000000001S");
    refused(
        () -> Require.positiveNanos(Duration.ZERO, "it"),
        "expected a duration above zero for it, found it=PT0S");
    refused(
        () -> Require.positiveNanos(Duration.ofDays(-1), "it"),
        "expected a duration above zero for it, found it=PT-24H");
  }

  @Test
  void veryLongDurationsAreCutSoThatDeadlinesStillCompare() {
    assertThat(Require.nanos(Duration.ofSeconds(Long.MAX_VALUE), "it")).isEqualTo(LONGEST);
    assertThat(Require.nanos(Duration.ofNanos(LONGEST), "it")).isEqualTo(LONGEST);
    assertThat(Require.nanos(Duration.ofNanos(LONGEST - 1), "it")).isEqualTo(LONGEST - 1);
    assertThat(Require.positiveNanos(Duration.ofSeconds(Long.MAX_VALUE), "it")).isEqualTo(LONGEST);
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }
}
