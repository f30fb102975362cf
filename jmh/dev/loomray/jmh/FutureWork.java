package dev.loomray.jmh;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/** The work of the questions, done with completable futures whose stages run on an executor. */
final class FutureWork {
  private static final Supplier<String> EMPTY = () -> "x";

  private final Executor executor;

  FutureWork(Executor executor) {
    this.executor = executor;
  }

  private <T> CompletableFuture<T> start(Supplier<T> task) {
    return CompletableFuture.supplyAsync(task, executor);
  }

  String roundTrip() throws Exception {
    return start(EMPTY).get();
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
    return all(Nap::takeUnchecked, count);
  }

  private String all(Supplier<String> task, int count) throws Exception {
    CompletableFuture<?>[] futures = new CompletableFuture<?>[count];
    for (int i = 0; i < count; i++) {
      futures[i] = start(task);
    }
    Object last = null;
    for (CompletableFuture<?> future : futures) {
      last = future.get();
    }
    return (String) last;
  }

  int fib(int n) {
    return start(() -> fibTask(n)).join();
  }

  private int fibTask(int n) {
    if (n < 2) {
      return n;
    }
    CompletableFuture<Integer> a = start(() -> fibTask(n - 1));
    CompletableFuture<Integer> b = start(() -> fibTask(n - 2));
    return a.join() + b.join();
  }

  int fibRefs(int n) {
    return start(() -> fibRefsTask(n)).join();
  }

  private int fibRefsTask(int n) {
    if (n < 2) {
      return n;
    }
    CompletableFuture<Integer> a = start(() -> fibRefsTask(n - 1));
    CompletableFuture<Integer> b = start(() -> fibRefsTask(n - 2));
    return a.thenCombineAsync(b, Integer::sum, executor).join();
  }

  int chain(int length) {
    CountDownLatch gate = new CountDownLatch(1);
    CompletableFuture<Integer> last = start(() -> Gate.passUnchecked(gate));
    for (int i = 0; i < length; i++) {
      last = last.thenApplyAsync(x -> x + 1, executor);
    }
    gate.countDown();
    return last.join();
  }

  int fanOut(int count) {
    CountDownLatch gate = new CountDownLatch(1);
    CompletableFuture<Integer> first = start(() -> Gate.passUnchecked(gate));
    CompletableFuture<?>[] futures = new CompletableFuture<?>[count];
    for (int i = 0; i < count; i++) {
      futures[i] = first.thenApplyAsync(x -> x + 1, executor);
    }
    gate.countDown();
    int sum = 0;
    for (CompletableFuture<?> future : futures) {
      sum += (Integer) future.join();
    }
    return sum;
  }
}
