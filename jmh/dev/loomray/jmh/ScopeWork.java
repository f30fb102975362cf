package dev.loomray.jmh;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.StructuredTaskScope;
import java.util.concurrent.StructuredTaskScope.Joiner;
import java.util.concurrent.StructuredTaskScope.Subtask;

/**
 * The work of the questions, done with structured task scopes: one for everything that is waited
 * for together.
 */
final class ScopeWork {
  private static final Callable<String> EMPTY = () -> "x";

  private ScopeWork() {}

  static String roundTrip() throws InterruptedException {
    try (var scope = StructuredTaskScope.open(Joiner.<String>awaitAll())) {
      Subtask<String> task = scope.fork(EMPTY);
      scope.join();
      return task.get();
    }
  }

  /** The round trips start from a virtual thread, which is one of the given executor's. */
  static String roundTrips(ExecutorService virtualThreads, int count) throws Exception {
    return virtualThreads.submit(() -> roundTripsHere(count)).get();
  }

  private static String roundTripsHere(int count) throws InterruptedException {
    String last = null;
    for (int i = 0; i < count; i++) {
      last = roundTrip();
    }
    return last;
  }

  static String batch(int count) throws InterruptedException {
    return all(EMPTY, count);
  }

  static String sleepers(int count) throws InterruptedException {
    return all(Nap::take, count);
  }

  private static String all(Callable<String> task, int count) throws InterruptedException {
    Subtask<?>[] tasks = new Subtask<?>[count];
    try (var scope = StructuredTaskScope.open(Joiner.<String>awaitAll())) {
      for (int i = 0; i < count; i++) {
        tasks[i] = scope.fork(task);
      }
      scope.join();
      Object last = null;
      for (Subtask<?> subtask : tasks) {
        last = subtask.get();
      }
      return (String) last;
    }
  }

  static int fib(ExecutorService virtualThreads, int n) throws Exception {
    return virtualThreads.submit(() -> fibTask(n)).get();
  }

  private static int fibTask(int n) throws InterruptedException {
    if (n < 2) {
      return n;
    }
    try (var scope = StructuredTaskScope.open(Joiner.<Integer>awaitAll())) {
      Subtask<Integer> a = scope.fork(() -> fibTask(n - 1));
      Subtask<Integer> b = scope.fork(() -> fibTask(n - 2));
      scope.join();
      return a.get() + b.get();
    }
  }

  static void scope(int tasks) throws InterruptedException {
    try (var scope = StructuredTaskScope.open(Joiner.<String>awaitAll())) {
      for (int i = 0; i < tasks; i++) {
        scope.fork(EMPTY);
      }
      scope.join();
    }
  }
}
