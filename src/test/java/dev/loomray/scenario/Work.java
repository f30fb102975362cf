package dev.loomray.scenario;

import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.TaskOptions;
import dev.loomray.function.Fn0;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

/** Functions that the scenarios run. */
final class Work {
  private static final int MANY = 200;

  private Work() {}

  /** What two hundred tasks of this code return. */
  static <T> List<T> many(Ray ray, UnaryOperator<TaskOptions> options, Fn0<T> code) {
    List<ObjectRef<T>> refs = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      refs.add(ray.options(options).call(code));
    }
    return ray.get(refs);
  }

  static int square(int x) {
    return x * x;
  }

  static int add(int a, int b) {
    return a + b;
  }

  static int fib(int n) {
    if (n < 2) {
      return n;
    }
    Ray ray = Ray.current();
    return ray.call(Work::add, ray.call(Work::fib, n - 1), ray.call(Work::fib, n - 2)).get();
  }

  static int boom(int x) throws IOException {
    throw new IOException("boom " + x);
  }

  static int through(int x) {
    return Ray.current().call(Work::boom, x).get();
  }

  static int peek(ObjectRef<Integer> ref) {
    return ref.get();
  }

  /** Says that it has started, then waits until it is interrupted. */
  static void untilInterrupted(CountDownLatch started, CountDownLatch interrupted)
      throws InterruptedException {
    started.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      interrupted.countDown();
      throw e;
    }
  }

  /** Something to try with a time limit; false if it needs more time to be seen at all. */
  @FunctionalInterface
  interface Trial {
    boolean seenWithin(Duration limit) throws Exception;
  }

  /** Tries with longer and longer limits, so that a test of short limits holds on a slow machine too. */
  static void withShortLimits(Trial trial) throws Exception {
    Duration limit = Duration.ofMillis(40);
    while (!trial.seenWithin(limit)) {
      limit = limit.multipliedBy(2);
    }
  }

  /** Waits for a latch; an interrupt ends it. */
  static void await(CountDownLatch latch) throws InterruptedException {
    latch.await();
  }
}
