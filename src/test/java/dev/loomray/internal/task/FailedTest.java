package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.error.TaskCancelledException;
import dev.loomray.error.TaskException;
import dev.loomray.error.TaskTimeoutException;
import dev.loomray.internal.serial.Failure;
import dev.loomray.internal.serial.Failure.Kind;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Outcomes without a value, and the reasons of {@link Stop} that make them. */
class FailedTest {
  private static final IOException CAUSE = new IOException("no disk");
  private static final Failure BROKEN = new Failure(Kind.TASK, "it broke", CAUSE);

  private final Home home = Home.open(0);
  private final Leaf b = new Leaf(home.owner, "b");

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void aTasksOwnFailureIsToldAsItIs() {
    Failed failed = Failed.of("t", BROKEN);
    assertThat(failed.message()).isEqualTo("it broke");
    assertThat(failed.function()).isEqualTo("t");
    assertThat(failed.toException())
        .isInstanceOf(TaskException.class)
        .hasMessage("it broke")
        .hasCause(CAUSE);
  }

  @Test
  void aFailureForAnotherReasonSaysHowItIsRelated() {
    Failed failed = Failed.because("task ", "t", "was not run", BROKEN);
    assertThat(failed.message()).isEqualTo("task t was not run: it broke");
    assertThat(failed.toException()).hasMessage("task t was not run: it broke").hasCause(CAUSE);
    assertThat(failed.failure()).isSameAs(BROKEN);
    assertThat(Failed.because("task ", "t", null, BROKEN).message()).isEqualTo("it broke");
  }

  @Test
  void isReadOnceItIsMarked() {
    Failed failed = Failed.of("t", BROKEN);
    failed.toException();
    assertThat(failed.isRead()).isFalse();
    failed.markRead();
    assertThat(failed.isRead()).isTrue();
  }

  @Test
  void onlyACancellationIsOne() {
    for (Kind kind : Kind.values()) {
      Failed failed = Failed.of("t", new Failure(kind, "x", null));
      assertThat(failed.isCancellation()).isEqualTo(kind == Kind.CANCELLED);
    }
  }

  @Test
  void cancelTellsTheNodeAndItsDescendantsApart() {
    Stop stop = Stop.cancelled("task a");
    assertThat(stop.self().message()).isEqualTo("task a was cancelled by cancel()");
    assertThat(below(stop))
        .isInstanceOf(TaskCancelledException.class)
        .hasMessage("task b was cancelled: its parent task a was cancelled");
  }

  @Test
  void aDeadlineEndsTheDescendantsWithTheSameFailure() {
    Failure late = new Failure(Kind.TIMEOUT, "a was too slow", null);
    assertThat(Stop.timedOut(late).self()).isSameAs(late);
    assertThat(below(Stop.timedOut(late)))
        .isInstanceOf(TaskTimeoutException.class)
        .hasMessage("task b was ended too: a was too slow");
  }

  @Test
  void aScopeThatFailsFastHasTheFailureAndItsTasksAreCancelled() {
    assertThat(Stop.failedFast(BROKEN).self()).isSameAs(BROKEN);
    assertThat(below(Stop.failedFast(BROKEN)))
        .isInstanceOf(TaskCancelledException.class)
        .hasMessage("task b was cancelled: its scope failed fast: it broke");
  }

  @Test
  void theOtherReasonsAreCancellations() {
    assertThat(below(Stop.scopeClosed()))
        .isInstanceOf(TaskCancelledException.class)
        .hasMessage("task b was cancelled: its scope was closed");
    assertThat(below(Stop.rayClosed()))
        .isInstanceOf(TaskCancelledException.class)
        .hasMessage("Ray closed");
    assertThat(Stop.attemptFailed("task a", 3).self()).isNull();
    assertThat(below(Stop.attemptFailed("task a", 3)))
        .isInstanceOf(TaskCancelledException.class)
        .hasMessage("task b was cancelled: attempt 3 of task a failed");
  }

  @Test
  void aChildThatComesTooLateIsEndedAsItsSiblingsWere() {
    Failure late = new Failure(Kind.TIMEOUT, "a was too slow", null);
    assertThat(Stop.timedOut(late).ofLate(b).toException())
        .isInstanceOf(TaskTimeoutException.class)
        .hasMessage("task b was not run: a was too slow");
    assertThat(Stop.failedFast(late).ofLate(b).toException())
        .isInstanceOf(TaskCancelledException.class)
        .hasNoCause()
        .hasMessage("task b was not run: its scope failed fast: a was too slow");
    assertThat(Stop.failedFast(BROKEN).ofLate(b).toException())
        .isInstanceOf(TaskCancelledException.class)
        .hasMessage("task b was not run: its scope failed fast: it broke");
  }

  private Exception below(Stop stop) {
    return stop.ofBelow(b).toException();
  }
}
