package dev.loomray.simulation.schedule;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which threads are in the middle of a method that a {@link Weaver} watches. A thread is in the outermost of them alone.
 */
public final class Moves {
  private final Map<String, Integer> threads = new LinkedHashMap<>();
  private int all;
  // for each thread, by its number
  private int[] depths = new int[64];

  void begins(int thread, String method) {
    if (thread >= depths.length) {
      depths = Arrays.copyOf(depths, 2 * thread);
    }
    if (depths[thread]++ == 0) {
      all++;
      threads.merge(method, 1, Integer::sum);
    }
  }

  void ends(int thread, String method) {
    if (--depths[thread] == 0) {
      all--;
      threads.merge(method, -1, Integer::sum);
    }
  }

  /** How many threads are in the method of this name. */
  public int in(String method) {
    return threads.getOrDefault(method, 0);
  }

  /** How many threads are in any. */
  public int all() {
    return all;
  }

  /** Whether no thread is in any. */
  public boolean isEmpty() {
    return all == 0;
  }

  @Override
  public String toString() {
    return "moves " + threads;
  }
}
