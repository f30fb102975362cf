package dev.loomray.internal.store;

import dev.loomray.internal.store.segment.Block;
import java.lang.foreign.MemorySegment;

/** Where the bytes of an object are. */
sealed interface Place {
  /** Its bytes, to be written until it is sealed; exactly as many as the object has. */
  MemorySegment memory();

  /** Small objects: on the heap, aligned as longs are. Who reads it needs no pin. */
  record OnHeap(MemorySegment memory) implements Place {
    static OnHeap ofSize(long bytes) {
      long[] words = new long[Math.toIntExact((bytes + Long.BYTES - 1) / Long.BYTES)];
      return new OnHeap(MemorySegment.ofArray(words).asSlice(0, bytes));
    }
  }

  /** Small objects that are too many for the heap: in a page with others. */
  record InPage(Page page, MemorySegment memory) implements Place {}

  /** All others: a block of their own. */
  record InSegment(Block block) implements Place {
    @Override
    public MemorySegment memory() {
      return block.memory();
    }
  }
}
