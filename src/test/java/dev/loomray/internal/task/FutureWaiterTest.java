package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.error.TaskException;
import dev.loomray.internal.serial.Failure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FutureWaiterTest {
  private final Home home = Home.open(1);
  private final Task<Object> task = home.idle(Settings.DEFAULT);

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void theFutureOfASettledRefIsDoneAtOnce() {
    assertThat(home.ready(5).toFuture()).isCompletedWithValue(5);
    Failed failed = WaitsTest.failed();
    task.settle(failed);
    CompletableFuture<Object> future = task.toFuture();
    assertThat(future).isCompletedExceptionally();
    assertThatThrownBy(future::join).hasCauseInstanceOf(TaskException.class);
    assertThat(failed.isRead()).isTrue();
  }

  @Test
  void whatHangsFromItRunsOnAThreadOfTheEngine() throws Exception {
    CompletableFuture<Thread> by = task.toFuture().thenApply(_ -> Thread.currentThread());
    task.settle("value");
    assertThat(by.get(10, TimeUnit.SECONDS).isVirtual()).isTrue();
  }

  @Test
  void aFailureThatGoesToAFutureIsRead() {
    CompletableFuture<Object> future = task.toFuture();
    task.settle(WaitsTest.failed());
    assertThat(home.reclaim.collect(task)).isFalse();
    assertThatThrownBy(() -> future.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(TaskException.class);
  }

  @Test
  void aFailureAfterItsFutureWasCancelledIsWatched() {
    task.toFuture().cancel(false);
    task.settle(WaitsTest.failed());
    assertThat(home.reclaim.collect(task)).isTrue();
  }

  @Test
  void itIsToldHoweverManyOthersGaveUp() throws Exception {
    CompletableFuture<Object> future = task.toFuture();
    WaitsTest.giveUp(task, 100);
    task.settle("value");
    assertThat(future.get(10, TimeUnit.SECONDS)).isEqualTo("value");
  }

  @Test
  void aFutureThatWasCancelledReadsNoFailure() {
    try (Home home = Home.open(1)) {
      Failed failed =
          Failed.of("t", new Failure(Failure.Kind.TASK, "it broke", new IllegalStateException()));
      Task<Object> task = home.idle(Settings.DEFAULT);
      task.toFuture().cancel(false);
      task.settle(failed);
      home.submit(Settings.DEFAULT, () -> 1).get(); // starts after the callback
      assertThat(failed.isRead()).isFalse();
    }
  }
}
