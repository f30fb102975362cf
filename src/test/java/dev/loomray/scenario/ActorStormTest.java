package dev.loomray.scenario;

import static dev.loomray.scenario.ActorWork.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.ActorHandle;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.error.ActorException;
import dev.loomray.error.TaskException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** A million calls, while others block, crash, and are restarted and killed: in order, one at a time, none lost or doubled. */
class ActorStormTest {
  private static final int TELLERS = 4;
  private static final int TELLS = 200_000;
  private static final int IN_FLIGHT = 20_000;
  private static final int BLOCKERS = 12;
  private static final int BLOCKING = 250;
  private static final int VICTIMS = 4;
  private static final int VICTIM_CALLERS = 2;
  private static final int VICTIM_CALLS = 100_000;

  private final StormActor.Counts hot = new StormActor.Counts();
  private final StormActor.Counts blocking = new StormActor.Counts();
  private final StormActor.Counts mortal = new StormActor.Counts();
  private final AtomicInteger answers = new AtomicInteger();
  private final AtomicInteger values = new AtomicInteger();
  private final AtomicInteger strange = new AtomicInteger();

  @Test
  void aMillionCalls() throws Exception {
    try (Ray ray = Ray.init()) {
      ActorHandle<StormActor> target = ray.actor(StormActor::new, hot, TELLERS);
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < TELLERS; i++) {
        int teller = i;
        threads.add(start(i, () -> tell(target, teller)));
      }
      threads.add(start(0, () -> block(ray, target)));
      for (int i = 0; i < VICTIM_CALLERS; i++) {
        int caller = i;
        threads.add(start(i, () -> torment(ray, caller)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(ray.awaitIdle(LONG)).isTrue();
      assertThat(target.call(StormActor::missing).get(LONG)).isZero();
    }
    assertThat(List.of(hot, blocking, mortal)).allMatch(StormActor.Counts::isRight);
    long turns = hot.onCarriers.sum() + hot.onVirtualThreads.sum();
    assertThat(turns).isEqualTo((long) TELLERS * TELLS);
    assertThat(hot.onCarriers.sum()).isGreaterThan(turns / 2);
    assertThat(blocking.onCarriers.sum()).isPositive();
    assertThat(answers.get()).isEqualTo(VICTIM_CALLERS * VICTIM_CALLS);
    assertThat(strange.get()).isZero();
    assertThat(values.get()).isPositive();
    assertThat(mortal.closed.sum()).isEqualTo(mortal.made.sum());
    System.out.printf(
        "storm: %,d turns on carriers, %,d on virtual threads, %,d instances, %,d of %,d with a value%n",
        hot.onCarriers.sum() + blocking.onCarriers.sum() + mortal.onCarriers.sum(),
        hot.onVirtualThreads.sum()
            + blocking.onVirtualThreads.sum()
            + mortal.onVirtualThreads.sum(),
        mortal.made.sum(),
        values.get(),
        answers.get());
  }

  private static Thread start(int number, Runnable body) {
    return number % 2 == 0
        ? Thread.ofPlatform().daemon().start(body)
        : Thread.ofVirtual().start(body);
  }

  private static void tell(ActorHandle<StormActor> target, int teller) {
    for (int i = 1; i <= TELLS; i++) {
      ObjectRef<Integer> ref = target.call(StormActor::take, teller, i);
      if (i % IN_FLIGHT == 0) {
        ref.get(LONG);
      }
    }
  }

  /** Actors that sleep, wait for a lock, and for the hot one. */
  private void block(Ray ray, ActorHandle<StormActor> target) {
    List<ActorHandle<StormActor>> all = new ArrayList<>();
    List<ObjectRef<Integer>> refs = new ArrayList<>();
    ReentrantLock lock = new ReentrantLock();
    for (int i = 0; i < BLOCKERS; i++) {
      all.add(ray.actor(StormActor::new, blocking, 1));
    }
    for (int n = 1; n <= BLOCKING; n++) {
      lock.lock();
      for (int i = 0; i < BLOCKERS; i++) {
        ActorHandle<StormActor> blocker = all.get(i);
        refs.add(
            switch (i % 3) {
              case 0 -> blocker.call(StormActor::sleep, ray, 0, n);
              case 1 -> blocker.call(StormActor::lock, lock, 0, n);
              default -> blocker.call(StormActor::ask, target, 0, n);
            });
      }
      lock.unlock();
    }
    ray.get(refs, LONG);
  }

  /** Calls actors, and restarts and ends them meanwhile. */
  private void torment(Ray ray, int caller) {
    List<ActorHandle<StormActor>> victims = new ArrayList<>();
    for (int i = 0; i < VICTIMS; i++) {
      victims.add(victim(ray));
    }
    for (int n = 1; n <= VICTIM_CALLS; n++) {
      int number = n;
      ActorHandle<StormActor> victim = victims.get(n % VICTIMS);
      ObjectRef<Integer> ref =
          n % 97 == 0
              ? victim.call(StormActor::crash, caller, n)
              : victim.call(StormActor::take, caller, n);
      ref.toFuture().whenComplete((value, thrown) -> answered(number, value, thrown));
      if (n % 61 == 0) {
        victim.restart();
      } else if (n % 1_009 == 0) {
        end(victim, n);
        victims.set(n % VICTIMS, victim(ray));
      }
    }
    victims.forEach(ActorHandle::stop);
  }

  private ActorHandle<StormActor> victim(Ray ray) {
    return ray.actorOptions(
            o -> o.maxRestarts(-1).backoff(Duration.ZERO).restartOn(StormActor.Crash.class))
        .actor(StormActor::new, mortal, VICTIM_CALLERS);
  }

  private static void end(ActorHandle<StormActor> victim, int n) {
    if (n % 2 == 0) {
      victim.kill();
    } else {
      victim.stop();
    }
  }

  private void answered(int number, Integer value, Throwable thrown) {
    answers.incrementAndGet();
    if (thrown == null) {
      values.incrementAndGet();
      strange.addAndGet(value == number ? 0 : 1);
    } else if (!(thrown instanceof ActorException || thrown instanceof TaskException)) {
      strange.incrementAndGet();
    }
  }
}
