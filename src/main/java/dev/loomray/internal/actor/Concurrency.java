package dev.loomray.internal.actor;

import dev.loomray.internal.base.Require;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many calls of an actor run at a time, and where.
 *
 * @param max how many outside all groups
 * @param groups how many in each group, sorted by name
 * @param hasOwnThread whether all run on one platform thread of its own
 */
record Concurrency(int max, Map<String, Integer> groups, boolean hasOwnThread) {
  static final Concurrency ONE = new Concurrency(1, Map.of(), false);

  /** Keeps a sorted, unmodifiable copy: what is made of it has the same order in every run. */
  Concurrency {
    groups = Collections.unmodifiableMap(new TreeMap<>(groups));
  }

  Concurrency of(int count) {
    return new Concurrency(positive(count, "maxConcurrency"), groups, hasOwnThread);
  }

  Concurrency with(String group, int count) {
    Require.text(group, "concurrencyGroup");
    int size = positive(count, "maxConcurrency of concurrencyGroup " + group);
    Map<String, Integer> more = new TreeMap<>(groups);
    if (more.put(group, size) != null) {
      throw Require.refused("concurrencyGroup", "a group that is not there yet", group);
    }
    return new Concurrency(max, more, hasOwnThread);
  }

  Concurrency onOwnThread() {
    return new Concurrency(max, groups, true);
  }

  /** Whether calls run one after the other, whatever their groups. */
  boolean isSerial() {
    return max == 1 && groups.isEmpty();
  }

  /** Whether its calls run one after the other on whatever thread. */
  boolean isPlain() {
    return isSerial() && !hasOwnThread;
  }

  void requireConsistent() {
    if (hasOwnThread && max > 1) {
      throw Require.refused("maxConcurrency", "1, since there is one ownThread()", max);
    }
    if (hasOwnThread && !groups.isEmpty()) {
      throw Require.refused(
          "concurrencyGroup", "no groups, since there is one ownThread()", groups.keySet());
    }
  }

  private static int positive(int count, String name) {
    if (count < 1) {
      throw Require.refused(name, "1 or more", count);
    }
    return count;
  }
}
