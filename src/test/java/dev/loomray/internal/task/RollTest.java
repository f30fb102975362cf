package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.loomray.internal.base.Environment;
import dev.loomray.internal.base.FakeReports;
import org.junit.jupiter.api.Test;

class RollTest {
  private static final int MANY = 1_000;

  private final Environment env = Environment.system(1);
  private final LeaseEngine engine =
      new LeaseEngine(Home.noRay(), "engine", env, new Timers(env.clock(), new FakeReports()));
  private final Roll roll = new Roll();

  @Test
  void leasesThatHaveEndedAreCountedAndNotKept() throws InterruptedException {
    engineEnds();
    LeaseCounters all = new LeaseCounters(0, MANY, MANY, 0, 0, MANY);
    for (int i = 0; i < MANY; i++) {
      Lease lease = new Lease(engine);
      roll.add(lease);
      lease.inlined();
      Thread.ofVirtual().start(lease).join(); // an engine that ends lets none rest
      assertThat(lease.isGone()).isTrue();
      assertThat(roll.leases().size()).isLessThan(50);
    }
    assertThat(roll.counters()).isEqualTo(all);
    roll.sweep();
    assertThat(roll.leases()).isEmpty();
    assertThat(roll.counters()).isEqualTo(all);
  }

  private void engineEnds() {
    engine.open();
    engine.shutdown();
    await().until(engine::isTerminated);
  }

  @Test
  void thoseThatRunAreKept() {
    for (int i = 0; i < MANY; i++) {
      roll.add(new Lease(engine));
    }
    roll.sweep();
    assertThat(roll.leases()).hasSize(MANY);
    assertThat(roll.counters()).isEqualTo(new LeaseCounters(0, MANY, 0, 0, 0, 0));
  }

  @Test
  void oneThatNeverRanIsForgotten() {
    Lease lease = new Lease(engine);
    roll.add(lease);
    roll.remove(lease);
    roll.remove(null);
    assertThat(roll.leases()).isEmpty();
    assertThat(roll.counters()).isEqualTo(LeaseCounters.NONE);
  }
}
