package dev.loomray.util;

/**
 * Where results of a pool are kept. Both methods are called under the pool's lock.
 *
 * @param <T> the class of the actors
 * @param <R> the type of the results
 */
interface PoolBatch<T, R> {
  /** Somebody has submitted the item. */
  void added(PoolItem<T, R> item);

  /** Its result, or a failure, is there. */
  void done(PoolItem<T, R> item);
}
