package dev.loomray.internal.store;

import dev.loomray.error.ObjectStoreFullException;
import dev.loomray.internal.base.Reclaim;
import dev.loomray.internal.store.segment.Block;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * What all views of an object are derived from: while anything of it is reachable, the object stays.
 *
 * <p>Java keeps a buffer reachable for all that is derived from it, but only a buffer that is nobody's duplicate: the fresh
 * buffer of a slice of a map that can be written to. Of objects above 2 GiB there is no buffer; they get a map of their own,
 * whose scope is kept by all segments of it. A Cleaner on anything else (a slice, an arena, a read-only duplicate) runs while
 * somebody still reads.
 */
final class PinRoot {
  /** The longest buffer. */
  static final long MOST = Integer.MAX_VALUE;

  private final Grip grip;
  private final MemorySegment memory;

  // null of objects that are too long for one
  private final @Nullable ByteBuffer buffer;

  private PinRoot(Grip grip, MemorySegment memory, @Nullable ByteBuffer buffer) {
    this.grip = grip;
    this.memory = memory;
    this.buffer = buffer;
  }

  /** A root that holds nothing until the first view; the place must be pinned meanwhile. */
  static PinRoot of(Views views, StoredObject object, Place place, Reclaim reclaim) {
    Grip grip = new Grip(views, object, place);
    if (object.facts().bytes() > MOST && place instanceof Place.InSegment(var block)) {
      MemorySegment map = mapping(object, block);
      reclaim.onUnreachable(map.scope(), grip);
      return new PinRoot(grip, map, null);
    }
    ByteBuffer fresh = place.memory().asByteBuffer();
    if (fresh.isReadOnly()) {
      throw new IllegalStateException("expected a map that can be written to for " + object);
    }
    reclaim.onUnreachable(fresh, grip);
    return new PinRoot(grip, MemorySegment.ofBuffer(fresh.asReadOnlyBuffer()), fresh);
  }

  private static MemorySegment mapping(StoredObject object, Block block) {
    try {
      return block.readOnlyMapping();
    } catch (IOException e) {
      throw new ObjectStoreFullException(
          "expected a mapping for a view of "
              + object.describe()
              + ", found "
              + e.getMessage()
              + "; close views of large objects",
          e);
    }
  }

  /** Counts a view; false if this root is of no use any more. */
  boolean acquire() {
    return grip.acquire();
  }

  /** Ends a view. */
  void release() {
    grip.release();
  }

  /** Its bytes. */
  MemorySegment memory() {
    return memory;
  }

  /** Lets something of it out that nobody closes; false if it holds nothing any more. */
  boolean escape() {
    return grip.escape();
  }

  /** Its bytes as a buffer; null if they are too many for one. */
  @Nullable ByteBuffer buffer() {
    return buffer == null ? null : buffer.asReadOnlyBuffer().order(ByteOrder.nativeOrder());
  }
}
