import dev.loomray.Ray;
import java.util.concurrent.CountDownLatch;

/** Never closes its Ray, whose tasks still run when main ends. */
class LeftBusy {
  static final CountDownLatch RUNNING = new CountDownLatch(7);

  static void work() throws InterruptedException {
    RUNNING.countDown();
    new CountDownLatch(1).await();
  }

  void main() throws InterruptedException {
    Ray ray = Ray.init(c -> c.name("left"));
    for (int i = 0; i < 7; i++) {
      ray.run(LeftBusy::work);
    }
    RUNNING.await();
    IO.println("main ends");
  }
}
