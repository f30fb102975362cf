package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.loomray.function.Fn1;
import dev.loomray.internal.task.Task.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Each arrow of the diagram in {@link Task}, and being stopped in each status. */
class TaskStatusTest {
  private static final Settings ONE_CPU = Settings.DEFAULT.cpus(1);
  private static final String ALL_FREE = "cpus 1 of 1 free, 0 tasks queued for resources";
  private static final Fn1<Integer, Integer> INCREMENT = x -> x + 1;

  @Test
  void waitsWhileAnArgumentIsNotReady() {
    try (Home home = Home.open(1)) {
      Ref<Integer> argument = home.pending();
      Task<Integer> task = home.submit(Settings.DEFAULT, INCREMENT, 1, argument);
      assertThat(task.status()).isEqualTo(Status.WAITING);
      argument.settle(41);
      ends(task);
      assertThat(task.value()).isEqualTo(42);
    }
  }

  @Test
  void isQueuedWhileItsResourcesAreNotFree() {
    try (Home home = Home.held(1)) {
      Task<?> first = home.submit(ONE_CPU, () -> 1);
      Task<?> second = home.submit(ONE_CPU, () -> 2);
      assertThat(first.status()).isEqualTo(Status.STARTING);
      assertThat(second.status()).isEqualTo(Status.QUEUED);
      home.threads.release();
      ends(first);
      ends(second);
      assertThat(second.value()).isEqualTo(2);
      assertThat(home.owner.admission().describe()).isEqualTo(ALL_FREE);
    }
  }

  @Test
  void startsAtOnceWithoutResources() {
    try (Home home = Home.held(1)) {
      Task<?> task = home.submit(Settings.DEFAULT, () -> 1);
      assertThat(task.status()).isEqualTo(Status.STARTING);
      assertThat(task.runner()).isNull();
    }
  }

  @Test
  void runsUntilItsCodeReturns() throws Exception {
    try (Home home = Home.open(1)) {
      CountDownLatch gate = new CountDownLatch(1);
      Task<?> task = home.submit(ONE_CPU.name("work"), () -> gate.await(1, TimeUnit.MINUTES));
      await().until(() -> task.status() == Status.RUNNING);
      assertThat(task.runner().isVirtual()).isTrue();
      await().until(() -> task.runner().getName().equals("work"));
      assertThat(home.owner.admission().describe()).startsWith("cpus 0 of 1 free");
      gate.countDown();
      ends(task);
      assertThat(task.runner()).isNull();
    }
  }

  @Test
  void backsOffAfterAnAttemptAndHoldsNothingMeanwhile() {
    try (Home home = Home.open(1)) {
      AtomicInteger attempts = new AtomicInteger();
      Settings retried = ONE_CPU.retries(1).backoff(Duration.ofHours(1));
      Task<Integer> task = home.submit(retried, () -> failsOnce(attempts));
      await().until(() -> task.status() == Status.BACKOFF);
      assertThat(task.attempt()).isEqualTo(2);
      assertThat(home.owner.admission().describe()).isEqualTo(ALL_FREE);
      await().until(() -> home.owner.timers().size() == 1);
      assertThat(task.isReady()).isFalse();
      home.clock.advance(Duration.ofHours(1));
      ends(task);
      assertThat(task.value()).isEqualTo(2);
      assertThat(home.owner.admission().describe()).isEqualTo(ALL_FREE);
    }
  }

  @Test
  void withoutADelayTheNextAttemptFollowsAtOnce() {
    try (Home home = Home.open(1)) {
      AtomicInteger attempts = new AtomicInteger();
      Task<Integer> task = home.submit(ONE_CPU.retries(1), () -> failsOnce(attempts));
      ends(task);
      assertThat(task.value()).isEqualTo(2);
      assertThat(home.owner.admission().describe()).isEqualTo(ALL_FREE);
    }
  }

  @Test
  void stoppedWhileWaitingItForgetsItsArguments() {
    try (Home home = Home.open(1)) {
      Ref<Integer> argument = home.pending();
      Task<Integer> task = home.submit(ONE_CPU, INCREMENT, 1, argument);
      Arguments arguments = task.arguments();
      cancelled(task);
      assertThat(arguments.isLive()).isFalse();
      argument.settle(41);
      assertThat(task.failed()).isNotNull();
      assertThat(home.dump()).startsWith(ALL_FREE + ", 0 tasks unfinished");
    }
  }

