package dev.loomray.internal.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.Thread.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class SignalTest {
  private final Signal signal = new Signal();
  private final AtomicBoolean condition = new AtomicBoolean();

  @Test
  void wakesEveryThreadThatWaits() throws Exception {
    CountDownLatch woken = new CountDownLatch(20);
    for (int i = 0; i < 20; i++) {
      waiter(woken);
    }
    condition.set(true);
    signal.all();
    assertThat(woken.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aSignalBetweenTheLookAndTheParkIsNotLost() {
    signal.enter();
    signal.all();
    LockSupport.park(); // returns at once, by the permit
    signal.leave();
  }

  @Test
  void aThreadThatLeftIsNotWoken() throws Exception {
    Thread left =
        Thread.ofVirtual()
            .start(
                () -> {
                  signal.enter();
                  signal.leave();
                  signal.all();
                  LockSupport.park(signal); // for good: there is no permit
                });
    await().until(() -> Set.of(State.WAITING, State.TERMINATED).contains(left.getState()));
    assertThat(left.getState()).isEqualTo(State.WAITING);
    LockSupport.unpark(left);
    left.join();
  }

  @Test
  void aThreadMayWaitTwiceAndLeavesOnceEach() throws Exception {
    List<String> order = new ArrayList<>();
    Thread waiter =
        Thread.ofVirtual()
            .start(
                () -> {
                  signal.enter();
                  signal.enter();
                  signal.leave();
                  while (!condition.get()) {
                    LockSupport.park(signal);
                  }
                  order.add("woken");
                  signal.leave();
                });
    await().until(() -> waiter.getState() == Thread.State.WAITING);
    condition.set(true);
    signal.all();
    waiter.join();
    assertThat(order).containsExactly("woken");
  }

  /** A thread that takes every other for itself. */
  private static final class Twin extends Thread {
    Twin(Runnable body) {
      super(body);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Thread;
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }

  @Test
  void aThreadLeavesForItselfAlone() throws InterruptedException {
    Signal signal = new Signal();
    signal.enter();
    Thread twin =
        new Twin(
            () -> {
              signal.enter();
              signal.leave();
              signal.all();
            });
    twin.start();
    LockSupport.park();
    twin.join();
  }

  @Test
  void leavingWithoutHavingEnteredDoesNothing() {
    signal.leave();
    signal.all();
  }

  private Thread waiter(CountDownLatch woken) throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    Thread thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  signal.enter();
                  entered.countDown();
                  while (!condition.get()) {
                    LockSupport.park(signal);
                  }
                  signal.leave();
                  woken.countDown();
                });
    entered.await();
    return thread;
  }
}
