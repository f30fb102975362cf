package dev.loomray.util;

import dev.loomray.error.GetTimeoutException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The results of what was submitted piece by piece: each is given out once.
 *
 * @param <T> the class of the actors
 * @param <R> the type of the results
 */
final class PoolResults<T, R> implements PoolBatch<T, R> {
  // immutable
  private final PoolState<T, R> state;

  // under the pool's lock
  private final LinkedHashSet<PoolItem<T, R>> unread = new LinkedHashSet<>(); // as submitted
  private final LinkedHashSet<PoolItem<T, R>> arrived =
      new LinkedHashSet<>(); // those of them that are done

  PoolResults(PoolState<T, R> state) {
    this.state = state;
  }

  @Override
  public void added(PoolItem<T, R> item) {
    unread.add(item);
  }

  @Override
  public void done(PoolItem<T, R> item) {
    arrived.add(item);
  }

  boolean hasUnread() {
    state.lock.lock();
    try {
      return !unread.isEmpty();
    } finally {
      state.lock.unlock();
    }
  }

  /** The first result, or in any order the first that is there. */
  R next(Order order, @Nullable Duration limit) {
    PoolItem<T, R> item;
    state.lock.lock();
    try {
      if (!state.waits.await(() -> unread.isEmpty() || candidate(order) != null, limit)) {
        throw new GetTimeoutException(
            "expected a result within timeout=%s, found %d still to come; wait longer"
                .formatted(limit, unread.size()),
            null);
      }
      item = candidate(order);
      if (item == null) {
        throw new NoSuchElementException("expected submitted work, found none; ask hasNext()");
      }
      unread.remove(item);
      arrived.remove(item);
    } finally {
      state.lock.unlock();
    }
    return item.result();
  }

  private @Nullable PoolItem<T, R> candidate(Order order) {
    if (!arrived.isEmpty() && (order == Order.ANY || unread.getFirst().isDone())) {
      return order == Order.ANY ? arrived.getFirst() : unread.getFirst();
    }
    if (!unread.isEmpty() && !unread.getFirst().hasBegun()) {
      state.requireActors();
    }
    return null;
  }

  /** Which result is next. */
  enum Order {
    /** The one that was submitted first. */
    SUBMITTED,
    /** The one that came first. */
    ANY
  }
}
