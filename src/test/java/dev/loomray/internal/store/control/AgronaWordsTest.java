package dev.loomray.internal.store.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AgronaWordsTest extends WordsContract {
  /** Also mutes the warning. */
  @BeforeAll
  static void itWorksHere() {
    assertThat(AgronaProbe.WORKS).isTrue();
  }

  @Override
  Words in(MemorySegment memory) {
    return new AgronaWords(memory);
  }

  @Test
  void itIsTakenWhereItWorks() {
    assertThat(Words.in(Arena.ofAuto().allocate(8, 8))).isInstanceOf(AgronaWords.class);
    assertThat(Words.in(MemorySegment.ofArray(new long[1]))).isInstanceOf(SegmentWords.class);
  }
}
