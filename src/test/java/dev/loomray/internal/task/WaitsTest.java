package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.loomray.Ready;
import dev.loomray.error.GetInterruptedException;
import dev.loomray.error.GetTimeoutException;
import dev.loomray.error.TaskException;
import dev.loomray.internal.serial.Failure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WaitsTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Home home = Home.open(1);
  private final Waits waits = home.owner.waits();
  private final Ref<Integer> first = home.pending();
  private final Ref<Integer> second = home.pending();

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void aGetThatTookTooLongSaysForWhat() {
    assertThatThrownBy(() -> first.get(Duration.ZERO))
        .isInstanceOf(GetTimeoutException.class)
        .hasMessage(
            "expected %s within timeout=PT0S, found it not ready; wait longer, or cancel() it"
                .formatted(first));
  }

  @Test
  void aListThatIsNotReadyAtOnceNamesTheFirstThatIsMissing() {
    Ref<Integer> ready = home.ready(1);
    assertThatThrownBy(() -> waits.getAll(List.of(ready, first, second), 0))
        .isInstanceOf(GetTimeoutException.class)
        .hasMessage(
            "expected 3 refs within timeout=PT0S, found 2 not ready, such as %s;".formatted(first)
                + " wait longer, or cancel() them");
  }

  @Test
  void whatCameInTheMeantimeIsNotMissing() {
    CompletableFuture<List<Integer>> waiting =
        CompletableFuture.supplyAsync(() -> waits.getAll(List.of(first, second), SECOND));
    await().until(() -> second.stateVolatile() instanceof Waiters);
    first.settle(1);
    await().until(() -> waiting.isDone() || passed());
    assertThatThrownBy(waiting::join)
        .cause()
        .isInstanceOf(GetTimeoutException.class)
        .hasMessageContaining("expected 2 refs within timeout=PT1S, found 1 not ready")
        .hasMessageContaining("such as " + second);
  }

  @Test
  void aListWithAFailureIsNotWaitedFor() {
    Ref<Integer> broken = home.pending();
    Failed failed = failed();
    broken.settle(failed);
    assertThatThrownBy(() -> waits.getAll(List.of(first, broken), Parking.FOREVER))
        .isInstanceOf(TaskException.class)
        .hasMessage("it broke");
    assertThat(failed.isRead()).isTrue();
    assertThat(first.stateVolatile()).isNull();
  }

  @Test
  void aWaitThatEndedLeavesNothingWithWhatItWaitedFor() {
    for (int i = 0; i < 1_000; i++) {
      Thread.currentThread().interrupt();
      try {
        assertThatThrownBy(first::get).isInstanceOf(GetInterruptedException.class);
      } finally {
        assertThat(Thread.interrupted()).isTrue();
      }
    }
    assertThat(((Waiters) first.stateVolatile()).inOrder()).hasSizeLessThan(40);
  }

  @Test
  void aWaitSurvivesThatOthersGiveUp() throws Exception {
    CompletableFuture<Integer> waiting = CompletableFuture.supplyAsync(first::get);
    await().until(() -> first.stateVolatile() instanceof Waiters);
    giveUp(first, 100);
    first.settle(7);
    assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo(7);
  }

  @Test
  void onlyTheFailuresThatAreAnsweredAreRead() {
    Failed a = failed();
    Failed b = failed();
    first.settle(a);
    second.settle(b);
    Ready<Integer> one = waits.waitFor(1, List.of(first, second), 0);
    assertThat(one.ready()).containsExactly(first);
    assertThat(one.pending()).containsExactly(second);
    assertThat(a.isRead()).isTrue();
    assertThat(b.isRead()).isFalse();
  }

  @Test
  void waitForWaitsForAsManyAsAreMissing() throws Exception {
    Ref<Integer> third = home.pending();
    List<Ref<Integer>> all = List.of(third, home.ready(1), second, first);
    CompletableFuture<Ready<Integer>> waiting =
        CompletableFuture.supplyAsync(() -> waits.waitFor(3, all, Parking.FOREVER));
    await().until(() -> first.stateVolatile() instanceof Waiters);
    first.settle(1);
    assertThat(waiting).isNotDone();
    third.settle(3);
    Ready<Integer> found = waiting.get(10, TimeUnit.SECONDS);
    assertThat(found.ready()).containsExactly(all.get(0), all.get(1), all.get(3));
    assertThat(found.pending()).containsExactly(second);
  }

  @Test
  void waitForShowsInADumpWhatItWaitsFor() {
    Task<Integer> task =
        home.submit(
            Settings.DEFAULT,
            () -> waits.waitFor(2, List.of(first, second), Parking.FOREVER).ready().size());
    await().until(() -> home.dump().contains("waits for 2 of 2 refs"));
    first.settle(1);
    second.settle(2);
    assertThat(task.get()).isEqualTo(2);
  }

  static void giveUp(Ref<?> ref, int times) {
    for (int i = 0; i < times; i++) {
      Waiting waiting = Waiting.named("gave up");
      ref.addWaiter(waiting);
      waiting.live = false;
    }
  }

  static Failed failed() {
    return Failed.of("t", new Failure(Failure.Kind.TASK, "it broke", null));
  }

  private boolean passed() {
    home.clock.advance(Duration.ofMillis(600));
    return false;
  }
}
