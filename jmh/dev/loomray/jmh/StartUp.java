package dev.loomray.jmh;

import dev.loomray.Ray;

/**
 * Prints the nanoseconds from the start of {@link Ray#init()} to the first result, in a JVM that
 * has done nothing else; with an argument it does nothing at all, which is what the JVM itself
 * needs.
 */
public final class StartUp {
  private StartUp() {}

  /** Runs one task. */
  public static void main(String[] args) {
    if (args.length > 0) {
      return;
    }
    long start = System.nanoTime();
    try (Ray ray = Ray.init()) {
      String first = ray.call(() -> "first").get();
      long nanos = System.nanoTime() - start;
      System.out.println(first + " " + nanos);
    }
  }
}
