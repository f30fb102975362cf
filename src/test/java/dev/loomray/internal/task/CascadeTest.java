package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.loomray.internal.serial.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CascadeTest {
  private static final int MILLION = 1_000_000;
  private static final int ON_THIS_THREAD = 1_000;

  private final Home home = Home.open(1);

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void aMillionDependentsInAChainSucceed() throws Exception {
    assertThat(endOfAChainOf(MILLION, "value").value()).isEqualTo("value");
  }

  @Test
  void aMillionDependentsInAChainFail() throws Exception {
    Failed failed = Failed.of("t", new Failure(Failure.Kind.TASK, "it broke", null));
    assertThat(endOfAChainOf(MILLION, failed).failed()).isSameAs(failed);
  }

  @Test
  void aMillionDependentsOfOneRefAreTold() throws Exception {
    Ref<String> ref = home.pending();
    CountDownLatch told = new CountDownLatch(MILLION);
    Waiter waiter = Waiting.doing((_, _) -> told.countDown());
    for (int i = 0; i < MILLION; i++) {
      ref.addWaiter(waiter);
    }
    ref.settle("value");
    assertThat(told.await(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aHundredThousandTasksThatWaitInAChainFailWithoutRunning() throws Exception {
    Ref<Integer> first = home.pending();
    Ref<Integer> last = first;
    for (int i = 0; i < 100_000; i++) {
      last = (Ref<Integer>) last.then((Integer x) -> x + 1);
    }
    Ref<Integer> end = last;
    first.settle(Failed.of("t", new Failure(Failure.Kind.TASK, "it broke", null)));
    await().atMost(Duration.ofMinutes(1)).until(end::isReady);
    assertThat(end.failed().message()).endsWith("was not run, since an argument failed: it broke");
    assertThat(home.owner.tree().isQuiet(home.owner.tree().root())).isTrue();
  }

  @Test
  void whatIsBeyondAThousandWaitersIsHandedOverAndStaysInOrder() throws Exception {
    Ref<String> ref = home.pending();
    List<Integer> told = Collections.synchronizedList(new ArrayList<>());
    List<Thread> by = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch end = new CountDownLatch(2_500);
    for (int i = 0; i < 2_500; i++) {
      int number = i;
      ref.addWaiter(
          Waiting.doing(
              (_, _) -> {
                told.add(number);
                by.add(Thread.currentThread());
                end.countDown();
              }));
    }
    ref.settle("value");
    assertThat(end.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(told).containsExactlyElementsOf(IntStream.range(0, 2_500).boxed().toList());
    assertThat(by.subList(0, ON_THIS_THREAD)).containsOnly(Thread.currentThread());
    assertThat(by.subList(ON_THIS_THREAD, 2_500))
        .allMatch(Thread::isVirtual)
        .containsOnly(by.getLast());
  }

  @Test
  void aThousandWaitersAreToldByTheThreadThatSettles() {
    Ref<String> ref = home.pending();
    List<Thread> by = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < ON_THIS_THREAD; i++) {
      ref.addWaiter(Waiting.doing((_, _) -> by.add(Thread.currentThread())));
    }
    ref.settle("value");
    assertThat(by).hasSize(ON_THIS_THREAD).containsOnly(Thread.currentThread());
  }

  @Test
  void goesThroughTheLevelsFirstInFirstOut() {
    List<String> told = new ArrayList<>();
    Ref<String> root = home.pending();
    Ref<String> left = home.pending();
    Ref<String> right = home.pending();
    passOn(root, left);
    root.addWaiter(Waiting.noting("root", told));
    passOn(root, right);
    right.addWaiter(Waiting.noting("right", told));
    left.addWaiter(Waiting.noting("left", told));
    root.settle("value");
    assertThat(told).containsExactly("root", "left", "right");
  }

  @Test
  void aWaiterThatThrowsAnErrorIsSkipped() {
    Ref<String> first = home.pending();
    Ref<String> last = home.pending();
    first.addWaiter(
        Waiting.doing(
            (_, _) -> {
              throw new Stackless();
            }));
    passOn(first, last);
    first.settle("value");
    assertThat(last.value()).isEqualTo("value");
  }

  private Ref<String> endOfAChainOf(int length, Object outcome) throws InterruptedException {
    Ref<String> first = home.pending();
    Ref<String> last = first;
    for (int i = 0; i < length; i++) {
      Ref<String> next = home.pending();
      passOn(last, next);
      last = next;
    }
    CountDownLatch end = new CountDownLatch(1);
    last.addWaiter(Waiting.doing((_, _) -> end.countDown()));
    first.settle(outcome);
    assertThat(end.await(60, TimeUnit.SECONDS)).isTrue();
    return last;
  }

  private static void passOn(Ref<String> from, Ref<String> to) {
    from.addWaiter(Waiting.doing((ref, cascade) -> to.settle(ref.stateVolatile(), cascade)));
  }
}
