package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.loomray.TaskScope;
import dev.loomray.error.RayClosedException;
import dev.loomray.error.TaskCancelledException;
import dev.loomray.error.TaskException;
import dev.loomray.error.TaskTimeoutException;
import dev.loomray.internal.serial.Failure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A scope in the tree, and as its users hold it. */
class ScopeTest {
  private static final String NOTHING_LEFT = "0 tasks unfinished, 0 timers\n";

  private final Home home = Home.open(1);

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void leavesTheTreeWhenItIsClosed() {
    TaskScope scope = home.owner.scope(o -> o.timeout(Duration.ofSeconds(5)));
    assertThat(home.dump()).contains("1 timers\n").contains("  scope #").contains("PT5S left");
    scope.close();
    assertThat(home.dump()).endsWith(NOTHING_LEFT);
  }

  @Test
  void aTimeoutEndsIt() {
    TaskScope scope = home.owner.scope(o -> o.timeout(Duration.ofSeconds(5)));
    home.clock.advance(Duration.ofSeconds(5).minusNanos(1));
    home.owner.timers().runDue();
    scope.join();
    home.clock.advance(Duration.ofNanos(1));
    home.owner.timers().runDue();
    assertThatThrownBy(scope::join)
        .isInstanceOf(TaskTimeoutException.class)
        .hasMessageContaining("within timeout=PT5S (it was not closed)");
    assertThat(home.owner.timers().size()).isZero();
    scope.close();
  }

  @Test
  void aDeadlineThatItInheritsIsLeftToWhoeverSetIt() {
    Deadline inherited = new Deadline(home.clock.nanoTime() + 10, 10, "parent");
    Scope scope = new Scope(home.owner, ScopeSettings.DEFAULT, inherited);
    scope.startTimer();
    assertThat(home.owner.timers().size()).isZero();
    assertThat(scope.deadline()).isSameAs(inherited);
  }

  @Test
  void aTimeoutThatComesWhileItIsStoppedIsTakenAwayForGood() {
    Deadline own = new Deadline(home.clock.nanoTime() + 10, 10, "scope");
    Scope scope = new Scope(home.owner, ScopeSettings.DEFAULT.timeout(Duration.ofNanos(10)), own);
    home.owner.tree().link(scope, home.owner.tree().root());
    home.owner.tree().stop(scope, Stop.scopeClosed());
    scope.startTimer();
    assertThat(home.owner.timers().size()).isZero();
  }

  @Test
  void failFastReadsTheFailureThatEndsIt() {
    Scope scope = linked(ScopeSettings.DEFAULT.failFast());
    Failed failed = WaitsTest.failed();
    scope.taskFailed(failed);
    assertThat(failed.isRead()).isTrue();
    assertThat(scope.failed().message()).isEqualTo("it broke");
  }

  @Test
  void failFastIsNotForCancellations() {
    Scope scope = linked(ScopeSettings.DEFAULT.failFast());
    scope.taskFailed(Failed.of("t", new Failure(Failure.Kind.CANCELLED, "cancelled", null)));
    assertThat(scope.isSettled()).isFalse();
  }

  @Test
  void withoutFailFastAFailureIsNotItsBusiness() {
    Scope scope = linked(ScopeSettings.DEFAULT);
    Failed failed = WaitsTest.failed();
    scope.taskFailed(failed);
    assertThat(scope.isSettled()).isFalse();
    assertThat(failed.isRead()).isFalse();
  }

  @Test
  void aJoinReadsTheFailureThatItThrows() {
    TaskScope scope = home.owner.scope(o -> o.failFast());
    scope.call(
        () -> {
          throw new IllegalStateException("it broke");
        });
    assertThatThrownBy(scope::join).isInstanceOf(TaskException.class);
    Scope node = home.owner.tree().scopesOf(home.owner.tree().root()).getFirst();
    assertThat(node.failed().isRead()).isTrue();
    scope.close();
  }

  @Test
  void belowAStoppedTaskItIsStoppedFromTheStart() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch refused = new CountDownLatch(1);
    Task<Object> task =
        home.submit(
            Settings.DEFAULT.name("stubborn"),
            () -> {
              untilInterrupted(started);
              try (TaskScope scope = home.owner.scope(o -> o.timeout(Duration.ofSeconds(1)))) {
                assertThatThrownBy(scope::join)
                    .isInstanceOf(TaskCancelledException.class)
                    .hasMessageStartingWith("a scope was not run: ");
                assertThat(home.owner.timers().size()).isZero();
                refused.countDown();
              }
              return 1;
            });
    started.await();
    task.cancel();
    assertThat(refused.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aJoinEndsAtTheFirstFailureThoughOthersIgnoreTheirInterrupt() throws Exception {
    TaskScope scope = home.owner.scope(o -> o.failFast());
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch gate = new CountDownLatch(1);
    CompletableFuture<Thread> joining = new CompletableFuture<>();
    scope.run(() -> deafUntil(gate, started));
    started.await();
    CompletableFuture<Void> join =
        CompletableFuture.runAsync(
            () -> {
              joining.complete(Thread.currentThread());
              scope.join();
            });
    await().until(() -> LockSupport.getBlocker(joining.join()) instanceof String);
    scope.call(
        () -> {
          throw new IllegalStateException("it broke");
        });
    assertThatThrownBy(() -> join.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(TaskException.class);
    gate.countDown();
    scope.close();
  }

  @Test
  void aTaskThatRunsOutOfTimeFailsItsScopeFast() {
    TaskScope scope = home.owner.scope(o -> o.failFast());
    Ref<Integer> never = home.pending();
    scope.options(o -> o.timeout(Duration.ofSeconds(5)).name("late")).call((Integer x) -> x, never);
    home.clock.advance(Duration.ofSeconds(5));
    home.owner.timers().runDue();
    assertThatThrownBy(scope::join)
        .isInstanceOf(TaskTimeoutException.class)
        .hasMessageStartingWith("task late did not end within timeout=PT5S");
    scope.close();
  }

  @Test
  void comesTooLateWhenTheRayWasClosedAMomentBefore() {
    home.owner.tree().stop(home.owner.tree().root(), Stop.rayClosed());
    assertThatThrownBy(() -> home.owner.scope(o -> o)).isInstanceOf(RayClosedException.class);
    assertThatThrownBy(() -> home.submit(Settings.DEFAULT, () -> 1))
        .isInstanceOf(RayClosedException.class);
    assertThat(home.dump()).endsWith(NOTHING_LEFT);
  }

  private Scope linked(ScopeSettings settings) {
    Scope scope = new Scope(home.owner, settings, null);
    assertThat(home.owner.tree().link(scope, home.owner.tree().root())).isNull();
    return scope;
  }

  private static void deafUntil(CountDownLatch gate, CountDownLatch started) {
    started.countDown();
    while (gate.getCount() > 0) {
      try {
        gate.await();
      } catch (InterruptedException e) {
        // deaf
      }
    }
  }

  private static void untilInterrupted(CountDownLatch started) {
    started.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      // stubborn
    }
  }
}
