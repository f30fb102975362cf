package dev.loomray.internal.base;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.function.LongConsumer;

/**
 * Memory in place of a mapped file. What is not committed holds a pattern, so that a test can see whether anybody has
 * touched it: that would have crashed the process.
 */
public final class FakeSegmentFile implements SegmentFile {
  private static final byte UNTOUCHED = (byte) 0xA5;
  private static final int PAGE = 4096;

  /** Where the space comes from. */
  interface Space {
    /** Takes some; false if there is not so much. */
    boolean take(long bytes) throws IOException;
  }

  private final Space space;
  private final LongConsumer back;
  private final int number;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment memory;
  private final BitSet pages = new BitSet(); // only who commits, and tests afterwards
  private volatile Runnable beforeCommit = () -> {};
  private volatile boolean unlinked;

  FakeSegmentFile(Space space, LongConsumer back, int number, long bytes) {
    this.space = space;
    this.back = back;
    this.number = number;
    this.memory = arena.allocate(bytes, PAGE).fill(UNTOUCHED);
  }

  /** Which segment of its session. */
  public int number() {
    return number;
  }

  /** Has something happen in the middle of the commits that follow. */
  public void beforeCommit(Runnable action) {
    beforeCommit = action;
  }

  @Override
  public MemorySegment memory() {
    return memory;
  }

  @Override
  public void commit(long from, long to) throws IOException {
    beforeCommit.run();
    if (from % PAGE != 0 || to % PAGE != 0 || from >= to) {
      throw new AssertionError("expected whole pages, found " + from + " to " + to);
    }
    if (!space.take(to - from)) {
      throw new NoSpaceException("no space left for segment " + number, null);
    }
    memory.asSlice(from, to - from).fill((byte) 0);
    pages.set((int) (from / PAGE), (int) (to / PAGE));
  }

  /** The bytes as they are now: nobody writes what was sealed. */
  @Override
  public MemorySegment readOnly(long offset, long length) {
    if (unlinked) {
      throw new AssertionError("segment " + number + " was unlinked");
    }
    MemorySegment copy = Arena.ofAuto().allocate(length, PAGE);
    return copy.copyFrom(memory.asSlice(offset, length)).asReadOnly();
  }

  @Override
  public void unlink() {
    if (!unlinked && !isMapped()) {
      giveBack();
    }
    unlinked = true;
  }

  private void giveBack() {
    back.accept((long) pages.cardinality() * PAGE);
  }

  @Override
  public void unmap() {
    if (isMapped()) {
      arena.close();
      if (unlinked) {
        giveBack();
      }
    }
  }

  /** Whether the file is gone. */
  public boolean isUnlinked() {
    return unlinked;
  }

  /** Whether the memory can be used. */
  public boolean isMapped() {
    return arena.scope().isAlive();
  }

  /** Whether all of a range was committed. */
  public boolean isCommitted(long from, long to) {
    return pages.nextClearBit((int) (from / PAGE)) >= Math.ceilDiv(to, PAGE);
  }

  /** Whether anybody has written where nothing was committed. */
  public boolean isTouched() {
    MemorySegment untouched = MemorySegment.ofArray(new byte[PAGE]).fill(UNTOUCHED);
    int count = (int) (memory.byteSize() / PAGE);
    for (int page = pages.nextClearBit(0); page < count; page = pages.nextClearBit(page + 1)) {
      if (memory.asSlice((long) page * PAGE, PAGE).mismatch(untouched) >= 0) {
        return true;
      }
    }
    return false;
  }
}
