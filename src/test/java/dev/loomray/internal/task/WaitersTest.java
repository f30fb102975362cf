package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class WaitersTest {
  @Test
  void keepsTheOrderInWhichTheyCame() {
    List<Waiter> added = new ArrayList<>();
    Waiters list = null;
    for (int i = 0; i < 500; i++) {
      Waiter waiter = Waiting.named("w" + i);
      added.add(waiter);
      list = Waiters.with(list, waiter);
      assertThat(list.inOrder().size()).isEqualTo(added.size());
    }
    assertThat(list.inOrder()).containsExactlyElementsOf(added);
  }

  @Test
  void theSameWaiterMayStandInItTwice() {
    Waiter waiter = Waiting.named("twice");
    assertThat(Waiters.with(Waiters.with(null, waiter), waiter).inOrder())
        .containsExactly(waiter, waiter);
  }

  @Test
  void aListIsNeverChanged() {
    Waiter first = Waiting.named("first");
    Waiters one = Waiters.with(null, first);
    Waiters.with(one, Waiting.named("second"));
    Waiters.with(one, Waiting.named("other second"));
    assertThat(one.inOrder()).containsExactly(first);
  }

  @Test
  void knowsWhetherAnybodyStillWaits() {
    Waiting first = Waiting.named("first");
    Waiting second = Waiting.named("second");
    Waiters list = Waiters.with(Waiters.with(null, first), second);
    assertThat(list.anyReading()).isTrue();
    second.live = false;
    assertThat(list.anyReading()).isTrue();
    first.live = false;
    assertThat(list.anyReading()).isFalse();
  }

  @Test
  void knowsWhetherAnybodyWillReadAFailure() {
    Waiting counts = Waiting.named("counts");
    counts.reads = false;
    Waiters list = Waiters.with(null, counts);
    assertThat(list.anyReading()).isFalse();
    assertThat(Waiters.with(list, Waiting.named("reads")).anyReading()).isTrue();
  }

  @Test
  void thoseThatGaveUpDoNotPileUp() {
    Waiter stays = Waiting.named("stays");
    Waiters list = Waiters.with(null, stays);
    for (int i = 0; i < 100_000; i++) {
      Waiting waiter = Waiting.named("w" + i);
      list = Waiters.with(list, waiter);
      waiter.live = false;
    }
    assertThat(list.inOrder()).hasSizeLessThan(64).startsWith(stays);
  }

  @Test
  void whenAllGaveUpTheNewOneIsAlone() {
    Waiters list = null;
    for (int i = 0; i < 16; i++) {
      Waiting waiter = Waiting.named("w" + i);
      list = Waiters.with(list, waiter);
      waiter.live = false;
    }
    Waiter last = Waiting.named("last");
    assertThat(Waiters.with(list, last).inOrder()).containsExactly(last);
  }

  @Test
  void addingCostsTheSameHoweverManyWait() {
    AtomicInteger looks = new AtomicInteger();
    Waiters list = null;
    for (int i = 0; i < 10_000; i++) {
      list = Waiters.with(list, counting(looks));
    }
    assertThat(looks.get()).isLessThanOrEqualTo(2 * 10_000);
  }

  @RepeatedTest(20)
  void dropsOnlyThoseThatGaveUpAndNeverALiveOne(RepetitionInfo seed) {
    Random random = new Random(seed.getCurrentRepetition());
    List<Waiting> added = new ArrayList<>();
    Waiters list = null;
    int alive = random.nextInt(2, 200);
    for (int i = 0; i < 1_000; i++) {
      Waiting waiter = Waiting.named("w" + i);
      added.add(waiter);
      list = Waiters.with(list, waiter);
      if (random.nextInt(alive) > 0) {
        added.get(random.nextInt(added.size())).live = false;
      }
      if (i % 97 == 0) {
        assertHoldsTheLive(list, added);
      }
    }
    assertHoldsTheLive(list, added);
  }

  /** A waiter that counts how often it is asked whether it is alive. */
  private static Waiter counting(AtomicInteger looks) {
    return new Waiter() {
      @Override
      public void settled(Ref<?> ref, Cascade cascade) {}

      @Override
      public boolean readsFailures() {
        return false;
      }

      @Override
      public boolean isLive() {
        looks.incrementAndGet();
        return true;
      }
    };
  }

  private static void assertHoldsTheLive(Waiters list, List<Waiting> added) {
    assertThat(list.inOrder())
        .filteredOn(Waiter::isLive)
        .containsExactlyElementsOf(added.stream().filter(Waiter::isLive).toList());
    assertThat(added)
        .containsSubsequence(list.inOrder().stream().map(Waiting.class::cast).toList());
  }
}
