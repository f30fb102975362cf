package dev.loomray.internal.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * How a root holds its object: it is pinned once for all views that share the root.
 *
 * <pre>
 *        acquire (pins)            acquire
 *   0 ───────────────────▶ n ───────────────▶ n + 1
 *   ▲                      │
 *   └──── release (unpins) ┘        escape: never 0 again, until the root is collected
 * </pre>
 *
 * <p>Whoever takes the first view pins before it counts, so what is counted is pinned; two that do so at the same time pin
 * twice for a moment, and one takes its pin back.
 */
final class Grip implements Runnable {
  private static final long ESCAPED = 1L << 62;
  private static final VarHandle COUNT;

  static {
    try {
      COUNT = MethodHandles.lookup().findVarHandle(Grip.class, "count", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Views views;
  private final StoredObject object;
  private final Place place;

  // any thread: how many views are open, and whether something of them is out
  @SuppressWarnings("UnusedVariable") // through the VarHandle
  private long count;

  Grip(Views views, StoredObject object, Place place) {
    this.views = views;
    this.object = object;
    this.place = place;
  }

  /** Counts a view; false if the object was freed or is in another place now. */
  boolean acquire() {
    while (true) {
      long before = (long) COUNT.getVolatile(this);
      if (before != 0) {
        if (COUNT.compareAndSet(this, before, before + 1)) {
          return true;
        }
      } else {
        Place pinned = object.pin();
        if (pinned == null) {
          return false;
        }
        boolean isSame = isSame(pinned);
        if (isSame && COUNT.compareAndSet(this, 0L, 1L)) {
          return true;
        }
        views.unpin(object);
        if (!isSame) {
          return false;
        }
      }
    }
  }

  /** Whether the object is where it was when the root was made. */
  private boolean isSame(Place now) {
    return now == place;
  }

  /** Ends a view. */
  void release() {
    if ((long) COUNT.getAndAdd(this, -1L) == 1) {
      views.unpin(object);
    }
  }

  /**
   * Something that nobody closes is taken from an open view: the pin stays until the root is collected.
   *
   * @return false if all views were closed meanwhile, and nothing may be taken
   */
  boolean escape() {
    while (true) {
      long before = (long) COUNT.getVolatile(this);
      if (before == 0) {
        return false;
      }
      if (COUNT.compareAndSet(this, before, before | ESCAPED)) {
        return true;
      }
    }
  }

  /** The root was collected, with all that was taken of it and all views that were not closed. */
  @Override
  public void run() {
    if ((long) COUNT.getAndSet(this, 0L) != 0) {
      views.unpin(object);
    }
  }
}
