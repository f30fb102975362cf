package dev.loomray.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.TaskScope;
import dev.loomray.error.GetInterruptedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;

/** Interrupts and wake-ups that fall anywhere change no result, lose no ref, and leave nothing. */
class InterruptStormTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final int TASKS = 2_000;
  private static final int STEPS = 10;
  private static final int SLOTS = 8;

  private final AtomicReferenceArray<Thread> targets = new AtomicReferenceArray<>(SLOTS);
  private final Semaphore steps = new Semaphore(0);

  /** Says which thread may be hit, and that it is time to hit some thread. */
  private void step(int number) {
    targets.set(number % SLOTS, Thread.currentThread());
    steps.release();
  }

  private <T> T persist(int number, Callable<T> wait) throws Exception {
    step(number);
    while (true) {
      try {
        return wait.call();
      } catch (GetInterruptedException e) {
        assertThat(e).hasMessageEndingWith("; the interrupt flag is still set");
        assertThat(Thread.interrupted()).isTrue();
      } catch (InterruptedException e) {
        assertThat(e).hasMessage("sleep interrupted");
      }
    }
  }

  private int child(int number) {
    step(number + 1);
    return number;
  }

  private int task(Ray ray, int number) throws Exception {
    int sum = 0;
    ObjectRef<Integer> a = ray.call(this::child, number);
    ObjectRef<Integer> b = ray.options(o -> o.cpus(0.5)).call(this::child, number);
    sum += persist(number, a::get);
    sum += persist(number, () -> b.get(DAY));
    ObjectRef<Integer> c = a.then(x -> x + 1);
    sum += persist(number, () -> ray.get(List.of(a, c))).getLast();
    ObjectRef<Integer> d = c.then(x -> x + 1);
    sum += persist(number, () -> ray.waitFor(1, List.of(d))).ready().getFirst().get();
    persist(
        number,
        () -> {
          ray.sleep(Duration.ofNanos(1_000));
          return null;
        });
    sum += taken(ray, number);
    return sum + scoped(ray, number);
  }

  private int taken(Ray ray, int number) throws Exception {
    List<ObjectRef<Integer>> refs = List.of(ray.call(() -> number), ray.call(() -> -number));
    var iterator = ray.<Integer>asCompleted(refs).iterator();
    int sum = persist(number, iterator::next).get();
    return sum + persist(number, iterator::next).get();
  }

  private int scoped(Ray ray, int number) throws Exception {
    try (TaskScope scope = ray.scope()) {
      ObjectRef<Integer> ref = scope.call(() -> number);
      persist(
          number,
          () -> {
            scope.join();
            return null;
          });
      scope.run(() -> ray.sleep(DAY)); // ended by the close
      return ref.get();
    }
  }

  /** Hits some thread for every step that is made, and wakes another. */
  private int storm(int count) throws InterruptedException {
    Random random = new Random(20_260_101);
    for (int i = 0; i < count; i++) {
      steps.acquire();
      target(random).interrupt();
      LockSupport.unpark(target(random));
    }
    return count;
  }

  private Thread target(Random random) {
    while (true) {
      Thread target = targets.get(random.nextInt(SLOTS));
      if (target != null) {
        return target;
      }
    }
  }

  @EngineTest
  void twentyThousandInterrupts(Engines engine) throws Exception {
    try (Ray ray = engine.start(c -> c.cpus(4))) {
      CompletableFuture<Integer> hits = new CompletableFuture<>();
      Thread.ofPlatform()
          .start(() -> hits.completeAsync(() -> stormed(TASKS * STEPS), Runnable::run));
      List<ObjectRef<Integer>> refs = new ArrayList<>();
      for (int i = 0; i < TASKS; i++) {
        refs.add(ray.options(o -> o.cpus(1)).call(number -> task(ray, number), i));
      }
      List<Integer> values = ray.get(refs);
      for (int i = 0; i < TASKS; i++) {
        assertThat(values.get(i)).isEqualTo(5 * i + 3);
      }
      assertThat(hits.get(20, TimeUnit.SECONDS)).isEqualTo(20_000);
      assertThat(ray.awaitIdle(Duration.ofSeconds(20))).isTrue();
      assertThat(ray.dump())
          .contains("cpus 4 of 4 free, ")
          .contains(" 0 tasks queued for resources, 0 tasks unfinished, 0 timers")
          .doesNotContain("scope #");
      assertThat(ray.call(() -> Thread.currentThread().isInterrupted()).get()).isFalse();
    }
  }

  private int stormed(int count) {
    try {
      return storm(count);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
