import dev.loomray.Ray;
import dev.loomray.error.TaskCancelledException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Closes its Ray while a task runs that swallows every interrupt. */
class DeafClose {
  static final CountDownLatch RUNNING = new CountDownLatch(1);

  static void swallowsEveryInterrupt() {
    RUNNING.countDown();
    while (true) {
      try {
        Thread.sleep(60_000);
      } catch (InterruptedException e) {
        // deaf
      }
    }
  }

  void main() throws Exception {
    long start;
    try (Ray ray = Ray.init(c -> c.closeTimeout(Duration.ofMillis(300)))) {
      var future = ray.run(DeafClose::swallowsEveryInterrupt).toFuture();
      future.whenComplete((_, e) -> IO.println(e instanceof TaskCancelledException));
      RUNNING.await();
      start = System.nanoTime();
    }
    IO.println("closed after ms: " + (System.nanoTime() - start) / 1_000_000);
  }
}
