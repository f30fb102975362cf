package dev.loomray.internal.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ObjectIdTest {
  @Test
  void isWrittenInFiftySixDigitsFieldByField() {
    assertThat(new ObjectId(0x0123456789abcdefL, 7, 0xfedcba98L).hex())
        .hasSize(2 * ObjectId.BYTES)
        .isEqualTo("0123456789abcdef" + "00000007" + "00000000fedcba98" + "00000000" + "00000001");
  }

  @Test
  void hasTheSameLengthForEveryValue() {
    for (long value : new long[] {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      assertThat(new ObjectId(value, (int) value, value).hex()).matches("[0-9a-f]{56}");
    }
  }

  @Test
  void differsInEveryField() {
    Set<String> ids = new HashSet<>();
    ids.add(new ObjectId(1, 1, 1).hex());
    ids.add(new ObjectId(2, 1, 1).hex());
    ids.add(new ObjectId(1, 2, 1).hex());
    ids.add(new ObjectId(1, 1, 2).hex());
    assertThat(ids).hasSize(4);
  }
}
