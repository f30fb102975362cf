package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class FailureTextTest {
  @Test
  void saysWhatFailedWhereOnWhichAttemptAndWhyItWasNotRetried() {
    IOException thrown = new IOException("no disk");
    thrown.setStackTrace(
        new StackTraceElement[] {new StackTraceElement("a.Main", "load", "Main.java", 12)});
    assertThat(FailureText.of("Main.load", 3, thrown, "retries=2 are used up"))
        .isEqualTo(
            "task Main.load failed on attempt 3: java.io.IOException: no disk at Main.java:12;"
                + " not retried: retries=2 are used up");
  }

  @Test
  void anOverflowOfAStackThatTasksShareSaysSoAndNamesTheCure() {
    StackOverflowError thrown = new StackOverflowError();
    thrown.setStackTrace(
        new StackTraceElement[] {new StackTraceElement("a.Main", "deep", "Main.java", 7)});
    assertThat(FailureText.ofNested("Main.deep", 1, thrown, "retries=0"))
        .isEqualTo(
            "task Main.deep failed on attempt 1: java.lang.StackOverflowError at Main.java:7, on"
                + " what the tasks that wait for it on the same thread had left of the stack; give"
                + " it one of its own with ownThread(), or set a smaller inlineDepth; not retried:"
                + " retries=0");
    assertThat(FailureText.of("Main.deep", 1, thrown, "retries=0")).doesNotContain("ownThread");
    assertThat(FailureText.ofNested("t", 1, new Stackless(), "why"))
        .isEqualTo(FailureText.of("t", 1, new Stackless(), "why"));
  }

  @Test
  void anExceptionWithoutAStackHasNoPlace() {
    assertThat(FailureText.of("t", 1, new Stackless(), "why"))
        .isEqualTo(
            "task t failed on attempt 1: dev.loomray.internal.task.Stackless: thrown by a test;"
                + " not retried: why");
  }

  @Test
  void anExceptionThatCannotSayWhatItIsGoesByItsClass() {
    assertThat(FailureText.of("t", 1, new Mute(), "why"))
        .startsWith("task t failed on attempt 1: " + Mute.class.getName() + " at FailureTextTest");
  }

  @Test
  void aTaskThatPassesAFailureOnJoinsThePath() {
    String inner = "task c failed on attempt 1: x; not retried: why";
    String middle = FailureText.through("b", inner);
    assertThat(middle).isEqualTo("task b > c failed on attempt 1: x; not retried: why");
    assertThat(FailureText.through("a", middle))
        .isEqualTo("task a > b > c failed on attempt 1: x; not retried: why");
  }

  @Test
  void aLongPathIsShortenedInTheMiddle() {
    String text = "task t0 failed on attempt 1: x; not retried: why";
    for (int i = 1; i <= 10_000; i++) {
      text = FailureText.through("t" + i, text);
      assertThat(text).hasSizeLessThan(120).contains("t0 failed on attempt 1").contains("t" + i);
    }
    assertThat(text).startsWith("task t10000 > ").contains(" > ... > ");
  }

  @Test
  void aFailureOfAnotherKindIsQuoted() {
    assertThat(FailureText.through("a", "something else"))
        .isEqualTo("task a failed, passing on: something else");
    assertThat(FailureText.through("a", "task b was cancelled"))
        .isEqualTo("task a failed, passing on: task b was cancelled");
    assertThat(FailureText.through("a", null)).isEqualTo("task a failed, passing on: null");
  }

  private static final class Mute extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new IllegalStateException("not even this");
    }
  }
}
