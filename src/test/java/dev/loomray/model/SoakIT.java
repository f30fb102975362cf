package dev.loomray.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.loomray.ObjectRef;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A million tasks on real threads, judged by the model; for as long as {@code soak.seconds} says, if that is longer. It
 * needs all processors, and has them for itself.
 */
@Isolated
class SoakIT {
  private static final long TASKS = 1_000_000;
  private static final Duration AT_LEAST = Duration.ofSeconds(Long.getLong("soak.seconds", 0));
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final RealStage stage = new RealStage();
  private final Random random = new Random(20_261_124);
  // refs of the last play
  private final ReferenceQueue<Object> collected = new ReferenceQueue<>();
  private final List<Reference<Object>> refs = new ArrayList<>();

  @Test
  @Timeout(1200)
  void aMillionTasksAreAnsweredRightAndLeaveNothing() throws InterruptedException {
    long start = System.nanoTime();
    long tasks = 0;
    while (tasks < TASKS || System.nanoTime() - start < AT_LEAST.toNanos()) {
      tasks += play();
      assertThat(stage.failures()).as("after %d tasks", tasks).isEmpty();
    }
    System.out.printf(
        "soak: %,d tasks in %.1f s%n", tasks, (System.nanoTime() - start) / 1_000_000_000.0);
    await().atMost(PATIENCE).until(() -> stage.alive() == 0);
    System.gc();
    for (int i = 0; i < refs.size(); i++) {
      if (collected.remove(PATIENCE.toMillis()) == null) {
        throw new AssertionError((refs.size() - i) + " refs of " + refs.size() + " are kept");
      }
    }
  }

  private int play() {
    List<ObjectRef<Integer>> played = Play.play(stage, Mix.soak(), random);
    refs.clear();
    played.stream().limit(100).forEach(ref -> refs.add(new WeakReference<>(ref, collected)));
    return played.size();
  }
}
