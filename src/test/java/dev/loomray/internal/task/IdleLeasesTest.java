package dev.loomray.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.loomray.internal.base.Environment;
import dev.loomray.internal.base.FakeReports;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class IdleLeasesTest {
  private static final int MANY = 2_000;

  private final Environment env = Environment.system(1);
  private final LeaseEngine engine =
      new LeaseEngine(Home.noRay(), "engine", env, new Timers(env.clock(), new FakeReports()), 16);

  @Test
  void aLeaseThatIsWokenAgainAndAgainStandsThereOnce() throws InterruptedException {
    engine.open();
    for (int i = 0; i < MANY; i++) {
      CountDownLatch done = new CountDownLatch(1);
      engine.background(done::countDown);
      done.await();
      while (engine.places().taken() > 0) {
        Thread.onSpinWait(); // until it rests, so that the next has to wake it
      }
    }
    assertThat(engine.idle().size()).isLessThan(100);
    engine.shutdown();
    await().until(engine::isTerminated);
  }
}
