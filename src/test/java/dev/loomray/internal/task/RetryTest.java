package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.error.TaskException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
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
    Retry io = Retry.NEVER.withLimit(1).on(IOException.class);
    assertThat(io.refusal(1, THROWN)).isNull();
    assertThat(io.refusal(1, new FileNotFoundException())).isNull();
    assertThat(io.refusal(1, new IllegalStateException(THROWN)))
        .isEqualTo("retryOn does not name java.lang.IllegalStateException");
    assertThat(io.on().refusal(1, THROWN)).isEqualTo("retryOn does not name java.io.IOException");
  }

  @Test
  void aFailureThatIsPassedOnCountsAsItsCause() {
    Retry io = Retry.NEVER.withLimit(1).on(IOException.class);
    assertThat(io.refusal(1, new TaskException("inner", THROWN))).isNull();
    assertThat(io.refusal(1, new TaskException("inner", new IllegalStateException())))
        .isEqualTo("retryOn does not name dev.loomray.error.TaskException");
  }

  @Test
  void aChangeKeepsTheRest() {
    Retry retry = Retry.NEVER.withLimit(3).on(IOException.class).with(new Backoff(1, 2));
    assertThat(retry).isEqualTo(new Retry(3, List.of(IOException.class), new Backoff(1, 2)));
    assertThat(Retry.NEVER).isEqualTo(new Retry(0, List.of(Exception.class), Backoff.NONE));
  }
}
