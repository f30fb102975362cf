package dev.loomray.internal.store.segment;

import java.util.Arrays;

/**
 * Gives out runs of granules, and takes them back, each in a few steps whatever the state: two-level segregated fit
 * (Masmano, Ripoll, Crespo and Real 2004). Free runs are kept by size in classes, 16 for each power of two, the latest
 * first; two levels of bits say which classes have any. Neighbours that are free are one run at all times. In difference
 * to the paper the marks of a run are not in the memory that is given out, a run that ends the search of its own class is
 * looked for a little, and the space may grow.
 *
 * <p>Not for several threads at once.
 */
final class Tlsf {
  private static final int NONE = -1;

  /** How many classes there are for each power of two, as a power of two. */
  private static final int FINE = 4;

  private static final int CLASSES = 1 << FINE;
  private static final int POWERS = Integer.SIZE - FINE;

  /** How far a class is searched whose runs may be too short. */
  private static final int LOOKS = 16;

  private final Tags tags;

  /** The latest free run of each class. */
  private final int[] latest = new int[POWERS * CLASSES];

  /** Which powers of two have classes that are not empty, and which classes those are. */
  private int powers;

  private final int[] classes = new int[POWERS];
  private int end;
  private int free;

  /** Has no granules yet; the tags must be those of as many as it is ever extended to, and zero. */
  Tlsf(Tags tags) {
    this.tags = tags;
    Arrays.fill(latest, NONE);
  }

  /** How many granules there are. */
  int end() {
    return end;
  }

  /** How many of them are free. */
  int free() {
    return free;
  }

  /** How many of the last ones are free. */
  int tail() {
    int last = tags.before(end);
    return last > 0 && tags.size(end - last) < 0 ? last : 0;
  }

  /** More granules, behind the others. */
  void extend(int granules) {
    int at = end;
    end += granules;
    tags.size(at, granules);
    tags.before(end, granules);
    tags.size(end, 1); // whoever looks behind the last run finds one that is taken
    free(at);
  }

  /** Whether {@link #allocate} would find so many. */
  boolean fits(int granules) {
    return granules <= free && find(granules) != NONE;
  }

  /** Takes a run of exactly so many granules; answers its first, or -1 if there is none. */
  int allocate(int granules) {
    if (granules > free) {
      return NONE;
    }
    int at = find(granules);
    if (at != NONE) {
      take(at, granules);
    }
    return at;
  }

  /**
   * Has a free run that begins at a granule found before all others of its class, if it is there and long enough: among many
   * that are too short it may stand too far behind.
   */
  boolean prefer(int at, int granules) {
    int size = -tags.size(at);
    if (size < granules) {
      return false;
    }
    insert(at, remove(at));
    return true;
  }

  /** Gives a run back that begins at a granule, and was taken. */
  void free(int at) {
    int size = tags.size(at);
    if (size <= 0) {
      throw new IllegalStateException("expected a taken run at granule " + at + ", found " + size);
    }
    free += size;
    int first = at;
    int behind = at + size;
    int before = tags.before(at);
    if (tags.size(behind) < 0) {
      size += remove(behind);
      tags.size(behind, 0);
    }
    if (before > 0 && tags.size(at - before) < 0) {
      first = at - before;
      size += remove(first);
      tags.size(at, 0);
    }
    insert(first, size);
  }

  private int find(int granules) {
    int own = classOf(granules);
    int sure = classOf(roundedUp(granules));
    int at = latestFrom(sure);
    return at == NONE && own != sure ? search(own, granules) : at;
  }

  /** The latest run of the lowest class that has one, from a class upwards. */
  private int latestFrom(int from) {
    int power = from >>> FINE;
    int some = classes[power] & (-1 << (from & (CLASSES - 1)));
    if (some == 0) {
      int higher = powers & (-1 << (power + 1));
      if (higher == 0) {
        return NONE;
      }
      power = Integer.numberOfTrailingZeros(higher);
      some = classes[power];
    }
    return latest[(power << FINE) + Integer.numberOfTrailingZeros(some)];
  }

  private int search(int own, int granules) {
    int at = latest[own];
    for (int looks = LOOKS; at != NONE && looks > 0; looks--) {
      if (-tags.size(at) >= granules) {
        return at;
      }
      at = tags.next(at);
    }
    return NONE;
  }

  private void take(int at, int granules) {
    int rest = remove(at) - granules;
    tags.size(at, granules);
    tags.before(at + granules, granules);
    free -= granules;
    if (rest > 0) {
      insert(at + granules, rest);
    }
  }

  private void insert(int at, int size) {
    tags.size(at, -size);
    tags.before(at + size, size);
    int own = classOf(size);
    int other = latest[own];
    tags.next(at, other);
    tags.previous(at, NONE);
    if (other != NONE) {
      tags.previous(other, at);
    }
    latest[own] = at;
    classes[own >>> FINE] |= 1 << (own & (CLASSES - 1));
    powers |= 1 << (own >>> FINE);
  }

  /** Takes a free run out of its class; answers its size. */
  private int remove(int at) {
    int size = -tags.size(at);
    int next = tags.next(at);
    int previous = tags.previous(at);
    if (next != NONE) {
      tags.previous(next, previous);
    }
    if (previous != NONE) {
      tags.next(previous, next);
    } else {
      removeLatest(classOf(size), next);
    }
    return size;
  }

  private void removeLatest(int own, int next) {
    latest[own] = next;
    int power = own >>> FINE;
    if (next == NONE) {
      classes[power] &= ~(1 << (own & (CLASSES - 1)));
      if (classes[power] == 0) {
        powers &= ~(1 << power);
      }
    }
  }

  /** Below 16 each size is a class; above, the four bits behind the highest one count. */
  static int classOf(int size) {
    if (size < CLASSES) {
      return size;
    }
    int highest = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(size);
    int power = highest - FINE + 1;
    return (power << FINE) + ((size >>> (highest - FINE)) & (CLASSES - 1));
  }

  /** The least size of which all runs in its class are long enough. */
  static int roundedUp(int size) {
    if (size < CLASSES) {
      return size;
    }
    int highest = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(size);
    return size + (1 << (highest - FINE)) - 1;
  }
}
