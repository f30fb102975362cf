package dev.loomray.scenario;

import static dev.loomray.scenario.ActorWork.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loomray.ActorHandle;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.error.ActorException;
import dev.loomray.error.TaskCancelledException;
import dev.loomray.error.TaskException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Thousands of small actors that crash and are restarted, killed, stopped and collected, for ten seconds or as long as {@code
 * soak.seconds} says: each call is answered once, and nothing is left.
 */
@Isolated
class ActorSoakIT {
  private static final Duration AT_LEAST =
      Duration.ofSeconds(Math.max(10, Long.getLong("soak.seconds", 0)));
  private static final int CALLERS = 4;
  private static final int CALLS = 12;
  private static final int ROUND = 500;

  private final StormActor.Counts counts = new StormActor.Counts();
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong answers = new AtomicLong();
  private final AtomicInteger strange = new AtomicInteger();

  @Test
  @Timeout(1200)
  void actorsThatEndInEveryWayLeaveNothing() throws Exception {
    long start = System.nanoTime();
    Random random = new Random(20_261_127);
    try (Ray ray = Ray.init(config -> config.name("soak"))) {
      while (System.nanoTime() - start < AT_LEAST.toNanos()) {
        playRound(ray, random);
        assertThat(ray.awaitIdle(LONG)).isTrue();
        awaitAnswers();
      }
      while (ray.dump().contains("actor ")) {
        System.gc();
        Thread.onSpinWait();
      }
      assertThat(counts.closed.sum()).isEqualTo(counts.made.sum());
    }
    assertThat(counts.isRight()).isTrue();
    assertThat(strange.get()).isZero();
    assertThat(answers.get()).isEqualTo(calls.get());
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread
          .getName()
          .startsWith("loomray-soak")) { // it has said that it ends, and is about to
        assertThat(thread.join(LONG)).as(thread.getName()).isTrue();
      }
    }
    System.out.printf(
        "soak of actors: %,d calls, %,d instances, %,d turns on carriers, %,d on virtual threads%n",
        calls.get(), counts.made.sum(), counts.onCarriers.sum(), counts.onVirtualThreads.sum());
  }

  /** All calls have ended; their futures are completed soon after, each once. */
  private void awaitAnswers() {
    long start = System.nanoTime();
    while (answers.get() < calls.get() && System.nanoTime() - start < LONG.toNanos()) {
      Thread.onSpinWait();
    }
    assertThat(answers.get()).isEqualTo(calls.get());
  }

  private void playRound(Ray ray, Random random) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(CALLERS);
    for (int i = 0; i < CALLERS; i++) {
      Random own = new Random(random.nextLong());
      Thread.ofVirtual()
          .start(
              () -> {
                for (int n = 0; n < ROUND; n++) {
                  playOne(ray, own);
                }
                done.countDown();
              });
    }
    done.await();
  }

  /** One actor, from its start to its end; its last handle is dropped. */
  private void playOne(Ray ray, Random random) {
    ActorHandle<StormActor> actor =
        ray.actorOptions(
                o ->
                    o.maxRestarts(random.nextInt(4))
                        .maxTaskRetries(random.nextInt(2))
                        .backoff(Duration.ZERO)
                        .restartOn(StormActor.Crash.class))
            .actor(StormActor::new, counts, 1);
    for (int number = 1; number <= CALLS; number++) {
      ObjectRef<Integer> ref = call(ray, actor, number, random.nextInt(24));
      calls.incrementAndGet();
      ref.toFuture().whenComplete(this::answered);
      act(actor, ref, random.nextInt(40));
    }
  }

  private static ObjectRef<Integer> call(
      Ray ray, ActorHandle<StormActor> actor, int number, int how) {
    return switch (how) {
      case 0, 1 -> actor.call(StormActor::crash, 0, number);
      case 2 -> actor.call(StormActor::sleep, ray, 0, number);
      default -> actor.call(StormActor::take, 0, number);
    };
  }

  private static void act(ActorHandle<StormActor> actor, ObjectRef<Integer> ref, int how) {
    switch (how) {
      case 0 -> actor.kill();
      case 1 -> actor.stop();
      case 2, 3 -> actor.restart();
      case 4 -> ref.cancel();
      default -> {}
    }
  }

  private void answered(Integer value, Throwable thrown) {
    answers.incrementAndGet();
    if (thrown != null
        && !(thrown instanceof ActorException
            || thrown instanceof TaskException
            || thrown instanceof TaskCancelledException)) {
      strange.incrementAndGet();
    }
  }
}
