package dev.loomray.jmh;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The work of the questions, done with an executor and its futures. A task that depends on another
 * waits for it.
 */
final class ExecutorWork {
  private static final Callable<String> EMPTY = () -> "x";

  private final ExecutorService executor;

  ExecutorWork(ExecutorService executor) {
    this.executor = executor;
  }

  String roundTrip() throws Exception {
    return executor.submit(EMPTY).get();
  }

  /** The round trips start from a virtual thread, which is one of the given executor's. */
  String roundTrips(ExecutorService virtualThreads, int count) throws Exception {
    return virtualThreads.submit(() -> roundTripsHere(count)).get();
  }

  private String roundTripsHere(int count) throws Exception {
    String last = null;
    for (int i = 0; i < count; i++) {
      last = roundTrip();
    }
    return last;
  }

  String batch(int count) throws Exception {
    return all(EMPTY, count);
  }

  String sleepers(int count) throws Exception {
    return all(Nap::take, count);
  }

  private String all(Callable<String> task, int count) throws Exception {
    Future<?>[] futures = new Future<?>[count];
    for (int i = 0; i < count; i++) {
      futures[i] = executor.submit(task);
    }
    Object last = null;
    for (Future<?> future : futures) {
      last = future.get();
    }
    return (String) last;
  }

  int fib(int n) throws Exception {
    return executor.submit(() -> fibTask(n)).get();
  }

  private int fibTask(int n) throws Exception {
    if (n < 2) {
      return n;
    }
    Future<Integer> a = executor.submit(() -> fibTask(n - 1));
    Future<Integer> b = executor.submit(() -> fibTask(n - 2));
    return a.get() + b.get();
  }

  int fibRefs(int n) throws Exception {
    return executor.submit(() -> fibRefsTask(n)).get();
  }

  private int fibRefsTask(int n) throws Exception {
    if (n < 2) {
      return n;
    }
    Future<Integer> a = executor.submit(() -> fibRefsTask(n - 1));
    Future<Integer> b = executor.submit(() -> fibRefsTask(n - 2));
    return executor.submit(() -> a.get() + b.get()).get();
  }

  int chain(int length) throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    Future<Integer> last = executor.submit(() -> Gate.pass(gate));
    for (int i = 0; i < length; i++) {
      Future<Integer> before = last;
      last = executor.submit(() -> before.get() + 1);
    }
    gate.countDown();
    return last.get();
  }

  int fanOut(int count) throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    Future<Integer> first = executor.submit(() -> Gate.pass(gate));
    Future<?>[] futures = new Future<?>[count];
    for (int i = 0; i < count; i++) {
      futures[i] = executor.submit(() -> first.get() + 1);
    }
    gate.countDown();
    int sum = 0;
    for (Future<?> future : futures) {
      sum += (Integer) future.get();
    }
    return sum;
  }

  /** An executor of its own plays the scope: closing it waits for its tasks. */
  static void scope(int tasks) {
    try (ExecutorService scope = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < tasks; i++) {
        scope.submit(EMPTY);
      }
    }
  }
}
