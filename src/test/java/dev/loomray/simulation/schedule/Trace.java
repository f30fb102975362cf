package dev.loomray.simulation.schedule;

import java.util.Arrays;
import java.util.Map;

/**
 * What a schedule did.
 *
 * @param threads which thread ran at each step
 * @param choices at how many steps there was more than one to choose from
 * @param nanos how much virtual time it took
 * @param told what the program told of the run
 */
public record Trace(int[] threads, int choices, long nanos, Map<String, String> told) {
  /** Equal for runs in the same order. */
  public long hash() {
    long hash = choices;
    for (int thread : threads) {
      hash = hash * 1_000_003 + thread;
    }
    return hash;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Trace trace
        && nanos == trace.nanos
        && choices == trace.choices
        && told.equals(trace.told)
        && Arrays.equals(threads, trace.threads);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(hash());
  }

  @Override
  public String toString() {
    return threads.length + " steps, " + choices + " choices, " + nanos + " ns, #" + hash();
  }
}
