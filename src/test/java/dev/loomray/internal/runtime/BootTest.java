package dev.loomray.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.loomray.Ray;
import dev.loomray.RayConfig;
import dev.loomray.internal.base.Environment;
import dev.loomray.internal.base.FakeClock;
import dev.loomray.internal.base.FakeReclaim;
import dev.loomray.internal.base.FakeReports;
import dev.loomray.internal.base.FakeStorage;
import dev.loomray.internal.base.FakeThreads;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BootTest {
  @Test
  void startsARayInTheRealWorld() {
    try (Ray ray = Boot.start(c -> c.name("real"))) {
      assertThat(ray.call(() -> Ray.current() == ray).get()).isTrue();
      assertThat(ray).hasToString("Ray real");
    }
  }

  @Test
  void startsARayInAnotherWorld() {
    FakeClock clock = new FakeClock();
    try (Ray ray = Boot.start(c -> c.name("other"), world(clock, new FakeThreads()))) {
      assertThat(ray.clock().instant()).isEqualTo(Instant.EPOCH);
      var ref = ray.after(Duration.ofDays(1));
      assertThat(ref.isReady()).isFalse();
      clock.advance(Duration.ofDays(1));
      assertThat(ref.get()).isNull();
      assertThat(ray.clock().instant()).isEqualTo(Instant.EPOCH.plus(Duration.ofDays(1)));
    }
  }

  @Test
  void oneWorldGivesOneSequenceOfIds() {
    try (Ray a = Boot.start(c -> c, world(new FakeClock(), new FakeThreads()));
        Ray b = Boot.start(c -> c, world(new FakeClock(), new FakeThreads()))) {
      assertThat(a.put(1).id()).isEqualTo(b.put(1).id());
    }
  }

  @Test
  void aChangeMustGiveBackWhatItWasGivenChanged() {
    RayConfig foreign =
        (RayConfig)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {RayConfig.class},
                (_, method, _) -> method.getName().equals("toString") ? "foreign" : null);
    String expected =
        "expected a function that returns the configuration it was given, changed for change,"
            + " found change=";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Boot.start(null))
        .withMessage("expected a value for change, found change=null");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Boot.start(_ -> null))
        .withMessage(expected + "null");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Boot.start(_ -> foreign))
        .withMessage(expected + "foreign");
  }

  @Test
  void thereIsNoCurrentRayOutsideTasks() {
    assertThatIllegalStateException()
        .isThrownBy(Boot::current)
        .withMessage(
            "expected a task on this thread, found thread "
                + Thread.currentThread().getName()
                + "; Ray.current() is for the code of tasks: elsewhere, as in parallel streams,"
                + " executors and CompletableFuture stages, capture the ray in a variable");
  }

  private static Environment world(FakeClock clock, FakeThreads threads) {
    return new Environment(
        clock,
        threads,
        Thread::onSpinWait,
        new FakeReclaim(),
        new FakeStorage(),
        new Random(3),
        new FakeReports());
  }
}
