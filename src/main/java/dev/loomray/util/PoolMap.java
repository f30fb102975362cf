package dev.loomray.util;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The results of a map: they are kept, and each iterator goes through all of them.
 *
 * @param <T> the class of the actors
 * @param <R> the type of the results
 */
final class PoolMap<T, R> implements PoolBatch<T, R> {
  // immutable
  private final PoolState<T, R> state;

  // under the pool's lock; all are added before the first iterator is made
  private final List<PoolItem<T, R>> submitted = new ArrayList<>();
  private final List<PoolItem<T, R>> arrived = new ArrayList<>();

  PoolMap(PoolState<T, R> state) {
    this.state = state;
  }

  @Override
  public void added(PoolItem<T, R> item) {
    submitted.add(item);
  }

  @Override
  public void done(PoolItem<T, R> item) {
    arrived.add(item);
  }

  Iterator<R> inOrder() {
    return new Results(submitted);
  }

  Iterator<R> asTheyCome() {
    return new Results(arrived);
  }

  /** Goes through one of the lists, which may be longer when it comes to its end. */
  private final class Results implements Iterator<R> {
    private final List<PoolItem<T, R>> items;
    private int next;

    Results(List<PoolItem<T, R>> items) {
      this.items = items;
    }

    @Override
    public boolean hasNext() {
      return next < submitted.size();
    }

    @Override
    public R next() {
      if (!hasNext()) {
        throw new NoSuchElementException("expected a result, found the end after " + next);
      }
      PoolItem<T, R> item;
      state.lock.lock();
      try {
        state.waits.await(this::isThere, null);
        item = items.get(next++);
      } finally {
        state.lock.unlock();
      }
      return item.result();
    }

    private boolean isThere() {
      boolean there = next < items.size() && items.get(next).isDone();
      if (!there && !submitted.getLast().hasBegun()) { // work begins in order
        state.requireActors();
      }
      return there;
    }
  }
}
