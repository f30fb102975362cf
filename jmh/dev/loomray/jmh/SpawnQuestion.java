package dev.loomray.jmh;

import java.util.List;
import java.util.concurrent.CountDownLatch;

/** New actors that have handled their first message. */
final class SpawnQuestion {
  private SpawnQuestion() {}

  static <A> List<A> spawn(ActorWork<A, ?> work, int actors) throws InterruptedException {
    CountDownLatch missing = new CountDownLatch(actors);
    List<A> spawned = work.spawn(actors, () -> new Newcomer(missing));
    for (A actor : spawned) {
      work.tell(actor, 1);
    }
    missing.await();
    return spawned;
  }

  private static final class Newcomer extends Counter {
    private final CountDownLatch missing;

    private Newcomer(CountDownLatch missing) {
      this.missing = missing;
    }

    @Override
    void add(int by) {
      super.add(by);
      missing.countDown();
    }
  }
}
