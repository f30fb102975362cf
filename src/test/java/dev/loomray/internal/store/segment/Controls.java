package dev.loomray.internal.store.segment;

import dev.loomray.internal.store.control.Control;
import java.lang.foreign.MemorySegment;

/** Control files in memory, for who does not look at them. */
final class Controls {
  private Controls() {}

  static Control inMemory(long limit) {
    return new Control(
        MemorySegment.ofArray(new long[(int) Control.bytesFor(limit) / Long.BYTES]), limit);
  }
}
