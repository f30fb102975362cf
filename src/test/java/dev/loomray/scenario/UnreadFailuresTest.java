package dev.loomray.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import java.util.List;

/** Ray prints an error that nobody reads; so do we, through the system logger. */
class UnreadFailuresTest {
  @EngineTest
  void aFailureThatNobodyReadIsReportedAtCloseAtTheLatest(Engines engine) {
    Log log = new Log("unseen-by-all-" + engine);
    try (Ray ray = engine.start()) {
      ray.options(o -> o.name("unseen-by-all-" + engine)).call(Work::boom, 1);
      ray.awaitIdle(java.time.Duration.ofSeconds(20));
    }
    log.close();
    assertThat(log.said()).hasSize(1);
    assertThat(log.said().getFirst())
        .startsWith("nobody read this failure; get() its ref, or pass it on:")
        .contains(
            "task unseen-by-all-" + engine + " failed on attempt 1: java.io.IOException: boom 1");
  }

  @EngineTest
  void readingInAnyWayIsReading(Engines engine) {
    Log log = new Log("seen-by-some-" + engine);
    try (Ray ray = engine.start()) {
      for (int way = 0; way < 5; way++) {
        ObjectRef<Integer> ref =
            ray.options(o -> o.name("seen-by-some-" + engine)).call(Work::boom, way);
        switch (way) {
          case 0 -> assertThatThrownBy(ref::get).isNotNull();
          case 1 -> ray.waitFor(1, List.of(ref));
          case 2 -> assertThatThrownBy(ref.toFuture()::join).isNotNull();
          case 3 -> ray.asCompleted(List.of(ref)).iterator().next();
          default -> assertThatThrownBy(ref.then(x -> x)::get).isNotNull();
        }
      }
    }
    log.close();
    assertThat(log.said()).isEmpty();
  }

  @EngineTest
  void aCancelledTaskIsNotAFailureToReport(Engines engine) {
    Log log = new Log("cut-on-purpose-" + engine);
    try (Ray ray = engine.start()) {
      var gate = new java.util.concurrent.CountDownLatch(1);
      ray.options(o -> o.name("cut-on-purpose-" + engine)).run(Work::await, gate).cancel();
      ray.options(o -> o.name("cut-on-purpose-" + engine)).run(Work::await, gate);
    }
    log.close();
    assertThat(log.said()).isEmpty();
  }
}
