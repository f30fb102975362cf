import dev.loomray.ActorHandle;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Tasks have all processors of the virtual threads, actors that block all they can get: another actor answers. */
class Crowded {
  static final int MANY = 1_000;
  static final Duration LONG = Duration.ofSeconds(30);
  static final AtomicInteger computing = new AtomicInteger();
  static volatile boolean over;

  static class Waiting {
    long waits(ObjectRef<Void> end) {
      try {
        end.get();
      } catch (RuntimeException e) {
        // the Ray was closed
      }
      return 1;
    }
  }

  static class Counter {
    private long count;

    long add(int by) {
      count += by;
      return count;
    }
  }

  static void compute() {
    computing.incrementAndGet();
    while (!over) {
      Thread.onSpinWait();
    }
  }

  void main() {
    try (Ray ray = Ray.init()) {
      ObjectRef<Void> end = ray.after(Duration.ofHours(1));
      ActorHandle<Counter> counter = ray.actor(Counter::new);
      List<ActorHandle<Waiting>> crowd = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        crowd.add(ray.actor(Waiting::new));
      }
      IO.println("first: " + counter.call(Counter::add, 1).get());
      ray.awaitIdle(LONG); // all are made: a constructor runs on a virtual thread
      int processors = Runtime.getRuntime().availableProcessors();
      for (int i = 0; i < processors; i++) {
        ray.run(Crowded::compute);
      }
      while (computing.get() < processors) {
        Thread.onSpinWait();
      }
      List<ObjectRef<Long>> waits = new ArrayList<>();
      for (ActorHandle<Waiting> one : crowd) {
        waits.add(one.call(c -> c.waits(end)));
      }
      for (int i = 0; i < MANY; i++) {
        counter.call(Counter::add, 1).get(LONG);
      }
      IO.println("answered: " + counter.call(Counter::add, 0).get(LONG));
      over = true;
    }
  }
}
