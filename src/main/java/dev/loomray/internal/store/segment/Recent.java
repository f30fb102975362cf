package dev.loomray.internal.store.segment;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Blocks that were freed a moment ago, one for each of some groups of threads. Who has freed one and wants as much again gets
 * it without a lock, and without another processor's having written to it meanwhile. To all others they are taken, so who finds
 * no hole takes all of them back first.
 *
 * <pre>
 *   SEALED ──free──▶ FREE: kept ──take──▶ a new block in its place
 *                      └──takeAll──▶ given back
 * </pre>
 */
final class Recent {
  /** Larger ones are not kept: they would be missed, and what a lock costs is nothing beside what they cost. */
  static final long MOST_BYTES = 256 << 10;

  private static final int GROUPS = 8;
  private static final int APART = 16; // references in two lines of a cache

  private final LongSupplier thread;
  private final AtomicReferenceArray<@Nullable Block> kept =
      new AtomicReferenceArray<>(GROUPS * APART);

  // true once
  private volatile boolean isClosed;

  /**
   * Has none.
   *
   * @param thread the number of the thread that asks
   */
  Recent(LongSupplier thread) {
    this.thread = thread;
  }

  private int own() {
    return (int) thread.getAsLong() & GROUPS - 1;
  }

  /** Keeps a block that was freed; false if there is no place for it. */
  boolean keep(Block block) {
    if (isClosed
        || block.segment().isWhole()
        || block.length() > MOST_BYTES
        || !block.mayBeReused()) {
      return false;
    }
    int at = own() * APART;
    if (kept.get(at) != null || !kept.compareAndSet(at, null, block)) {
      return false;
    }
    return !isClosed || !kept.compareAndSet(at, block, null); // who closes takes it else
  }

  /** The block that the thread has freed, if so many bytes take as much; it is nobody else's then. */
  @Nullable Block take(long bytes) {
    int at = own() * APART;
    Block block = kept.get(at);
    boolean isSame =
        block != null && block.segment().descriptor().granules(bytes) == block.granules();
    return isSame && kept.compareAndSet(at, block, null) ? block : null;
  }

  /** All that are kept; they are the caller's then. */
  List<Block> takeAll() {
    List<Block> all = new ArrayList<>();
    for (int i = 0; i < GROUPS; i++) {
      Block block = kept.getAndSet(i * APART, null);
      if (block != null) {
        all.add(block);
      }
    }
    return all;
  }

  /** How many bytes are kept. */
  long bytes() {
    long sum = 0;
    for (int i = 0; i < GROUPS; i++) {
      Block block = kept.get(i * APART);
      sum += block == null ? 0 : block.granules() * block.segment().descriptor().granuleBytes();
    }
    return sum;
  }

  /** Keeps none from now on; those that are kept are the caller's. */
  List<Block> close() {
    isClosed = true;
    return takeAll();
  }
}
