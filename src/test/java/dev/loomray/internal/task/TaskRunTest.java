package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.loomray.error.RayClosedException;
import dev.loomray.error.TaskException;
import dev.loomray.internal.task.Task.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskRunTest {
  private static final String ALL_FREE =
      "cpus 1 of 1 free, 0 tasks queued for resources, 0 tasks unfinished, 0 timers";

  private final Home home = Home.open(1);

  @AfterEach
  void close() {
    home.close();
  }

  /** An exception whose cause cannot be asked for. */
  private static final class Hostile extends Exception {
    @Override
    public Throwable getCause() {
      throw new Stackless();
    }
  }

  @Test
  void anExceptionThatCannotBeReadEndsItsTaskAllTheSame() {
    Task<Object> task =
        home.submit(
            Settings.DEFAULT.cpus(1).retries(3),
            () -> {
              throw new Hostile();
            });
    await().until(() -> task.status() == Status.ENDED);
    assertThatThrownBy(task::get).isInstanceOf(TaskException.class);
    await().until(() -> home.dump().startsWith(ALL_FREE));
    assertThat(task.runner()).isNull();
  }

  @Test
  void thatAnotherRayIsClosedIsAFailureLikeAnyOther() {
    Home other = Home.open(1);
    other.close();
    Task<Integer> task =
        home.submit(
            Settings.DEFAULT.name("late"), () -> other.submit(Settings.DEFAULT, () -> 1).get());
    assertThatThrownBy(task::get)
        .isInstanceOf(TaskException.class)
        .hasMessageStartingWith("task late failed on attempt 1")
        .hasCauseInstanceOf(RayClosedException.class);
  }

  @Test
  void aTaskThatMeetsTheEndOfItsRayIsCancelledByIt() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Task<Integer> task =
        home.submit(
            Settings.DEFAULT,
            () -> {
              running.countDown();
              while (home.owner.lifecycle().isOpen()) {
                Thread.onSpinWait();
              }
              try {
                return home.submit(Settings.DEFAULT, () -> 1).get();
              } catch (RayClosedException e) {
                thrown.set(e);
                throw e;
              }
            });
    assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
    home.close();
    assertThat(thrown.get()).isInstanceOf(RayClosedException.class);
    assertThat(task.failed().message()).isEqualTo("Ray closed");
    assertThat(task.failed().isCancellation()).isTrue();
  }

  @Test
  void aTaskThatWasStoppedOnTheWayHasNoThread() {
    Task<Object> task = home.idle(Settings.DEFAULT);
    task.settle(WaitsTest.failed());
    task.stopped();
    new TaskRun(task).run(new OwnPlace());
    assertThat(task.status()).isEqualTo(Status.ENDED);
    assertThat(task.runner()).isNull();
  }

  @Test
  void aTaskThatIsStoppedAsItsThreadStartsEndsWithoutRunning() {
    Task<Object> task = home.idle(Settings.DEFAULT);
    task.casStatus(Status.WAITING, Status.STARTING);
    task.settle(WaitsTest.failed()); // whoever did this has not looked at the status yet
    new TaskRun(task).run(new OwnPlace());
    assertThat(task.status()).isEqualTo(Status.ENDED);
    assertThat(task.runner()).isNull();
    task.stopped();
  }

  @Test
  void betweenTwoAttemptsItHasNoThread() {
    Task<Object> task =
        home.submit(
            Settings.DEFAULT.retries(1).backoff(Duration.ofHours(1)),
            () -> {
              throw new IOException("once");
            });
    await().until(() -> task.status() == Status.BACKOFF);
    assertThat(task.runner()).isNull();
    task.cancel();
  }

  @Test
  void aScopeThatItLeftOpenLeavesTheTreeWithIt() {
    Task<Boolean> task =
        home.submit(
            Settings.DEFAULT,
            () -> {
              home.owner.scope(o -> o);
              return home.dump().contains("scope #");
            });
    assertThat(task.get()).isTrue();
    await().until(() -> task.status() == Status.ENDED && task.parent() == null);
    assertThat(home.dump()).doesNotContain("scope #");
  }

  @Test
  void eachAttemptIsAloneWithItsThread() {
    AtomicReference<Thread> first = new AtomicReference<>();
    Task<Boolean> task =
        home.submit(
            Settings.DEFAULT.retries(1),
            () -> {
              if (first.compareAndSet(null, Thread.currentThread())) {
                throw new IOException("once");
              }
              return first.get() != Thread.currentThread();
            });
    assertThat(task.get()).isTrue();
    await().until(() -> !first.get().isAlive());
  }
}
