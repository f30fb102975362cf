package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.loomray.error.RayClosedException;
import dev.loomray.function.Fn1;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LifecycleTest {
  private static final long TEN_SECONDS = TimeUnit.SECONDS.toNanos(10);

  private static final Fn1<Integer, Integer> SAME = x -> x;

  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch gate = new CountDownLatch(1);

  @Test
  void closeNamesTheTasksThatItStopped() throws Exception {
    try (Home home = Home.open(1)) {
      home.submit(Settings.DEFAULT.name("running"), this::untilInterrupted);
      home.submit(Settings.DEFAULT.name("waiting"), SAME, 1, home.pending());
      home.owner.after(TEN_SECONDS);
      running.await();
      assertThat(close(home)).containsExactlyInAnyOrder("running", "waiting");
      assertThat(home.owner.engine().isTerminated()).isTrue();
      assertThat(home.owner.timers().size()).isZero();
    }
  }

  @Test
  void aSecondCloseStopsNothing() {
    try (Home home = Home.open(1)) {
      home.submit(Settings.DEFAULT, SAME, 1, home.pending());
      assertThat(close(home)).hasSize(1);
      assertThat(close(home)).isEmpty();
    }
  }

  @Test
  void whileItClosesItRefusesWork() throws Exception {
    try (Home home = Home.open(1)) {
      home.submit(Settings.DEFAULT, this::deaf);
      running.await();
      CompletableFuture<List<String>> closing = CompletableFuture.supplyAsync(() -> close(home));
      await().until(() -> !home.owner.lifecycle().isOpen());
      assertThatThrownBy(() -> home.submit(Settings.DEFAULT, () -> 1))
          .isInstanceOf(RayClosedException.class);
      assertThatThrownBy(() -> home.owner.lifecycle().awaitIdle(0))
          .isInstanceOf(RayClosedException.class);
      assertThat(closing).isNotDone();
      gate.countDown();
      assertThat(closing.get(10, TimeUnit.SECONDS)).hasSize(1);
    }
  }

  @Test
  void closeLeavesADeafTaskBehindWhenItsTimeIsOver() throws Exception {
    try (Home home = Home.open(1)) {
      Task<Integer> deaf = home.submit(Settings.DEFAULT.name("deaf to LifecycleTest"), this::deaf);
      running.await();
      CompletableFuture<List<String>> closing = CompletableFuture.supplyAsync(() -> close(home));
      await().until(() -> deaf.isReady());
      home.clock.advance(Duration.ofSeconds(10).minusNanos(1));
      assertThat(closing).isNotDone();
      home.clock.advance(Duration.ofNanos(1));
      assertThat(closing.get(10, TimeUnit.SECONDS)).containsExactly("deaf to LifecycleTest");
      assertThat(deaf.failed().message()).isEqualTo("Ray closed");
      assertThat(deaf.runner().isDaemon()).isTrue();
      gate.countDown();
      await().until(home.owner.engine()::isTerminated);
    }
  }

  @Test
  void closeSaysWhatItLeavesBehindWithTheStacksOfTheFirstTen() throws Exception {
    try (Home home = Home.open(1)) {
      CountDownLatch all = new CountDownLatch(12);
      for (int i = 0; i < 12; i++) {
        home.submit(
            Settings.DEFAULT.name("deaf" + i),
            () -> {
              all.countDown();
              return deaf();
            });
      }
      all.await();
      CompletableFuture<Void> closing =
          CompletableFuture.runAsync(() -> home.owner.lifecycle().close(TEN_SECONDS));
      await().until(() -> !home.owner.lifecycle().isOpen());
      home.clock.advance(Duration.ofSeconds(10));
      closing.get(10, TimeUnit.SECONDS);
      assertThat(home.reports.warnings()).hasSize(11);
      assertThat(home.reports.warnings().subList(0, 10))
          .allSatisfy(
              warning ->
                  assertThat(warning)
                      .startsWith("task deaf")
                      .contains("ignored its interrupt for closeTimeout=PT10S")
                      .contains("\n    at ")
                      .contains("LifecycleTest.deaf"));
      assertThat(home.reports.warnings().getLast())
          .isEqualTo("2 more tasks ignored their interrupt");
      gate.countDown();
    }
  }

  @Test
  void aConcurrentCloseWaitsForTheFirstAsLongAsItsPatience() throws Exception {
    try (Home home = Home.open(1)) {
      home.submit(Settings.DEFAULT, this::deaf);
      running.await();
      CompletableFuture<List<String>> first = CompletableFuture.supplyAsync(() -> close(home));
      await().until(() -> !home.owner.lifecycle().isOpen());
      assertThat(home.owner.lifecycle().exit(0)).isEmpty();
      CompletableFuture<List<String>> second = CompletableFuture.supplyAsync(() -> close(home));
      assertThat(first).isNotDone();
      assertThat(second).isNotDone();
      gate.countDown();
      assertThat(second.get(10, TimeUnit.SECONDS)).isEmpty();
      assertThat(first.get(10, TimeUnit.SECONDS)).hasSize(1);
    }
  }

  @Test
  void anInterruptedCloseFinishesAndKeepsTheInterrupt() throws Exception {
    try (Home home = Home.open(1)) {
      home.submit(Settings.DEFAULT, this::deaf);
      running.await();
      CompletableFuture<Boolean> flag = new CompletableFuture<>();
      Thread closer =
          Thread.ofVirtual()
              .start(
                  () -> {
                    Thread.currentThread().interrupt();
                    close(home);
                    flag.complete(Thread.currentThread().isInterrupted());
                  });
      await().until(() -> !home.owner.lifecycle().isOpen());
      closer.interrupt();
      assertThat(flag).isNotDone();
      gate.countDown();
      assertThat(flag.get(10, TimeUnit.SECONDS)).isTrue();
      assertThat(home.owner.engine().isTerminated()).isTrue();
    }
  }

  @Test
  void aTaskMayNeitherCloseNorAwaitItself() {
    try (Home home = Home.open(1)) {
      Settings named = Settings.DEFAULT.name("inside");
      Task<?> closes = home.submit(named, () -> home.owner.lifecycle().exit(0).size());
      Task<?> waits = home.submit(named, () -> home.owner.lifecycle().awaitIdle(0));
      assertThatThrownBy(closes::get)
          .cause()
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "expected close() outside the tasks of this Ray, found it in task inside,"
                  + " which would wait for itself");
      assertThatThrownBy(waits::get)
          .cause()
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("expected awaitIdle() outside the tasks of this Ray");
      assertThat(home.owner.lifecycle().isOpen()).isTrue();
    }
  }

  @Test
  void awaitIdleIsTrueWhenNothingIsUnfinishedAndFalseWhenTimeIsOver() throws Exception {
    try (Home home = Home.open(1)) {
      Lifecycle lifecycle = home.owner.lifecycle();
      home.owner.after(TEN_SECONDS);
      assertThat(lifecycle.awaitIdle(0)).isTrue();
      home.submit(Settings.DEFAULT, this::deaf);
      running.await();
      assertThat(lifecycle.awaitIdle(0)).isFalse();
      CompletableFuture<Boolean> tooLong =
          CompletableFuture.supplyAsync(() -> lifecycle.awaitIdle(1_000));
      CompletableFuture<Boolean> longEnough =
          CompletableFuture.supplyAsync(() -> lifecycle.awaitIdle(Long.MAX_VALUE / 2));
      assertThat(tooLong).isNotDone();
      home.clock.advance(Duration.ofSeconds(1));
      await().until(() -> tooLong.isDone() || advanced(home));
      assertThat(tooLong.get(10, TimeUnit.SECONDS)).isFalse();
      gate.countDown();
      assertThat(longEnough.get(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aContextIsForTasksOfTheSameRay() {
    try (Home home = Home.open(1)) {
      assertThatIllegalStateException()
          .isThrownBy(home.owner::context)
          .withMessage("expected a task of this Ray (name=home) on this thread, found none");
      Settings named = Settings.DEFAULT.name("inside");
      Task<String> task = home.submit(named, () -> home.owner.context().taskName());
      assertThat(task.get()).isEqualTo("inside");
    }
  }

  private static boolean advanced(Home home) {
    home.clock.advance(Duration.ofSeconds(1));
    return false;
  }

  private static List<String> close(Home home) {
    return home.owner.lifecycle().exit(TEN_SECONDS);
  }

  private int untilInterrupted() throws InterruptedException {
    running.countDown();
    gate.await();
    return 1;
  }

  private int deaf() {
    running.countDown();
    while (gate.getCount() > 0) {
      try {
        gate.await();
      } catch (InterruptedException e) {
        // deaf
      }
    }
    return 1;
  }
}
