package dev.loomray.internal.store;

import org.jspecify.annotations.Nullable;

/** Keeps snapshots of values. Safe for use by many threads. */
public interface ObjectStore {
  /**
   * Stores a snapshot of a value.
   *
   * @throws dev.loomray.error.UnserializableException if it cannot be stored
   */
  Locator put(@Nullable Object value);

  /** A fresh copy of a stored value. */
  @Nullable Object get(Locator locator);
}
