package dev.loomray.internal.serial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ValueTypeTest {
  /** They stand in the headers of blocks, so they stay. */
  @Test
  void theCodesAreThese() {
    Map<Integer, String> codes = new TreeMap<>();
    for (ValueType type : ValueType.values()) {
      assertThat(codes.put((int) type.code(), type.name())).isNull();
      assertThat(ValueType.ofCode(type.code())).isEqualTo(type);
    }
    assertThat(codes)
        .hasToString(
            "{0=NULL, 1=FALSE, 2=TRUE, 3=BYTE, 4=CHAR, 5=SHORT, 6=INT, 7=LONG, 8=FLOAT, 9=DOUBLE,"
                + " 10=LATIN1, 11=UTF16, 12=BYTE_BUFFER, 13=BYTE_BUFFER_LE, 14=SEGMENT, 16=GRAPH,"
                + " 17=HANDLE, 66=BYTE_ARRAY, 67=CHAR_ARRAY, 68=DOUBLE_ARRAY, 70=FLOAT_ARRAY,"
                + " 73=INT_ARRAY, 74=LONG_ARRAY, 83=SHORT_ARRAY, 90=BOOLEAN_ARRAY}");
  }

  @Test
  void noOtherCodeIsAType() {
    long known = IntStream.range(-300, 300).filter(code -> ValueType.ofCode(code) != null).count();
    assertThat(known).isEqualTo(ValueType.values().length);
  }

  @Test
  void rawIsWhatMeansTheSameToAll() {
    assertThat(Arrays.stream(ValueType.values()).filter(ValueType::isRaw))
        .containsExactly(
            ValueType.LATIN1,
            ValueType.UTF16,
            ValueType.BYTE_BUFFER,
            ValueType.BYTE_BUFFER_LE,
            ValueType.SEGMENT,
            ValueType.BYTE_ARRAY,
            ValueType.BOOLEAN_ARRAY,
            ValueType.CHAR_ARRAY,
            ValueType.SHORT_ARRAY,
            ValueType.INT_ARRAY,
            ValueType.LONG_ARRAY,
            ValueType.FLOAT_ARRAY,
            ValueType.DOUBLE_ARRAY);
  }
}
