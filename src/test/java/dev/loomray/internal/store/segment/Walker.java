package dev.loomray.internal.store.segment;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Goes through all that an allocator has written down, and holds it against what must be so at any time. */
final class Walker {
  private final Tlsf space;
  private final Tags tags;

  /** The free runs, by first granule. */
  private final TreeMap<Integer, Integer> free = new TreeMap<>();

  Walker(Tlsf space, Tags tags) {
    this.space = space;
    this.tags = tags;
  }

  /** What is taken, as first granule and size, must be all that is taken. */
  void check(Map<Integer, Integer> taken) {
    require(runs().equals(taken), "other runs are taken", 0);
    int sum = free.values().stream().mapToInt(i -> i).sum();
    require(sum == space.free(), "so many are free: " + sum, space.free());
    neighbours();
    chains();
    answers();
  }

  private static void require(boolean fact, String what, int at) {
    if (!fact) {
      throw new AssertionError(what + ", at " + at);
    }
  }

  /** Runs follow each other from the first granule to the last, and nothing begins inside one. */
  private Map<Integer, Integer> runs() {
    Map<Integer, Integer> taken = new HashMap<>();
    int before = 0;
    for (int at = 0; at < space.end(); at += before) {
      int size = tags.size(at);
      require(size != 0, "no run begins", at);
      require(tags.before(at) == before, "another size before", at);
      (size < 0 ? free : taken).put(at, Math.abs(size));
      before = Math.abs(size);
      require(at + before <= space.end(), "longer than all", at);
      for (int inside = at + 1; inside < at + before; inside++) {
        require(tags.size(inside) == 0, "inside a run", inside);
      }
    }
    require(tags.before(space.end()) == before, "another size before the end", space.end());
    require(space.tail() == free.getOrDefault(space.end() - before, 0), "tail", space.tail());
    return taken;
  }

  /** Two free runs never touch. */
  private void neighbours() {
    free.forEach((at, size) -> require(!free.containsKey(at + size), "two free runs", at));
  }

  /** The free runs of a class are one list, in both directions. */
  private void chains() {
    Map<Integer, Integer> heads = new HashMap<>();
    free.forEach(
        (at, size) -> {
          int previous = tags.previous(at);
          if (previous < 0) {
            require(heads.put(Tlsf.classOf(size), at) == null, "two lists of a class", at);
          } else {
            require(tags.next(previous) == at, "a list is broken", at);
          }
        });
    int reached = 0;
    for (Map.Entry<Integer, Integer> head : heads.entrySet()) {
      for (int at = head.getValue(); at >= 0; at = tags.next(at)) {
        require(Tlsf.classOf(free.get(at)) == head.getKey(), "in a list of another class", at);
        reached++;
      }
    }
    require(reached == free.size(), "runs in lists, of " + free.size(), reached);
  }

  /** Whatever is asked for is found where a run is surely long enough, and never where none is. */
  private void answers() {
    int longest = free.values().stream().mapToInt(i -> i).max().orElse(0);
    int sure = Tlsf.classOf(longest);
    for (int want = 1; want <= space.end() + 1; want += 1 + want / 8) {
      if (want > longest) {
        require(!space.fits(want), "found though the longest is " + longest, want);
      } else if (Tlsf.classOf(Tlsf.roundedUp(want)) <= sure) {
        require(space.fits(want), "not found though the longest is " + longest, want);
      }
    }
  }
}
