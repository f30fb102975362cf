package dev.loomray.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.Ray;
import dev.loomray.error.RayClosedException;
import dev.loomray.error.TaskCancelledException;
import dev.loomray.internal.base.Environment;
import dev.loomray.internal.base.FakeThreads;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ExitHookTest {
  private static final String HOOK = "loomray-left-exit";

  private final FakeThreads threads = new FakeThreads();
  private final Ray ray = start();

  @Test
  void isThereWhileTheRayIsOpen() {
    assertThat(threads.hooks()).containsExactly(HOOK);
    ray.close();
    assertThat(threads.hooks()).isEmpty();
    ray.close();
  }

  @Test
  void closesARayThatItsProgramLeftOpen() {
    CompletableFuture<Void> timer = ray.after(Duration.ofDays(1)).toFuture();
    threads.exit(HOOK);
    assertThatThrownBy(() -> timer.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(TaskCancelledException.class)
        .hasStackTraceContaining("Ray closed");
    assertThatThrownBy(() -> ray.put(1)).isInstanceOf(RayClosedException.class);
    ray.close();
  }

  private Ray start() {
    Environment real = Environment.system(1);
    return Boot.start(
        config -> config.name("left"),
        new Environment(
            real.clock(),
            threads,
            real.idle(),
            real.reclaim(),
            real.storage(),
            real.random(),
            real.reports()));
  }
}
