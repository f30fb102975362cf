package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.ObjectRef;
import dev.loomray.error.TaskException;
import dev.loomray.internal.serial.Failure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RefTest {
  private final Home home = Home.open(1);
  private final List<String> told = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void isPendingUntilItIsSettledOnce() {
    Ref<String> ref = home.pending();
    assertThat(ref.isReady()).isFalse();
    assertThat(ref.settle("first")).isTrue();
    assertThat(ref.settle("second")).isFalse();
    assertThat(ref.settle(failed())).isFalse();
    assertThat(ref.isReady()).isTrue();
    assertThat(ref.value()).isEqualTo("first");
    assertThat(ref.failed()).isNull();
  }

  @Test
  void nullIsAValue() {
    Ref<String> ref = home.pending();
    ref.settle(Ref.NULL);
    assertThat(ref.isReady()).isTrue();
    assertThat(ref.value()).isNull();
    assertThat(ref.settle("later")).isFalse();
  }

  @Test
  void everyReaderOfAFailureGetsAnExceptionOfItsOwn() {
    Ref<String> ref = home.pending();
    Failed failed = failed();
    ref.settle(failed);
    assertThat(failed.isRead()).isFalse();
    assertThatThrownBy(ref::value).isInstanceOf(TaskException.class).hasMessage("it broke");
    assertThat(failed.isRead()).isTrue();
    assertThat(failed.toException()).isNotSameAs(failed.toException());
  }

  @Test
  void aStoredValueIsReadAsAFreshCopy() {
    Ref<int[]> ref = home.pending();
    int[] original = {1, 2};
    ref.settle(home.owner.store().put(1, original));
    original[0] = 9;
    assertThat(ref.value()).containsExactly(1, 2).isNotSameAs(ref.value());
  }

  @Test
  void waitersAreToldFirstInFirstOut() {
    Ref<String> ref = home.pending();
    for (int i = 0; i < 100; i++) {
      assertThat(ref.addWaiter(Waiting.noting("w" + i, told))).isTrue();
    }
    ref.settle("value");
    assertThat(told).hasSize(100).startsWith("w0", "w1", "w2").endsWith("w98", "w99");
  }

  @Test
  void aWaiterThatComesLateIsSentAway() {
    Ref<String> ref = home.ready("value");
    assertThat(ref.addWaiter(Waiting.noting("late", told))).isFalse();
    assertThat(told).isEmpty();
  }

  @Test
  void aWaiterThatIsAddedWhileTheRefIsSettledIsSentAway() {
    Ref<String> ref = home.pending();
    Settling settling = new Settling(ref);
    ref.addWaiter(settling);
    boolean added = true;
    for (int i = 0; i < 100 && added; i++) {
      added = ref.addWaiter(Waiting.noting("w" + i, told));
      assertThat(added).isNotEqualTo(settling.done);
    }
    assertThat(settling.done).isTrue();
    assertThat(ref.value()).isEqualTo("value");
    assertThat(told).isNotEmpty().doesNotHaveDuplicates();
  }

  /** A waiter that settles its ref when it is asked whether it is alive: while another is being added. */
  private static final class Settling extends Waiter {
    private final Ref<String> ref;
    boolean done;

    Settling(Ref<String> ref) {
      this.ref = ref;
    }

    @Override
    public void settled(Ref<?> of, Cascade cascade) {}

    @Override
    public boolean readsFailures() {
      return false;
    }

    @Override
    public boolean isLive() {
      done = true;
      ref.settle("value");
      return true;
    }
  }

  @Test
  void aWaiterSeesTheOutcome() {
    Ref<String> ref = home.pending();
    ref.addWaiter(Waiting.doing((of, _) -> told.add(of + " " + of.isSettled() + " " + of.value())));
    ref.settle("value");
    assertThat(told).containsExactly("object #" + ref.sequence() + " true value");
  }

  @Test
  void oneThatThrowsDoesNotStopTheRest() {
    Ref<String> ref = home.pending();
    ref.addWaiter(Waiting.noting("before", told));
    ref.addWaiter(
        Waiting.doing(
            (_, _) -> {
              throw new Stackless();
            }));
    ref.addWaiter(Waiting.noting("after", told));
    assertThat(ref.settle("value")).isTrue();
    assertThat(told).containsExactly("before", "after");
  }

  @Test
  void ofManyThatSettleOneWinsAndEachWaiterIsToldOnce() throws Exception {
    for (int round = 0; round < 500; round++) {
      Ref<Integer> ref = home.pending();
      AtomicInteger wins = new AtomicInteger();
      AtomicInteger tellings = new AtomicInteger();
      AtomicInteger refusals = new AtomicInteger();
      CyclicBarrier start = new CyclicBarrier(4);
      CountDownLatch end = new CountDownLatch(4);
      for (int i = 0; i < 4; i++) {
        int number = i;
        Thread.ofVirtual()
            .start(
                () -> {
                  await(start);
                  boolean added =
                      ref.addWaiter(Waiting.doing((_, _) -> tellings.incrementAndGet()));
                  refusals.addAndGet(added ? 0 : 1);
                  wins.addAndGet(ref.settle(number) ? 1 : 0);
                  end.countDown();
                });
      }
      end.await();
      assertThat(wins).hasValue(1);
      assertThat(tellings.get() + refusals.get()).isEqualTo(4);
    }
  }

  @Test
  void aFailureThatNobodyWaitsForIsWatched() {
    Task<Object> alone = home.idle(Settings.DEFAULT);
    alone.settle(failed());
    assertThat(home.reclaim.collect(alone)).isTrue();
    assertThat(home.unread).hasSize(1).first().asString().endsWith("it broke");
  }

  @Test
  void aFailureThatSomebodyWaitsForIsNotWatched() {
    Task<Object> awaited = home.idle(Settings.DEFAULT);
    awaited.addWaiter(Waiting.named("reader"));
    awaited.settle(failed());
    assertThat(home.reclaim.collect(awaited)).isFalse();
  }

  @Test
  void aFailureWhoseWaitersGaveUpIsWatched() {
    Task<Object> left = home.idle(Settings.DEFAULT);
    Waiting waiter = Waiting.named("reader");
    left.addWaiter(waiter);
    waiter.live = false;
    left.settle(failed());
    assertThat(home.reclaim.collect(left)).isTrue();
  }

  @Test
  void aFailureWhoseWaitersMayNotReadItIsWatched() {
    Task<Object> counted = home.idle(Settings.DEFAULT);
    Waiting waiter = Waiting.named("counter");
    waiter.reads = false;
    counted.addWaiter(waiter);
    counted.settle(failed());
    assertThat(home.reclaim.collect(counted)).isTrue();
  }

  @Test
  void aCancellationIsNotWatched() {
    Task<Object> cancelled = home.idle(Settings.DEFAULT);
    cancelled.settle(Failed.of("t", new Failure(Failure.Kind.CANCELLED, "cancelled", null)));
    assertThat(home.reclaim.collect(cancelled)).isFalse();
  }

  @Test
  void whatFollowsIsARefOfItsOwn() {
    Ref<Integer> ref = home.pending();
    ObjectRef<Integer> next = ref.then(x -> x + 1);
    ObjectRef<Void> last = ref.thenRun(x -> told.add("got " + x));
    assertThat(List.of(next, last)).noneMatch(ObjectRef::isReady);
    ref.settle(6);
    assertThat(next.get()).isEqualTo(7);
    assertThat(last.get()).isNull();
    assertThat(told).containsExactly("got 6");
  }

  @Test
  void refsAreEqualToThemselvesAlone() {
    Ref<String> a = home.ready("same");
    Ref<String> b = home.ready("same");
    assertThat(a).isEqualTo(a).isNotEqualTo(b);
    assertThat(a.hashCode()).isEqualTo(Long.hashCode(a.sequence()));
    assertThat(Set.copyOf(new HashSet<>(List.of(a, b)))).hasSize(2);
  }

  @Test
  void idsAreGlobalAndHexadecimal() {
    Ref<String> ref = home.pending();
    assertThat(ref.id()).matches("[0-9a-f]{56}").startsWith("0000000000000001" + "00000001");
    assertThat(ref.id()).isEqualTo(ref.id()).isNotEqualTo(home.pending().id());
  }

  @Test
  void aRefWithoutATaskCannotBeCancelled() {
    Ref<String> ref = home.pending();
    assertThat(ref.cancel()).isFalse();
    assertThat(ref.isReady()).isFalse();
  }

  private static Failed failed() {
    return Failed.of("t", new Failure(Failure.Kind.TASK, "it broke", null));
  }

  static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