  /** As without memory, when a name is found for the first time. */
  @Test
  void aTaskWhoseNameCannotBeFoundLeavesTheTreeAllTheSame() {
    try (Home home = Home.open(1)) {
      Task<Object> task = home.idle(Settings.DEFAULT);
      task.runs(Invocation.of((Fn1<?, ?>) null, 0, "argument"));
      assertThatThrownBy(task::name).isInstanceOf(NullPointerException.class);
      home.owner.tree().link(task, home.owner.tree().root());
      task.settle("stopped from outside");
      task.stopped();
      assertThat(task.status()).isEqualTo(Status.ENDED);
      assertThat(task.name()).isEqualTo("unknown");
      assertThat(task.parent()).isNull();
      assertThat(home.dump()).startsWith(ALL_FREE + ", 0 tasks unfinished");
    }
  }

  @Test
  void stoppedWhileQueuedItLeavesTheQueue() {
    try (Home home = Home.held(1)) {
      Task<?> first = home.submit(ONE_CPU, () -> 1);
      Task<?> second = home.submit(ONE_CPU, () -> 2);
      cancelled(second);
      assertThat(home.owner.admission().describe())
          .isEqualTo("cpus 0 of 1 free, 0 tasks queued for resources");
      home.threads.release();
      ends(first);
      assertThat(home.owner.admission().describe()).isEqualTo(ALL_FREE);
    }
  }

  @Test
  void stoppedWhileStartingItNeverRunsAndTheNextOneDoes() {
    try (Home home = Home.held(1)) {
      AtomicInteger runs = new AtomicInteger();
      Task<?> first = home.submit(ONE_CPU, runs::incrementAndGet);
      Task<?> second = home.submit(ONE_CPU, () -> 2);
      cancelled(first);
      assertThat(second.status()).isEqualTo(Status.STARTING);
      home.threads.release();
      ends(second);
      assertThat(runs).hasValue(0);
      assertThat(home.owner.admission().describe()).isEqualTo(ALL_FREE);
    }
  }

  @Test
  void stoppedWhileRunningItIsInterruptedAndEndsWhenItsCodeDoes() throws Exception {
    try (Home home = Home.open(1)) {
      CountDownLatch interrupted = new CountDownLatch(1);
      CountDownLatch gate = new CountDownLatch(1);
      Task<?> task = home.submit(ONE_CPU, () -> deafUntil(gate, interrupted));
      await().until(() -> task.status() == Status.RUNNING);
      assertThat(task.cancel()).isTrue();
      assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(task.status()).isEqualTo(Status.RUNNING);
      assertThat(home.dump()).contains("stopped but still running");
      assertThat(home.owner.admission().describe()).startsWith("cpus 0 of 1 free");
      gate.countDown();
      ends(task);
      assertThat(task.failed().isCancellation()).isTrue();
      assertThat(home.owner.admission().describe()).isEqualTo(ALL_FREE);
    }
  }

  @Test
  void stoppedWhileRunningItIsNotRetried() {
    try (Home home = Home.open(1)) {
      AtomicInteger attempts = new AtomicInteger();
      CountDownLatch never = new CountDownLatch(1);
      Task<?> task =
          home.submit(
              ONE_CPU.retries(-1),
              () -> {
                attempts.incrementAndGet();
                never.await();
                return 1;
              });
      await().until(() -> attempts.get() == 1);
      assertThat(task.cancel()).isTrue();
      ends(task);
      assertThat(attempts).hasValue(1);
    }
  }

  @Test
  void stoppedWhileItBacksOffItsTimerIsTakenAway() {
    try (Home home = Home.open(1)) {
      Settings retried = ONE_CPU.retries(1).backoff(Duration.ofHours(1));
      Task<Integer> task = home.submit(retried, () -> failsOnce(new AtomicInteger()));
      await().until(() -> home.owner.timers().size() == 1);
      await().until(() -> task.status() == Status.BACKOFF);
      cancelled(task);
      assertThat(home.owner.timers().size()).isZero();
      assertThat(home.owner.admission().describe()).isEqualTo(ALL_FREE);
    }
  }

