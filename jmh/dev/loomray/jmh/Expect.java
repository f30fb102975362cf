package dev.loomray.jmh;

/** What makes a benchmark fail whose contender does not do its work. */
final class Expect {
  private Expect() {}

  static void equal(String what, long expected, long found) {
    if (expected != found) {
      throw new IllegalStateException(what + ": expected=" + expected + ", found=" + found);
    }
  }
}
