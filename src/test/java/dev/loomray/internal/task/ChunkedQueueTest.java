package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class ChunkedQueueTest {
  private static final int EACH = 20_000;
  private static final int ADDERS = 3;
  private static final int TAKERS = 3;

  private final Queue<Integer> queue = new ChunkedQueue<>();

  /** In one thread it does what any queue does, over the ends of many chunks. */
  @RepeatedTest(20)
  void doesWhatAnyQueueDoes(RepetitionInfo seed) {
    Random random = new Random(seed.getCurrentRepetition());
    Queue<Integer> model = new ArrayDeque<>();
    for (int i = 0; i < EACH; i++) {
      switch (random.nextInt(9)) {
        case 0, 1, 2, 3, 4 -> assertThat(queue.offer(i)).isEqualTo(model.offer(i));
        case 5, 6, 7 -> assertThat(queue.poll()).isEqualTo(model.poll());
        default -> assertThat(queue.peek()).isEqualTo(model.peek());
      }
      assertThat(queue.isEmpty()).isEqualTo(model.isEmpty());
      if (random.nextInt(2_000) == 0) {
        int rest = random.nextInt(3);
        assertThat(queue.removeIf(n -> n % 3 == rest))
            .isEqualTo(model.removeIf(n -> n % 3 == rest));
        assertThat(queue).containsExactlyElementsOf(model).hasSize(model.size());
      }
    }
    while (!model.isEmpty()) {
      assertThat(queue.poll()).isEqualTo(model.poll());
    }
    assertThat(queue.poll()).isNull();
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void whatIsTakenMeanwhileIsNotRemovedASecondTime() {
    queue.addAll(List.of(1, 2));
    Iterator<Integer> all = queue.iterator();
    assertThatIllegalStateException().isThrownBy(all::remove);
    assertThat(all.next()).isEqualTo(1);
    assertThat(queue.poll()).isEqualTo(1);
    all.remove();
    assertThatIllegalStateException().isThrownBy(all::remove);
    assertThat(all.next()).isEqualTo(2);
    assertThatThrownBy(all::next).isInstanceOf(NoSuchElementException.class);
    assertThat(queue).containsExactly(2);
  }

  @Test
  void eachElementIsTakenOnceAndThoseOfOneThreadInTheirOrder() throws InterruptedException {
    AtomicInteger left = new AtomicInteger(ADDERS * EACH);
    List<List<Integer>> taken = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < TAKERS; i++) {
      List<Integer> mine = new ArrayList<>();
      taken.add(mine);
      threads.add(Thread.ofPlatform().start(() -> take(mine, left)));
    }
    for (int i = 0; i < ADDERS; i++) {
      int from = i * EACH;
      threads.add(Thread.ofPlatform().start(() -> add(from)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(taken.stream().flatMap(List::stream).sorted())
        .containsExactlyElementsOf(IntStream.range(0, ADDERS * EACH).boxed().toList());
    assertThat(taken).allMatch(ChunkedQueueTest::isInOrder);
    assertThat(queue).isEmpty();
  }

  private void add(int from) {
    for (int i = from; i < from + EACH; i++) {
      queue.add(i);
    }
  }

  private void take(List<Integer> mine, AtomicInteger left) {
    while (left.get() > 0) {
      Integer found = queue.poll();
      if (found != null) {
        mine.add(found);
        left.decrementAndGet();
      }
    }
  }

  private static boolean isInOrder(List<Integer> taken) {
    int[] last = new int[ADDERS];
    for (int element : taken) {
      int adder = element / EACH;
      if (element < last[adder]) {
        return false;
      }
      last[adder] = element;
    }
    return true;
  }
}
