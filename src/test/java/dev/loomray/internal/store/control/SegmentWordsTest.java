package dev.loomray.internal.store.control;

import java.lang.foreign.MemorySegment;

class SegmentWordsTest extends WordsContract {
  @Override
  Words in(MemorySegment memory) {
    return new SegmentWords(memory);
  }
}
