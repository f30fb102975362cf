package dev.loomray.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.error.TaskException;
import java.io.Serial;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An exception is asked for its message, which is a user's code: work that comes meanwhile is run by others. */
class MessageThatWaitsTest {
  private static final class Waits extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;
    private final transient CountDownLatch asked;
    private final transient CountDownLatch answered;

    Waits(CountDownLatch asked, CountDownLatch answered) {
      this.asked = asked;
      this.answered = answered;
    }

    @Override
    public String getMessage() {
      asked.countDown();
      try {
        return answered.await(20, TimeUnit.SECONDS) ? "answered" : "too late";
      } catch (InterruptedException e) {
        return "interrupted";
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTaskRunsWhileTheFailureOfAnotherIsPutIntoWords(Engines engine) throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    try (Ray ray = engine.start()) {
      ObjectRef<Void> fails =
          ray.run(
              () -> {
                throw new Waits(asked, answered);
              });
      assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
      ObjectRef<Void> answers = ray.run(answered::countDown);
      assertThat(ray.waitFor(1, List.of(answers), Duration.ofSeconds(10)).ready()).hasSize(1);
      assertThatThrownBy(fails::get)
          .isInstanceOf(TaskException.class)
          .hasMessageContaining("answered");
    }
  }
}
