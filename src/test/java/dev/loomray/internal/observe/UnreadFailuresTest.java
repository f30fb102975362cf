package dev.loomray.internal.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.internal.base.FakeClock;
import dev.loomray.internal.base.FakeReclaim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnreadFailuresTest {
  private static final String START = "nobody read this failure; get() its ref, or pass it on: ";

  private final FakeClock clock = new FakeClock();
  private final FakeReclaim reclaim = new FakeReclaim();
  private final List<String> reports = new ArrayList<>();
  private final UnreadFailures failures = new UnreadFailures(clock, reclaim, reports::add);

  @Test
  void isReportedWhenItsRefIsCollected() {
    Object ref = watched("f", "f broke");
    assertThat(reports).isEmpty();
    reclaim.collect(ref);
    assertThat(reports).containsExactly(START + "f broke");
  }

  @Test
  void isNotReportedOnceItWasRead() {
    Read entry = new Read("f", "f broke");
    failures.watch(entry.ref, entry);
    entry.read = true;
    reclaim.collect(entry.ref);
    failures.reportAll();
    assertThat(reports).isEmpty();
  }

  @Test
  void isReportedOncePerFunctionAndMinute() {
    for (int i = 0; i < 4; i++) {
      reclaim.collect(watched("f", "f broke " + i));
      reclaim.collect(watched("g", "g broke " + i));
    }
    clock.advance(Duration.ofSeconds(60).minusNanos(1));
    reclaim.collect(watched("f", "f broke late"));
    assertThat(reports).containsExactly(START + "f broke 0", START + "g broke 0");
  }

  @Test
  void theNextMinuteSaysHowManyWereLeftOut() {
    for (int i = 0; i < 4; i++) {
      reclaim.collect(watched("f", "f broke " + i));
    }
    clock.advance(Duration.ofMinutes(1));
    reclaim.collect(watched("f", "f broke again"));
    clock.advance(Duration.ofMinutes(1));
    reclaim.collect(watched("f", "f broke a third time"));
    assertThat(reports)
        .containsExactly(
            START + "f broke 0",
            "nobody read this failure (and 3 more of this function before);"
                + " get() its ref, or pass it on: f broke again",
            START + "f broke a third time");
  }

  /** A clock that goes back makes the minute longer, and is no reason to say more. */
  @Test
  void theMinuteIsThatOfAClockThatJumps() {
    reclaim.collect(watched("f", "f broke 0"));
    clock.advance(Duration.ofSeconds(-5));
    reclaim.collect(watched("f", "f broke early"));
    clock.advance(Duration.ofSeconds(65).minusNanos(1));
    reclaim.collect(watched("f", "f broke late"));
    clock.advance(Duration.ofHours(1));
    reclaim.collect(watched("f", "f broke again"));
    clock.advance(Duration.ofHours(-1));
    reclaim.collect(watched("f", "f broke before"));
    assertThat(reports)
        .containsExactly(
            START + "f broke 0",
            "nobody read this failure (and 2 more of this function before);"
                + " get() its ref, or pass it on: f broke again");
  }

  @Test
  void allThatRemainAreReportedInOrderAtTheEnd() {
    Object first = watched("f", "f broke 0");
    watched("f", "f broke 1");
    watched("g", "g broke");
    failures.reportAll();
    assertThat(reports)
        .containsExactly(START + "f broke 0", START + "f broke 1", START + "g broke");
    reclaim.collect(first);
    failures.reportAll();
    assertThat(reports).hasSize(3);
  }

  @Test
  void theMinuteOfAFunctionDoesNotHideWhatRemainsAtTheEnd() {
    reclaim.collect(watched("f", "f broke 0"));
    watched("f", "f broke 1");
    failures.reportAll();
    assertThat(reports).containsExactly(START + "f broke 0", START + "f broke 1");
  }

  @Test
  void whatWasLeftOutLongAgoIsForgottenWhenThereAreTooManyFunctions() {
    reclaim.collect(watched("f", "f broke 0"));
    reclaim.collect(watched("f", "f broke 1"));
    clock.advance(Duration.ofSeconds(30));
    reclaim.collect(watched("young", "young broke 0"));
    reclaim.collect(watched("young", "young broke 1"));
    for (int i = 0; i < 998; i++) {
      reclaim.collect(watched("g" + i, "g broke"));
    }
    clock.advance(Duration.ofSeconds(30));
    reclaim.collect(watched("one more", "one more broke"));
    reports.clear();
    reclaim.collect(watched("f", "f broke 2"));
    reclaim.collect(watched("young", "young broke 2"));
    assertThat(reports).containsExactly(START + "f broke 2");
    clock.advance(Duration.ofSeconds(30));
    reclaim.collect(watched("young", "young broke 3"));
    assertThat(reports).hasSize(2).last().asString().contains("(and 2 more of this function");
  }

  @Test
  void fewFunctionsAreRememberedForLong() {
    for (int i = 0; i < 2; i++) {
      reclaim.collect(watched("f", "f broke " + i));
    }
    clock.advance(Duration.ofDays(1));
    for (int i = 0; i < 998; i++) {
      reclaim.collect(watched("g" + i, "g broke"));
    }
    reports.clear();
    reclaim.collect(watched("f", "f broke again"));
    assertThat(reports).hasSize(1).first().asString().contains("(and 1 more of this function");
  }

  private Object watched(String function, String message) {
    Read entry = new Read(function, message);
    failures.watch(entry.ref, entry);
    return entry.ref;
  }

  private static final class Read implements UnreadFailures.Entry {
    final Object ref = new Object();
    private final String function;
    private final String message;
    boolean read;

    Read(String function, String message) {
      this.function = function;
      this.message = message;
    }

    @Override
    public boolean isRead() {
      return read;
    }

    @Override
    public String function() {
      return function;
    }

    @Override
    public String message() {
      return message;
    }
  }
}