  @Test
  void aDeadlineEndsItInEveryStatusAndIsTakenAwayAtTheEnd() {
    try (Home home = Home.held(1)) {
      Settings timed = ONE_CPU.timeout(Duration.ofSeconds(5));
      Settings shorter = ONE_CPU.timeout(Duration.ofSeconds(4)).name("second");
      Task<?> first = home.submit(timed.name("first"), () -> 1);
      Task<?> second = home.submit(shorter, () -> 2);
      Task<?> waiting = home.submit(timed, INCREMENT, 1, home.pending());
      Task<?> soon = home.submit(ONE_CPU.timeout(Duration.ofSeconds(9)), () -> 3);
      assertThat(home.owner.timers().size()).isEqualTo(4);
      home.clock.advance(Duration.ofSeconds(5));
      home.owner.timers().runDue();
      assertThat(List.of(first, second, waiting))
          .extracting(Task::status)
          .containsOnly(Status.ENDED);
      assertThat(first.failed().message())
          .isEqualTo(
              "task first did not end within timeout=PT5S (it was STARTING, attempt 1);"
                  + " raise the timeout, or make the tasks faster");
      assertThat(second.failed().message()).contains("(it was QUEUED, attempt 1)");
      assertThat(waiting.failed().message()).contains("(it was WAITING, attempt 1)");
      home.threads.release();
      ends(soon);
      assertThat(home.owner.timers().size()).isZero();
    }
  }

  @Test
  void onlyOneOfManyCancelsWins() throws Exception {
    try (Home home = Home.open(2)) {
      List<Task<?>> tasks = new ArrayList<>();
      for (int i = 0; i < 2_000; i++) {
        tasks.add(home.submit(i % 3 == 0 ? ONE_CPU : Settings.DEFAULT, () -> 1));
      }
      AtomicInteger won = new AtomicInteger();
      List<Thread> cancellers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        cancellers.add(
            Thread.ofVirtual()
                .start(() -> tasks.forEach(task -> won.addAndGet(task.cancel() ? 1 : 0))));
      }
      for (Thread canceller : cancellers) {
        canceller.join();
      }
      await().until(() -> home.owner.tree().isQuiet(home.owner.tree().root()));
      assertThat(tasks).extracting(Task::status).containsOnly(Status.ENDED);
      long failed = tasks.stream().filter(task -> task.failed() != null).count();
      assertThat(won.get()).isEqualTo((int) failed);
      assertThat(home.dump())
          .startsWith("cpus 2 of 2 free, 0 tasks queued for resources, 0 tasks unfinished");
    }
  }

  @Test
  void theStatusWordHasOneWinnerForEachMove() {
    try (Home home = Home.open(1)) {
      Task<?> task = home.idle(Settings.DEFAULT);
      assertThat(task.advance(Status.QUEUED, Status.STARTING)).isFalse();
      assertThat(task.advance(Status.WAITING, Status.STARTING)).isTrue();
      assertThat(task.advance(Status.WAITING, Status.STARTING)).isFalse();
      assertThat(task.endFrom(Status.WAITING)).isFalse();
      assertThat(task.endFrom(Status.STARTING)).isTrue();
      assertThat(task.endFrom(Status.STARTING)).isFalse();
    }
  }

  @Test
  void aMoveOfATaskThatWasStoppedGoesToTheEnd() {
    try (Home home = Home.open(1)) {
      Task<Object> task = home.idle(Settings.DEFAULT);
      task.settle("stopped from outside");
      assertThat(task.advance(Status.WAITING, Status.STARTING)).isFalse();
      assertThat(task.status()).isEqualTo(Status.ENDED);
    }
  }

  private static int failsOnce(AtomicInteger attempts) throws IOException {
    if (attempts.incrementAndGet() == 1) {
      throw new IOException("once");
    }
    return attempts.get();
  }

  private static int deafUntil(CountDownLatch gate, CountDownLatch interrupted) {
    while (gate.getCount() > 0) {
      try {
        gate.await();
      } catch (InterruptedException e) {
        interrupted.countDown();
      }
    }
    return 1;
  }

  private static void cancelled(Task<?> task) {
    assertThat(task.cancel()).isTrue();
    assertThat(task.status()).isEqualTo(Status.ENDED);
    assertThat(task.cancel()).isFalse();
    assertThat(task.failed().message())
        .isEqualTo("task " + task.name() + " was cancelled by cancel()");
  }

  private static void ends(Task<?> task) {
    await().until(() -> task.status() == Status.ENDED);
    assertThat(task.isReady()).isTrue();
    await().until(() -> task.parent() == null);
    assertThat(task.call()).isNull();
  }
}
