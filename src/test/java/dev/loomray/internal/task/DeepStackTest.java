package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.loomray.Engine;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.internal.base.Clock;
import dev.loomray.internal.base.Environment;
import dev.loomray.internal.base.FakeClock;
import dev.loomray.internal.base.FakeReclaim;
import dev.loomray.internal.base.FakeReports;
import dev.loomray.internal.base.FakeStorage;
import dev.loomray.internal.base.FakeThreads;
import dev.loomray.internal.runtime.Boot;
import java.time.Instant;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A lease is to let others run, and its stack is too deep to be put aside. */
class DeepStackTest {
  /** Time that stands still, so that no monitor looks, and in which no lease can pause. */
  private static final class Unmovable implements Clock {
    private final FakeClock time = new FakeClock();
    private final AtomicInteger pauses = new AtomicInteger();

    @Override
    public long nanoTime() {
      return time.nanoTime();
    }

    @Override
    public Instant instant() {
      return time.instant();
    }

    @Override
    public void parkNanos(Object blocker, long nanos) {
      if (blocker instanceof Lease) {
        pauses.incrementAndGet();
        throw new StackOverflowError();
      }
      time.parkNanos(blocker, nanos);
    }
  }

  private final Unmovable clock = new Unmovable();
  private final FakeReports reports = new FakeReports();

  private Ray start() {
    return Boot.start(
        c -> c.engine(Engine.LEASES),
        new Environment(
            clock,
            new FakeThreads(),
            Thread::onSpinWait,
            new FakeReclaim(),
            new FakeStorage(),
            new Random(1),
            reports));
  }

  /** The lease of the current task has run for long. */
  private static void tire() {
    Execution<?> task = Objects.requireNonNull(TaskContext.current());
    ((Lease) Objects.requireNonNull(task.place())).look();
  }

  @Test
  void goesOnWithTheNextTask() {
    try (Ray ray = start()) {
      ObjectRef<Integer> first =
          ray.call(
              () -> {
                tire();
                return 1;
              });
      assertThat(first.get()).isEqualTo(1);
      assertThat(ray.call(() -> 2).get()).isEqualTo(2);
      await().untilAsserted(() -> assertThat(clock.pauses).hasValue(1));
      await().untilAsserted(() -> assertThat(ray.dump()).contains(", 2 runs, 1 made, 0 ended, "));
    }
    assertThat(reports.warnings()).isEmpty();
  }

  @Test
  void goesOnWithTheChildThatItsTaskWaitsFor() {
    try (Ray ray = start()) {
      ObjectRef<Integer> parent =
          ray.call(
              () -> {
                ObjectRef<Integer> child = ray.call(() -> 3);
                tire();
                return 1 + child.get();
              });
      assertThat(parent.get()).isEqualTo(4);
      assertThat(clock.pauses).hasValue(1);
      assertThat(ray.dump()).contains(", 1 inlined");
    }
    assertThat(reports.warnings()).isEmpty();
  }
}
