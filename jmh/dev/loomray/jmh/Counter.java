package dev.loomray.jmh;

/** The object of an actor in all questions: it counts what it is told. */
class Counter {
  private long total;

  void add(int by) {
    total += by;
  }

  /** The answer to an ask. */
  long addAndGet(int by) {
    add(by);
    return total;
  }
}
