package dev.loomray.internal.task;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * An immutable list of waiters, newest first, that a ref exchanges by CAS.
 *
 * <p>Nobody removes a waiter from the middle: one that gives up is no longer live, and is left out when the list has
 * doubled since it was last compacted. So adding costs O(1) amortised, however many waits gave up before.
 */
final class Waiters {
  private static final int FIRST_LIMIT = 16;

  private final Waiter newest;
  private final @Nullable Waiters older;
  private final int size;
  private final int limit;

  private Waiters(Waiter newest, @Nullable Waiters older, int limit) {
    this.newest = newest;
    this.older = older;
    this.size = older == null ? 1 : older.size + 1;
    this.limit = limit;
  }

  /** The list with one more waiter, compacted if it is due. */
  static Waiters with(@Nullable Waiters old, Waiter added) {
    if (old == null) {
      return new Waiters(added, null, FIRST_LIMIT);
    }
    if (old.size < old.limit) {
      return new Waiters(added, old, old.limit);
    }
    List<Waiter> live = old.inOrder();
    live.removeIf(waiter -> !waiter.isLive());
    live.add(added);
    int limit = Math.max(FIRST_LIMIT, 2 * live.size());
    Waiters list = null;
    for (Waiter waiter : live) {
      list = new Waiters(waiter, list, limit);
    }
    return list == null ? new Waiters(added, null, limit) : list;
  }

  /** Whether anybody still waits who will read a failure. */
  boolean anyReading() {
    for (Waiters at = this; at != null; at = at.older) {
      if (at.newest.isLive() && at.newest.readsFailures()) {
        return true;
      }
    }
    return false;
  }

  /** The waiters in the order in which they came; in the other order if there is no memory left. */
  Iterator<Waiter> iterator() {
    try {
      return older == null ? List.of(newest).iterator() : inOrder().iterator();
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
      at = now.older;
      return now.newest;
    }
  }

  /** The waiters in the order in which they came. */
  List<Waiter> inOrder() {
    List<Waiter> list = new ArrayList<>(size + 1);
    for (Waiters at = this; at != null; at = at.older) {
      list.add(at.newest);
    }
    Collections.reverse(list);
    return list;
  }
}
