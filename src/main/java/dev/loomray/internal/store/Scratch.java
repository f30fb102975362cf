package dev.loomray.internal.store;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** Chunks of memory that are written to by strangers, and copied from. A few are kept. */
final class Scratch {
  static final int BYTES = 256 * 1024;
  private static final int KEPT = 4;

  private final BlockingQueue<MemorySegment> idle = new ArrayBlockingQueue<>(KEPT);

  /** A chunk with anything in it. */
  MemorySegment take() {
    @Nullable MemorySegment kept = idle.poll();
    return kept == null ? Arena.ofAuto().allocate(BYTES, 64) : kept;
  }

  /** Takes a chunk back. */
  void giveBack(MemorySegment chunk) {
    idle.offer(chunk);
  }
}
