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
  private static final int MANY = 1_000_000;
  private static final int ADDERS = 3;
  private static final int TAKERS = 3;

  private final ChunkedQueue<Integer> queue = new ChunkedQueue<>();

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
  void whatIsRemovedTakesNoRoomThoughNobodyPolls() {
    for (int i = 0; i < MANY; i++) {
      queue.add(i);
      assertThat(queue.removeIf(_ -> true)).isTrue();
      assertThat(queue.chunks()).isLessThanOrEqualTo(2);
    }
    assertThat(queue.poll()).isNull();
    queue.add(1);
    assertThat(queue).containsExactly(1);
  }

  @Test
  void norBehindOneThatStays() {
    queue.add(-1);
    for (int i = 0; i < MANY; i++) {
      queue.add(i);
      if (i % 100 == 0) {
        assertThat(queue.removeIf(n -> n >= 0)).isTrue();
        assertThat(queue.chunks()).isLessThanOrEqualTo(3);
      }
    }
    queue.removeIf(n -> n >= 0);
    queue.add(1);
    assertThat(queue).containsExactly(-1, 1);
    assertThat(queue.poll()).isEqualTo(-1);
    assertThat(queue.poll()).isEqualTo(1);
    assertThat(queue.poll()).isNull();
  }

  @Test
  void whoLooksGoesPastWhatWasRemovedOneByOne() {
    for (int i = 0; i < MANY; i++) {
      queue.add(i);
      assertThat(queue.remove(i)).isTrue();
    }
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.chunks()).isEqualTo(1);
  }

  @Test
  void aChunkThatIsNotEmptyStays() {
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < EACH; i++) {
      queue.add(i);
      if (i % 3_000 == 0) {
        kept.add(i);
      }
    }
    queue.removeIf(n -> n % 3_000 != 0);
    assertThat(queue).containsExactlyElementsOf(kept);
    assertThat(queue.chunks()).isBetween(kept.size(), kept.size() + 1);
    for (int i : kept) {
      assertThat(queue.poll()).isEqualTo(i);
    }
    assertThat(queue.poll()).isNull();
  }

  @Test
  void anIteratorInAChunkThatWasTakenOutFindsWhatComesLater() {
    IntStream.range(0, EACH).forEach(queue::add);
    Iterator<Integer> all = queue.iterator();
    IntStream.range(0, EACH / 2).forEach(_ -> all.next());
    queue.removeIf(n -> n > 0);
    queue.add(EACH);
    all.next(); // it had been met already
    assertThat(all.next()).isEqualTo(EACH);
    assertThat(all.hasNext()).isFalse();
  }

  /** The odd ones are removed, by two threads, while the others are taken. */
  @RepeatedTest(5)
  void whoRemovesTakesNothingElseAway() throws InterruptedException {
    AtomicInteger left = new AtomicInteger(ADDERS * EACH / 2);
    List<Integer> taken = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < ADDERS; i++) {
      int from = i * EACH;
      threads.add(Thread.ofPlatform().start(() -> add(from)));
    }
    for (int i = 0; i < 2; i++) {
      threads.add(Thread.ofPlatform().start(() -> removeOdd(left)));
    }
    threads.add(Thread.ofPlatform().start(() -> takeEven(taken, left)));
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(taken.stream().sorted())
        .containsExactlyElementsOf(
            IntStream.range(0, ADDERS * EACH).filter(n -> n % 2 == 0).boxed().toList());
    assertThat(isInOrder(taken)).isTrue();
    queue.removeIf(n -> n % 2 != 0);
    assertThat(queue).isEmpty();
    assertThat(queue.chunks()).isEqualTo(1);
  }

  private void removeOdd(AtomicInteger left) {
    while (left.get() > 0) {
      queue.removeIf(n -> n % 2 != 0);
    }
  }

  private void takeEven(List<Integer> taken, AtomicInteger left) {
    while (left.get() > 0) {
      Integer found = queue.poll();
      if (found != null && found % 2 == 0) {
        taken.add(found);
        left.decrementAndGet();
      }
    }
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
