import dev.loomray.Ray;
import java.util.concurrent.CountDownLatch;

/** Works until it is told to end; with an argument, one of its tasks does not listen. */
class Working {
  static final CountDownLatch RUNNING = new CountDownLatch(3);

  static void sleeps() throws InterruptedException {
    RUNNING.countDown();
    Thread.sleep(60_000);
  }

  static void computes() {
    RUNNING.countDown();
    while (!Thread.currentThread().isInterrupted()) {
      Thread.onSpinWait();
    }
  }

  static void isDeaf() {
    RUNNING.countDown();
    while (true) {
      try {
        Thread.sleep(60_000);
      } catch (InterruptedException e) {
        // deaf
      }
    }
  }

  void main(String[] args) throws InterruptedException {
    Ray ray = Ray.init(c -> c.name("working"));
    ray.run(Working::sleeps);
    ray.run(Working::computes);
    ray.run(args.length > 0 ? Working::isDeaf : Working::sleeps);
    RUNNING.await();
    IO.println("working");
    new CountDownLatch(1).await();
  }
}
