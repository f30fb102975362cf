package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.loomray.ObjectRef;
import dev.loomray.error.RayClosedException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CompletedTest {
  private final Home home = Home.open(1);
  private final Task<Object> first = home.idle(Settings.DEFAULT);
  private final Task<Object> second = home.idle(Settings.DEFAULT);

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void givesOutEachRefOnceAsItIsSettled() {
    Iterator<ObjectRef<Object>> refs = iterator(List.of(first, second));
    second.settle("b");
    first.settle("a");
    assertThat(refs).toIterable().containsExactly(second, first);
    assertThat(refs.hasNext()).isFalse();
    assertThatThrownBy(refs::next)
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("all refs were given out");
  }

  @Test
  void whatWasSettledBeforeComesInTheOrderOfTheList() {
    first.settle("a");
    second.settle("b");
    assertThat(iterator(List.of(second, first))).toIterable().containsExactly(second, first);
  }

  @Test
  void everyLoopStartsAnew() {
    first.settle("a");
    Iterable<ObjectRef<Object>> refs = home.owner.waits().asCompleted(List.of(first));
    assertThat(refs).hasSize(1);
    assertThat(refs).hasSize(1);
  }

  @Test
  void onlyTheFailuresThatItGaveOutAreRead() {
    Iterator<ObjectRef<Object>> refs = iterator(List.of(first, second));
    Failed a = WaitsTest.failed();
    Failed b = WaitsTest.failed();
    first.settle(a);
    second.settle(b);
    assertThat(refs.next()).isSameAs(first);
    assertThat(a.isRead()).isTrue();
    assertThat(b.isRead()).isFalse();
    assertThat(home.reclaim.collect(second)).isTrue();
    assertThat(home.unread).hasSize(1);
  }

  @Test
  void itIsToldHoweverManyOthersGaveUp() throws Exception {
    Iterator<ObjectRef<Object>> refs = iterator(List.of(first));
    WaitsTest.giveUp(first, 100);
    CompletableFuture<ObjectRef<Object>> next = CompletableFuture.supplyAsync(refs::next);
    first.settle("a");
    assertThat(next.get(10, TimeUnit.SECONDS)).isSameAs(first);
  }

  @Test
  void iteratorsThatWereLeftEarlyDoNotPileUp() {
    int[] made = new int[1];
    await()
        .until(
            () -> {
              for (int i = 0; i < 100; i++) {
                iterator(List.of(first));
                made[0]++;
              }
              System.gc();
              return ((Waiters) first.stateVolatile()).inOrder().size() < made[0];
            });
    first.settle("a");
    assertThat(first.isReady()).isTrue();
  }

  @Test
  void nextIsRefusedWhenTheRayIsClosed() {
    Iterator<ObjectRef<Object>> refs = iterator(List.of(first));
    home.close();
    assertThat(refs.hasNext()).isTrue();
    assertThatThrownBy(refs::next).isInstanceOf(RayClosedException.class);
  }

  @Test
  void aDumpShowsHowManyItWaitsFor() {
    Task<Object> task =
        home.submit(Settings.DEFAULT, () -> iterator(List.of(first, second)).next().get());
    await().until(() -> home.dump().contains("waits for the next of 2 refs"));
    first.settle("a");
    assertThat(task.get()).isEqualTo("a");
  }

  private Iterator<ObjectRef<Object>> iterator(List<Task<Object>> refs) {
    return home.owner.waits().<Object>asCompleted(refs).iterator();
  }
}
