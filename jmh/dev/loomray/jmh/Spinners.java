package dev.loomray.jmh;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Tasks that keep all workers of a contender busy, so that every other task stays in its queue.
 * They spin, since an engine may start more workers for those that wait.
 */
@State(Scope.Benchmark)
public class Spinners {
  private volatile boolean released;

  /** Occupies so many workers, and returns when it has. */
  void occupy(int workers, Executor executor) throws InterruptedException {
    CountDownLatch running = new CountDownLatch(workers);
    for (int i = 0; i < workers; i++) {
      executor.execute(() -> spin(running));
    }
    running.await();
  }

  private void spin(CountDownLatch running) {
    running.countDown();
    while (!released) {
      Thread.onSpinWait();
    }
  }

  /** Sets the workers free. */
  @TearDown(Level.Iteration)
  public void release() {
    released = true;
  }
}
