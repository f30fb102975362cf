package dev.loomray.model.actor;

import java.util.Arrays;

/** Which state leads to which. */
final class Edges {
  private int[] from = new int[1 << 12];
  private int[] to = new int[1 << 12];
  private int size;

  int size() {
    return size;
  }

  void add(int source, int target) {
    if (size == from.length) {
      from = Arrays.copyOf(from, 2 * size);
      to = Arrays.copyOf(to, 2 * size);
    }
    from[size] = source;
    to[size++] = target;
  }

  /** A state that leads to no end, whatever happens: a call that is never answered, or threads that spin for ever; or -1. */
  int endless(int states) {
    var leads = new boolean[states];
    int[] found = new int[states];
    int known = ends(states, leads, found);
    int[] starts = starts(states);
    int[] sources = sources(starts);
    for (int i = 0; i < known; i++) {
      for (int e = starts[found[i]]; e < starts[found[i] + 1]; e++) {
        if (!leads[sources[e]]) {
          leads[sources[e]] = true;
          found[known++] = sources[e];
        }
      }
    }
    for (int i = 0; i < states; i++) {
      if (!leads[i]) {
        return i;
      }
    }
    return -1;
  }

  private int ends(int states, boolean[] leads, int[] found) {
    Arrays.fill(leads, true);
    for (int i = 0; i < size; i++) {
      leads[from[i]] = false;
    }
    int count = 0;
    for (int i = 0; i < states; i++) {
      if (leads[i]) {
        found[count++] = i;
      }
    }
    return count;
  }

  /** Where the edges into each state start, sorted by it. */
  private int[] starts(int states) {
    int[] starts = new int[states + 1];
    for (int i = 0; i < size; i++) {
      starts[to[i] + 1]++;
    }
    for (int i = 0; i < states; i++) {
      starts[i + 1] += starts[i];
    }
    return starts;
  }

  private int[] sources(int[] starts) {
    int[] next = starts.clone();
    int[] sources = new int[size];
    for (int i = 0; i < size; i++) {
      sources[next[to[i]]++] = from[i];
    }
    return sources;
  }
}
