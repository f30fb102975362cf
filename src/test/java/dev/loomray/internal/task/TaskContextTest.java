package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskContextTest {
  private final Home home = Home.open(1);

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void theTimeLeftEndsAtZero() {
    Task<?> timed = home.idle(Settings.DEFAULT.timeout(Duration.ofSeconds(2)));
    TaskContext context = new TaskContext(timed, 1);
    home.clock.advance(Duration.ofMillis(500));
    assertThat(context.timeLeft()).contains(Duration.ofMillis(1_500));
    home.clock.advance(Duration.ofSeconds(5));
    assertThat(context.timeLeft()).contains(Duration.ZERO);
    assertThat(new TaskContext(home.idle(Settings.DEFAULT), 1).timeLeft()).isEmpty();
  }

  @Test
  void knowsWhetherItsTaskWasStopped() {
    Task<Object> task = home.idle(Settings.DEFAULT);
    TaskContext context = new TaskContext(task, 1);
    assertThat(context.isCancelled()).isFalse();
    task.cancel();
    assertThat(context.isCancelled()).isTrue();
  }

  @Test
  void outsideTasksThereIsNoCurrentOne() {
    assertThat(TaskContext.current()).isNull();
    Task<Execution<?>> task = home.submit(Settings.DEFAULT, () -> TaskContext.current());
    assertThat(task.get()).isSameAs(task);
  }
}
