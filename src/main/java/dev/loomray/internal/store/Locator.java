package dev.loomray.internal.store;

import dev.loomray.internal.serial.Encoded;

/** Where a stored object lives. */
public sealed interface Locator {
  /**
   * On the heap of this process, as bytes.
   *
   * @param value the bytes and the refs in them
   */
  record Inline(Encoded value) implements Locator {}
}
