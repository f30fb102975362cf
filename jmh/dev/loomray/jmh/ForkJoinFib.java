package dev.loomray.jmh;

import java.util.concurrent.RecursiveTask;

/**
 * The recursion of fib as fork/join tasks. Both calls are forked, as every other contender does.
 */
final class ForkJoinFib extends RecursiveTask<Integer> {
  private static final long serialVersionUID = 1;

  private final int n;

  ForkJoinFib(int n) {
    this.n = n;
  }

  @Override
  protected Integer compute() {
    if (n < 2) {
      return n;
    }
    ForkJoinFib a = new ForkJoinFib(n - 1);
    ForkJoinFib b = new ForkJoinFib(n - 2);
    a.fork();
    b.fork();
    return b.join() + a.join();
  }
}
