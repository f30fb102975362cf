package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.internal.serial.Failure;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThreadWaiterTest {
  private final Home home = Home.open(1);

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void isDoneWhenSoManyAreSettled() {
    ThreadWaiter waiter = new ThreadWaiter(2, false);
    Ref<Integer> a = waited(waiter);
    Ref<Integer> b = waited(waiter);
    Ref<Integer> c = waited(waiter);
    a.settle(1);
    assertThat(waiter.isDone()).isFalse();
    b.settle(failed());
    assertThat(waiter.isDone()).isTrue();
    c.settle(3);
    assertThat(waiter.isDone()).isTrue();
    assertThat(waiter.firstFailed()).isNull();
  }

  @Test
  void isDoneAtTheFirstFailureIfAskedFor() {
    ThreadWaiter waiter = new ThreadWaiter(3, true);
    Ref<Integer> a = waited(waiter);
    Ref<Integer> b = waited(waiter);
    Ref<Integer> c = waited(waiter);
    a.settle(1);
    assertThat(waiter.isDone()).isFalse();
    b.settle(failed());
    assertThat(waiter.isDone()).isTrue();
    c.settle(failed());
    assertThat(waiter.firstFailed()).isSameAs(b);
  }

  @Test
  void countsWhatIsSettledAlready() {
    ThreadWaiter waiter = new ThreadWaiter(1, true);
    Ref<Integer> broken = home.pending();
    broken.settle(failed());
    waiter.count(broken);
    assertThat(waiter.isDone()).isTrue();
    assertThat(waiter.firstFailed()).isSameAs(broken);
    assertThat(new ThreadWaiter(0, false).isDone()).isTrue();
  }

  @Test
  void wakesTheThreadThatMadeIt() {
    ThreadWaiter waiter = new ThreadWaiter(1, false);
    waited(waiter).settle(1);
    LockSupport.park(); // returns at once, by the permit
    assertThat(waiter.isDone()).isTrue();
  }

  @Test
  void isNoLongerAliveWhenItsThreadHasGoneOn() {
    ThreadWaiter waiter = new ThreadWaiter(1, false);
    Ref<Integer> ref = waited(waiter);
    assertThat(waiter.isLive()).isTrue();
    waiter.giveUp();
    assertThat(waiter.isLive()).isFalse();
    ref.settle(1);
  }

  @Test
  void aFailureThatAThreadMerelyWaitsForMayStayUnread() {
    Task<Object> task = home.idle(Settings.DEFAULT);
    task.addWaiter(new ThreadWaiter(2, false));
    task.settle(failed());
    assertThat(home.reclaim.collect(task)).isTrue();
  }

  private Ref<Integer> waited(ThreadWaiter waiter) {
    Ref<Integer> ref = home.pending();
    assertThat(ref.addWaiter(waiter)).isTrue();
    return ref;
  }

  private static Failed failed() {
    return Failed.of("t", new Failure(Failure.Kind.TASK, "it broke", null));
  }
}
