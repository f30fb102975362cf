package dev.loomray.internal.task;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * An immutable list of waiters, newest first, that a ref exchanges by CAS. A waiter is a list of one: most refs have no other.
 *
 * <p>Nobody removes a waiter from the middle: one that gives up is no longer live, and is left out when the list has
 * doubled since it was last compacted. So adding costs O(1) amortised, however many waits gave up before.
 */
abstract sealed class Waiters permits Waiter, Waiters.More {
  private static final int FIRST_LIMIT = 16;

  /** A waiter and those that were there before it. */
  static final class More extends Waiters {
    private final Waiter newest;
    private final Waiters older;
    private final int size;
    private final int limit;

    private More(Waiter newest, Waiters older, int limit) {
      this.newest = newest;
      this.older = older;
      this.size = older.size() + 1;
      this.limit = limit;
    }

    @Override
    Waiter newest() {
      return newest;
    }

    @Override
    Waiters older() {
      return older;
    }

    @Override
    int size() {
      return size;
    }

    @Override
    int limit() {
      return limit;
    }
  }

  /** Who came last. */
  abstract Waiter newest();

  /** Those that were there before; null for none. */
  @Nullable Waiters older() {
    return null;
  }

  int size() {
    return 1;
  }

  /** At which size it is compacted. */
  int limit() {
    return FIRST_LIMIT;
  }

  /** The list with one more waiter, compacted if it is due. */
  static Waiters with(@Nullable Waiters old, Waiter added) {
    if (old == null) {
      return added;
    }
    if (old.size() < old.limit()) {
      return new More(added, old, old.limit());
    }
    List<Waiter> live = old.inOrder();
    live.removeIf(waiter -> !waiter.isLive());
    live.add(added);
    int limit = Math.max(FIRST_LIMIT, 2 * live.size());
    Waiters list = live.getFirst();
    for (Waiter waiter : live.subList(1, live.size())) {
      list = new More(waiter, list, limit);
    }
    return list;
  }

  /** Whether anybody still waits who will read a failure. */
  boolean anyReading() {
    for (Waiters at = this; at != null; at = at.older()) {
      if (at.newest().isLive() && at.newest().readsFailures()) {
        return true;
      }
    }
    return false;
  }

  /** The waiters in the order in which they came; in the other order if there is no memory left. */
  Iterator<Waiter> iterator() {
    try {
      return older() == null ? List.of(newest()).iterator() : inOrder().iterator();
    } catch (OutOfMemoryError e) {
      return new NewestFirst(this);
    }
  }

  private static final class NewestFirst implements Iterator<Waiter> {
    private @Nullable Waiters at;

    NewestFirst(Waiters at) {
      this.at = at;
    }

    @Override
    public boolean hasNext() {
      return at != null;
    }

    @Override
    public Waiter next() {
      Waiters now = at;
      if (now == null) {
        throw new NoSuchElementException("no waiter is left");
      }
      at = now.older();
      return now.newest();
    }
  }

  /** The waiters in the order in which they came. */
  List<Waiter> inOrder() {
    List<Waiter> list = new ArrayList<>(size() + 1);
    for (Waiters at = this; at != null; at = at.older()) {
      list.add(at.newest());
    }
    Collections.reverse(list);
    return list;
  }
}
