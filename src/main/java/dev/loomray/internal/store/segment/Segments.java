package dev.loomray.internal.store.segment;

import dev.loomray.internal.base.Require;
import dev.loomray.internal.base.SessionFiles;
import dev.loomray.internal.store.control.Control;
import java.io.IOException;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The memory of a store: segments, made as they are needed, and the blocks in them. Safe for use by many threads.
 *
 * <pre>
 *   allocate ─▶ null ─▶ grow: plan (lock) ─▶ commit (no lock) ─▶ extend (lock) ─▶ allocate
 * </pre>
 *
 * <p>Sizes count granules, not the headers, which take 1/64 more.
 */
public final class Segments {
  private final LockedShelves shelves;
  private final Recent recent;
  private final Growth growth;

  /** Has no segments yet, and never more than so many bytes. For any threads. */
  public Segments(SessionFiles files, long limit, Control control) {
    this(files, limit, control, () -> Thread.currentThread().threadId());
  }

  /**
   * Has no segments yet.
   *
   * @param limit never more than so many bytes
   * @param control tells others
   * @param thread the number of the thread that asks
   */
  public Segments(SessionFiles files, long limit, Control control, LongSupplier thread) {
    this.recent = new Recent(thread);
    this.shelves = new LockedShelves(limit, control);
    this.growth = new Growth(files, shelves, control.segments());
  }

  /**
   * A block of what is committed; its bytes are what they were. Never waits for a file.
   *
   * @return null if there is no hole for it
   */
  public @Nullable Block allocate(long bytes) {
    Block freed = recent.take(Require.notNegative(bytes, "bytes"));
    if (freed != null) {
      return begun(reuse(freed, bytes));
    }
    Block block = shelves.allocate(bytes);
    return begun(block == null && giveAllBack() ? shelves.allocate(bytes) : block);
  }

  private Block reuse(Block freed, long bytes) {
    try {
      return freed.segment().reuse(freed, bytes);
    } catch (Throwable e) { // no memory for it
      giveBack(freed);
      throw e;
    }
  }

  /** Makes holes of what was kept for those who have freed it; whether there was any. */
  private boolean giveAllBack() {
    List<Block> all = recent.takeAll();
    all.forEach(this::giveBack);
    return !all.isEmpty();
  }

  /** A block that is not in a window, for what moves out of it; null if there is none. */
  public @Nullable Block allocateOutside(Window window, long bytes) {
    return begun(shelves.<@Nullable Block>with(s -> s.allocateOutside(window, bytes)));
  }

  /** Nobody else knows the block yet, so its header is written without the lock. */
  private static @Nullable Block begun(@Nullable Block block) {
    if (block != null) {
      Segment segment = block.segment();
      segment.descriptor().stateRelease(segment.memory(), block.granule(), BlockState.ALLOC);
    }
    return block;
  }

  /**
   * Says in its header what a block holds; it is not written any more.
   *
   * @param block one that is not sealed
   * @param objectId the number of the object in its session
   * @param type the code of its type
   */
  public void seal(Block block, long objectId, int type) {
    if (!block.casState(BlockState.ALLOC, BlockState.SEALED)) {
      throw new IllegalStateException("expected a block that is being written, found " + block);
    }
    Segment segment = block.segment();
    segment.descriptor().writeBlockHeader(segment.memory(), block, objectId, type);
  }

  /**
   * Takes a block back. Nobody may touch its memory any more.
   *
   * @throws IllegalStateException if it was freed before
   */
  public void free(Block block) {
    block.free();
    if (!recent.keep(block)) {
      giveBack(block);
    }
  }

  private void giveBack(Block block) {
    if (shelves.free(block)) {
      block.segment().unmap();
    }
  }

  /** Whether it is time to commit more although nobody waits for it: {@code grow(0)}, until that is false as well. */
  public boolean wantsMore() {
    return shelves.wantsMore();
  }

  /**
   * Commits more, so that an object may fit. Waits for files, so it is for the store's own threads.
   *
   * @param bytes how large the object is; 0 for none, which never costs an empty segment
   * @return false if that is not possible now: the limit, the file system or the memory of the machine allow no more
   * @throws IOException if a file cannot be made or written for another reason
   */
  public boolean grow(long bytes) throws IOException {
    Require.notNegative(bytes, "bytes");
    boolean isEnough = giveAllBack() && bytes == 0 && !wantsMore();
    return isEnough || growth.grow(bytes);
  }

  /** Gives back a segment that holds nothing, if more than a quarter is free; false if there is none. Waits for files. */
  public boolean retire() throws IOException {
    giveAllBack();
    return growth.retire();
  }

  /**
   * The place where the fewest bytes must move so that a block of a size fits; looks at every block. It may be outdated at
   * once: what is in it can be freed or pinned meanwhile.
   *
   * @param mayMove whether a block can be moved; asked without a lock
   * @return null if there is none
   */
  public @Nullable Window window(long bytes, Predicate<Block> mayMove) {
    giveAllBack();
    Window best = null;
    for (Segment segment : shelves.with(Shelves::shared)) {
      WindowSearch search = shelves.with(_ -> new WindowSearch(segment, mayMove));
      Window window = search.cheapest(segment.descriptor().granules(bytes));
      if (window != null && (best == null || window.cost() < best.cost())) {
        best = window;
      }
    }
    return best;
  }

  /**
   * The segment of which the most is given back for each byte that must move out of it; it may be outdated at once, as any
   * window.
   *
   * @param mayMove whether a block can be moved; asked without a lock
   * @return null if none could be given back then, or something in each cannot be moved
   */
  public @Nullable Window sparse(Predicate<Block> mayMove) {
    giveAllBack();
    for (Window sparse : shelves.with(Shelves::sparse)) {
      if (sparse.blocks().stream().allMatch(mayMove)) {
        return sparse;
      }
    }
    return null;
  }

  /** Has a window in which nothing is found by the next who asks for so much; false if something is there by now. */
  public boolean prefer(Window window) {
    return shelves.with(_ -> window.segment().prefer(window.from(), window.granules()));
  }

  /** Removes all files. A mapping ends with its last block; nothing is allocated any more. Closing twice is harmless. */
  public void close() throws IOException {
    recent.close().forEach(this::giveBack);
    growth.close();
  }

  /** How many bytes are in blocks. */
  public long used() {
    return Math.max(0, shelves.used() - recent.bytes());
  }

  /** The same, or somewhat more; it costs less to know. */
  public long usedAtMost() {
    return shelves.used();
  }

  /** How many bytes were in blocks at most since this was asked last. */
  public long peak() {
    return shelves.peak();
  }

  /** How many bytes can be in blocks without {@link #grow}. */
  public long committed() {
    return shelves.committed();
  }

  /** How many bytes may be committed; less than at first if the file system was full. */
  public long limit() {
    return shelves.limit();
  }

  /** How many segments there are. */
  public int segments() {
    return shelves.segments();
  }
}
