package dev.loomray.jmh;

import java.util.concurrent.CountDownLatch;

/**
 * The first task of a chain or fan-out, which ends when all that depends on it has been submitted.
 */
final class Gate {
  private Gate() {}

  static int pass(CountDownLatch gate) throws InterruptedException {
    gate.await();
    return 0;
  }

  static int passUnchecked(CountDownLatch gate) {
    try {
      return pass(gate);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
