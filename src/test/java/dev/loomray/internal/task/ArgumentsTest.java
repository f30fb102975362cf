package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.loomray.error.TaskException;
import dev.loomray.function.Fn2;
import dev.loomray.function.Fn3;
import dev.loomray.internal.serial.Failure;
import dev.loomray.internal.task.Task.Status;
import java.lang.ref.WeakReference;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
  private static final Fn2<Integer, Integer, Integer> ADD = Integer::sum;
  private static final Fn2<Integer, Object, Object> KEPT = (a, b) -> b;
  private static final Fn3<Integer, Integer, Integer, String> JOIN = (a, b, c) -> a + " " + b + c;
  private static final Settings NAMED = Settings.DEFAULT.name("named");

  private final Home home = Home.open(1);

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void theLastOneThatBecomesReadySendsTheTaskOn() {
    Ref<Integer> a = home.pending();
    Ref<Integer> c = home.pending();
    Task<String> task = home.submit(Settings.DEFAULT, JOIN, 0b101, a, 2, c);
    c.settle(3);
    assertThat(task.status()).isEqualTo(Status.WAITING);
    a.settle(1);
    assertThat(task.get()).isEqualTo("1 23");
  }

  @Test
  void argumentsThatAreReadyAreNotWaitedFor() {
    Task<Integer> task = home.submit(Settings.DEFAULT, ADD, 0b11, home.ready(1), home.ready(2));
    assertThat(task.get()).isEqualTo(3);
  }

  @Test
  void oneRefMayStandTwice() {
    Ref<Integer> same = home.pending();
    Task<Integer> task = home.submit(Settings.DEFAULT, ADD, 0b11, same, same);
    assertThat(task.status()).isEqualTo(Status.WAITING);
    same.settle(21);
    assertThat(task.get()).isEqualTo(42);
  }

  @Test
  void theFirstThatFailsFailsTheTaskAtOnce() {
    Ref<Integer> a = home.pending();
    Ref<Integer> b = home.pending();
    Task<Integer> task = home.submit(NAMED, ADD, 0b11, a, b);
    Arguments arguments = task.arguments();
    Failed failed = failed("a broke");
    a.settle(failed);
    assertThat(task.status()).isEqualTo(Status.ENDED);
    assertThat(failed.isRead()).isTrue();
    assertThatThrownBy(task::get)
        .isInstanceOf(TaskException.class)
        .hasMessage("task named was not run, since an argument failed: a broke");
    assertThat(arguments.isLive()).isFalse();
    b.settle(failed("b broke"));
    assertThat(task.failed().message()).endsWith("a broke");
  }

  @Test
  void anArgumentThatHasFailedFailsTheTaskAtTheCall() {
    Ref<Integer> broken = home.pending();
    broken.settle(failed("it broke"));
    Task<Integer> task = home.submit(NAMED, ADD, 0b11, home.pending(), broken);
    assertThat(task.status()).isEqualTo(Status.ENDED);
    assertThat(task.failed().message()).endsWith("it broke");
    assertThat(home.owner.tree().isQuiet(home.owner.tree().root())).isTrue();
  }

  @Test
  void aChainOfFailuresKeepsTheFirstCauseAndNamesTheLastTask() {
    Ref<Integer> first = home.pending();
    Task<Integer> middle = home.submit(NAMED.name("middle"), ADD, 0b01, first, 1);
    Task<Integer> last = home.submit(NAMED.name("last"), ADD, 0b10, 1, middle);
    Failed failed = failed("it broke");
    first.settle(failed);
    assertThat(last.failed().failure()).isSameAs(failed.failure());
    assertThat(last.failed().message())
        .isEqualTo("task last was not run, since an argument failed: it broke");
  }

  @Test
  void aTaskThatEndedIsForgottenByWhatItWaitedFor() {
    Ref<Integer> never = home.pending();
    for (int i = 0; i < 1_000; i++) {
      home.submit(Settings.DEFAULT, ADD, 0b01, never, i).cancel();
    }
    Waiters waiters = (Waiters) never.stateVolatile();
    assertThat(waiters.inOrder()).hasSizeLessThan(40);
    assertThat(waiters.anyReading()).isFalse();
  }

  @Test
  void aTaskThatWasStoppedBeforeItKnewWhatItWaitsForIsForgottenToo() {
    Ref<Integer> never = home.pending();
    Task<Object> task = home.idle(NAMED);
    task.settle(failed("stopped"));
    task.stopped();
    Arguments.await(task, Invocation.of(ADD, 0b01, never, 1));
    assertThat(((Waiters) never.stateVolatile()).inOrder()).noneMatch(Waiter::isLive);
  }

  @Test
  void whatACancelledTaskWasGivenIsForgottenByTheRefsItWaitedFor() {
    Ref<Integer> never = home.pending();
    WeakReference<Object> given = new WeakReference<>(new Object());
    Task<Object> task = home.submit(Settings.DEFAULT, KEPT, 0b01, never, given.get());
    task.cancel();
    await()
        .until(
            () -> {
              System.gc();
              return given.refersTo(null);
            });
    assertThat(never.isReady()).isFalse();
    assertThat(task.status()).isEqualTo(Status.ENDED);
  }

  @Test
  void whatATaskThatWasStoppedEarlyWasGivenIsForgottenToo() {
    Ref<Integer> never = home.pending();
    Task<Object> task = home.idle(NAMED);
    task.settle(failed("stopped"));
    task.stopped();
    Arguments.await(task, Invocation.of(ADD, 0b01, never, 1));
    assertThat(((Waiters) never.stateVolatile()).inOrder())
        .hasSize(1)
        .allMatch(waiter -> ((Arguments) waiter).call() == null);
  }

  @Test
  void whoLooksWhileATaskIsCancelledFindsItsName() throws Exception {
    Ref<Integer> never = home.pending();
    for (int round = 0; round < 500; round++) {
      Task<Integer> task = home.submit(Settings.DEFAULT, ADD, 0b01, never, round);
      Arguments arguments = task.arguments();
      Thread canceller = Thread.ofVirtual().start(task::cancel);
      while (task.call() != null) {
        assertThat(task.name()).isEqualTo("Integer.sum");
        assertThat(arguments.unsettled()).isSubsetOf(never);
      }
      assertThat(task.name()).isEqualTo("Integer.sum");
      assertThat(task.behind()).isEmpty();
      canceller.join();
      assertThat(arguments.call()).isNull();
    }
  }

  @Test
  void whoeverNeedsAFailedArgumentHasReadItsFailure() {
    Task<Object> argument = home.idle(NAMED);
    home.submit(NAMED, ADD, 0b01, argument, 1);
    argument.settle(failed("it broke"));
    assertThat(home.reclaim.collect(argument)).isFalse();
  }

  @Test
  void cancelAndTheLastArgumentAtTheSameTimeLoseNothing() throws Exception {
    for (int round = 0; round < 500; round++) {
      Ref<Integer> argument = home.pending();
      AtomicInteger runs = new AtomicInteger();
      Fn2<Integer, Integer, Integer> counting = (a, b) -> runs.incrementAndGet();
      Task<Integer> task = home.submit(Settings.DEFAULT.cpus(1), counting, 0b01, argument, round);
      CyclicBarrier start = new CyclicBarrier(2);
      Thread canceller =
          Thread.ofVirtual()
              .start(
                  () -> {
                    RefTest.await(start);
                    task.cancel();
                  });
      RefTest.await(start);
      argument.settle(1);
      canceller.join();
      assertThat(task.isReady() || task.status() != Status.WAITING).isTrue();
    }
    await()
        .until(() -> home.dump().startsWith("cpus 1 of 1 free, 0 tasks queued for resources, 0 t"));
  }

  private static Failed failed(String message) {
    return Failed.of("t", new Failure(Failure.Kind.TASK, message, null));
  }
}
