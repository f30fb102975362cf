package dev.loomray.internal.store;

import dev.loomray.internal.store.segment.Block;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** A block with many small objects, filled from its begin and given back when the last of them has gone. Under the lock of its {@link Pages}. */
final class Page {
  static final int BYTES = 256 * 1024;
  private static final int ALIGNMENT = 64;

  private final Block block;
  private final MemorySegment memory;
  private int filled;
  private int live;

  Page(Block block) {
    this.block = block;
    this.memory = block.memory();
  }

  Block block() {
    return block;
  }

  /** A place for so many bytes; null if it is full. */
  Place.@Nullable InPage take(int bytes) {
    if (bytes > BYTES - filled) {
      return null;
    }
    Place.InPage place = new Place.InPage(this, memory.asSlice(filled, bytes));
    filled = Math.min(BYTES, (filled + bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    live++;
    return place;
  }

  /** One of its objects has gone; whether none is left. */
  boolean leave() {
    if (live == 0) {
      throw new IllegalStateException("a page without objects is left: " + block);
    }
    live--;
    return live == 0;
  }

  boolean isEmpty() {
    return live == 0;
  }
}
