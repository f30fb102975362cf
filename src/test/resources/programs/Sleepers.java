import dev.loomray.Engine;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.RayConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Tasks that sleep: beside one that computes all the time, and very many at once until the close. */
class Sleepers {
  private static final int MANY = Integer.getInteger("many");

  static RayConfig configure(RayConfig config) {
    Engine engine = Engine.valueOf(System.getProperty("engine"));
    return config.engine(engine).closeTimeout(Duration.ofMinutes(1));
  }

  /** The JDK does not take the processor away from a task that computes; the others have the rest. */
  static void besideOneThatComputes() throws InterruptedException {
    try (Ray ray = Ray.init(Sleepers::configure)) {
      AtomicBoolean over = new AtomicBoolean();
      CountDownLatch computes = new CountDownLatch(1);
      ObjectRef<Integer> busy =
          ray.call(
              () -> {
                computes.countDown();
                while (!over.get()) {
                  Thread.onSpinWait();
                }
                return 1;
              });
      computes.await();
      List<ObjectRef<Void>> refs = new ArrayList<>();
      for (int i = 0; i < 2_000; i++) {
        refs.add(ray.run(() -> Thread.sleep(20)));
      }
      IO.println("woke up: " + ray.get(refs).size());
      IO.println("computes still: " + !busy.isReady());
      over.set(true);
      busy.get();
    }
  }

  static void manyAtOnce() throws InterruptedException {
    CountDownLatch asleep = new CountDownLatch(MANY);
    AtomicInteger interrupted = new AtomicInteger();
    try (Ray ray = Ray.init(Sleepers::configure)) {
      for (int i = 0; i < MANY; i++) {
        ray.run(() -> sleep(asleep, interrupted));
      }
      asleep.await();
      IO.println("all sleep; beside them: " + ray.call(() -> 42).get());
    }
    IO.println("interrupted by the close: " + interrupted);
  }

  static void sleep(CountDownLatch asleep, AtomicInteger interrupted) throws InterruptedException {
    asleep.countDown();
    try {
      Thread.sleep(Duration.ofDays(1));
    } catch (InterruptedException e) {
      interrupted.incrementAndGet();
      throw e;
    }
  }

  void main() throws InterruptedException {
    besideOneThatComputes();
    manyAtOnce();
  }
}
