package dev.loomray.internal.store.segment;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a segment that somebody has, from {@link Segments#allocate} to {@link Segments#free}.
 *
 * <pre>
 *   allocate ──▶ ALLOC ──seal──▶ SEALED ──free──▶ FREE, for ever: its place gets another block
 *                  └───────────free────────────────▲
 * </pre>
 */
public final class Block {
  /** How many bits of a generation count how often a block was made of the one before without a lock. */
  static final int REUSES = 8;

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(Block.class, "state", BlockState.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // immutable
  private final Segment segment;
  private final int granule;
  private final long length;
  private final int generation;

  // any thread: stateAcquire, casState
  @SuppressWarnings({"FieldMayBeFinal", "UnusedVariable"}) // through the VarHandle
  private BlockState state = BlockState.ALLOC;

  // whoever has the block, in an order of his own
  private @Nullable Object holder;

  Block(Segment segment, int granule, long length, int generation) {
    this.segment = segment;
    this.granule = granule;
    this.length = length;
    this.generation = generation;
  }

  /** Where it is. */
  public Segment segment() {
    return segment;
  }

  /** Which granule of the segment is its first. */
  public int granule() {
    return granule;
  }

  /** How many granules it has. */
  public int granules() {
    return segment.descriptor().granules(length);
  }

  /** How many bytes were asked for. */
  public long length() {
    return length;
  }

  /** Tells it from the blocks that were in its place before. */
  public int generation() {
    return generation;
  }

  /** What lives in it, if somebody has said so. */
  public @Nullable Object holder() {
    return holder;
  }

  /** Says what lives in it, for those who find the block by its place. */
  public void holder(@Nullable Object object) {
    holder = object;
  }

  /** Its bytes, to be read and written; not after it was freed. They begin at a page, and hold what was there before. */
  public MemorySegment memory() {
    return segment.memory().asSlice(segment.descriptor().offset(granule), length);
  }

  /** A mapping of its own that cannot be written through, and that ends with the last who can reach it. */
  public MemorySegment readOnlyMapping() throws IOException {
    return segment.file().readOnly(segment.descriptor().offset(granule), length);
  }

  /** Whether the generation of the next in its place would be one that no other has. */
  boolean mayBeReused() {
    return (generation + 1 & (1 << REUSES) - 1) != 0;
  }

  /**
   * Nobody has it any more.
   *
   * @throws IllegalStateException if it was freed before
   */
  void free() {
    BlockState before = stateAcquire();
    boolean isMine = before != BlockState.FREE && segment.find(granule) == this;
    if (!isMine || !casState(before, BlockState.FREE)) {
      throw new IllegalStateException("expected a block that nobody has freed, found " + this);
    }
    holder = null;
    segment.descriptor().stateRelease(segment.memory(), granule, BlockState.FREE);
  }

  BlockState stateAcquire() {
    return (BlockState) STATE.getAcquire(this);
  }

  boolean casState(BlockState from, BlockState to) {
    return STATE.compareAndSet(this, from, to);
  }

  @Override
  public String toString() {
    return "block at granule "
        + granule
        + " of segment "
        + segment.number()
        + ", generation "
        + generation
        + ", length="
        + length
        + ", state="
        + stateAcquire();
  }
}
