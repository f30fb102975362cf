package dev.loomray.internal.store;

import dev.loomray.internal.base.Spilled;
import dev.loomray.internal.serial.ValueType;
import dev.loomray.internal.store.segment.Block;
import java.lang.foreign.MemorySegment;

/** Where the bytes of an object are. */
sealed interface Place {
  /** Its bytes, to be written until it is sealed; exactly as many as the object has. */
  MemorySegment memory();

  /** Small objects: on the heap. Who reads it needs no pin. */
  record OnHeap(MemorySegment memory) implements Place {
    /** What is left of one that has ended. */
    static OnHeap nothing() {
      return new OnHeap(MemorySegment.ofArray(new long[0]));
    }

    /** Bytes aligned as longs are; but those of a buffer, which Java makes of an array of bytes alone. */
    static OnHeap of(long bytes, ValueType type) {
      if (type == ValueType.BYTE_BUFFER || type == ValueType.BYTE_BUFFER_LE) {
        return new OnHeap(MemorySegment.ofArray(new byte[Math.toIntExact(bytes)]));
      }
      long[] words = new long[Math.toIntExact((bytes + Long.BYTES - 1) / Long.BYTES)];
      return new OnHeap(MemorySegment.ofArray(words).asSlice(0, bytes));
    }
  }

  /** Small objects that are too many for the heap: in a page with others. */
  record InPage(Page page, MemorySegment memory) implements Place {}

  /** What had to leave the memory. It cannot be read there. */
  record OnDisk(Spilled file) implements Place {
    @Override
    public MemorySegment memory() {
      throw new IllegalStateException("expected an object in memory, found it in " + file.path());
    }
  }

  /** All others: a block of their own. */
  record InSegment(Block block) implements Place {
    @Override
    public MemorySegment memory() {
      return block.memory();
    }
  }
}
