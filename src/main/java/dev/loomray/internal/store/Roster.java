package dev.loomray.internal.store;

import dev.loomray.internal.base.StackSafeLock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All objects there are, in lists whose links are in the objects, so that one more or less costs a few nanoseconds. */
final class Roster {
  private static final int STRIPES = 16;

  private final List<Stripe> stripes = Stream.generate(Stripe::new).limit(STRIPES).toList();

  void add(StoredObject object) {
    stripe(object).add(object);
  }

  /** Takes one away that was added. */
  void remove(StoredObject object) {
    stripe(object).remove(object);
  }

  /** Those that are there now, in no order. */
  List<StoredObject> all() {
    List<StoredObject> all = new ArrayList<>();
    stripes.forEach(stripe -> stripe.addTo(all));
    return all;
  }

  /** How many were added so far. */
  long added() {
    return stripes.stream().mapToLong(Stripe::added).sum();
  }

  /** How many of those were taken away. */
  long removed() {
    return stripes.stream().mapToLong(Stripe::removed).sum();
  }

  private Stripe stripe(StoredObject object) {
    return stripes.get((int) object.facts().number() & STRIPES - 1);
  }

  /** What links an object to the others of its stripe; under the lock of that. */
  static final class Links {
    private @Nullable StoredObject before;
    private @Nullable StoredObject after;
  }

  private static final class Stripe {
    private final ReentrantLock lock = new StackSafeLock();

    // under the lock
    private @Nullable StoredObject newest;
    private long added;
    private long removed;

    void add(StoredObject object) {
      lock.lock();
      try {
        StoredObject next = newest;
        object.links().after = next;
        if (next != null) {
          next.links().before = object;
        }
        newest = object;
        added++;
      } finally {
        lock.unlock();
      }
    }

    void remove(StoredObject object) {
      lock.lock();
      try {
        StoredObject before = object.links().before;
        StoredObject after = object.links().after;
        if (before == null) {
          newest = after;
        } else {
          before.links().after = after;
        }
        if (after != null) {
          after.links().before = before;
        }
        object.links().before = null; // a ref to what has ended must not keep all that came later
        object.links().after = null;
        removed++;
      } finally {
        lock.unlock();
      }
    }

    long added() {
      lock.lock();
      try {
        return added;
      } finally {
        lock.unlock();
      }
    }

    long removed() {
      lock.lock();
      try {
        return removed;
      } finally {
        lock.unlock();
      }
    }

    void addTo(List<StoredObject> all) {
      lock.lock();
      try {
        for (StoredObject next = newest; next != null; next = next.links().after) {
          all.add(next);
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
