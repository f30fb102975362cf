package dev.loomray.internal.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loomray.TaskScope;
import dev.loomray.error.UnserializableException;
import dev.loomray.internal.serial.UnserializableTest.Order;
import dev.loomray.internal.serial.graph.ArrayMemory;
import dev.loomray.internal.serial.graph.PrimitiveArray;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that need no Kryo, as the store has them. */
class SnapshotTest {
  private final ValueCodec codec = new ValueCodec(Map.of(), SnapshotTest.class.getClassLoader());

  static Stream<Arguments> bytes() {
    return Stream.of(
        Arguments.of(null, ValueType.NULL, ""),
        Arguments.of(false, ValueType.FALSE, ""),
        Arguments.of(true, ValueType.TRUE, ""),
        Arguments.of((byte) -2, ValueType.BYTE, "fe"),
        Arguments.of('\u1234', ValueType.CHAR, "3412"),
        Arguments.of((short) 0x1234, ValueType.SHORT, "3412"),
        Arguments.of(0x12345678, ValueType.INT, "78563412"),
        Arguments.of(0x1234567890abcdefL, ValueType.LONG, "efcdab9078563412"),
        Arguments.of(1f, ValueType.FLOAT, "0000803f"),
        Arguments.of(1d, ValueType.DOUBLE, "000000000000f03f"),
        Arguments.of("", ValueType.LATIN1, ""),
        Arguments.of("aÿ", ValueType.LATIN1, "61ff"),
        Arguments.of("aĀ", ValueType.UTF16, "61000001"),
        Arguments.of("\ud800", ValueType.UTF16, "00d8"),
        Arguments.of(new byte[] {1, -1}, ValueType.BYTE_ARRAY, "01ff"),
        Arguments.of(new boolean[] {true, false}, ValueType.BOOLEAN_ARRAY, "0100"),
        Arguments.of(new char[] {'a', 'Ā'}, ValueType.CHAR_ARRAY, "61000001"),
        Arguments.of(new short[] {1, -1}, ValueType.SHORT_ARRAY, "0100ffff"),
        Arguments.of(new int[] {1, -1}, ValueType.INT_ARRAY, "01000000ffffffff"),
        Arguments.of(new long[] {1}, ValueType.LONG_ARRAY, "0100000000000000"),
        Arguments.of(new float[] {1}, ValueType.FLOAT_ARRAY, "0000803f"),
        Arguments.of(new double[] {1}, ValueType.DOUBLE_ARRAY, "000000000000f03f"));
  }

  @ParameterizedTest
  @MethodSource("bytes")
  void theBytesAreLittleEndianAndNoMore(@Nullable Object value, ValueType type, String bytes) {
    Stored stored = Stored.offHeap(codec, value);
    assertThat(stored.type()).isEqualTo(type);
    assertThat(HexFormat.of().formatHex(stored.array())).isEqualTo(bytes);
    assertThat(stored.handles()).isEmpty();
    assertThat(new Object[] {stored.read(codec)}).isEqualTo(new Object[] {value});
  }

  @ParameterizedTest
  @EnumSource(PrimitiveArray.class)
  void arraysOfAllSizesComeBack(PrimitiveArray kind) {
    Random random = new Random(3);
    for (int length : new int[] {0, 1, 2, 3, 7, 8, 63, 64, 65, 127, 1023, 1024, 1025, 70_001}) {
      byte[] bytes = new byte[length * kind.width()];
      random.nextBytes(bytes);
      Object array = ArrayMemory.read(kind, MemorySegment.ofArray(bytes));
      assertThat(codec.snapshot(array).byteSize()).isEqualTo(bytes.length);
      Object copy = Stored.copy(codec, array);
      assertThat(copy).isNotSameAs(array).isEqualTo(array);
      assertThat(Array.getLength(copy)).isEqualTo(length);
    }
  }

  @ParameterizedTest
  @EnumSource(PrimitiveArray.class)
  void theBytesNeedNotBeAligned(PrimitiveArray kind) {
    byte[] source = new byte[5 * kind.width()];
    new Random(4).nextBytes(source);
    Object array = ArrayMemory.read(kind, MemorySegment.ofArray(source));
    for (int offset = 1; offset < 9; offset++) {
      MemorySegment odd =
          MemorySegment.ofArray(new byte[source.length + 16]).asSlice(offset, source.length);
      Snapshot snapshot = codec.snapshot(array);
      snapshot.writeTo(odd);
      assertThat(codec.restore(snapshot.type(), odd, List.of())).isEqualTo(array);
    }
  }

  @Test
  void anArrayIsCopiedWhenItIsWritten() {
    int[] array = {1, 2};
    Snapshot snapshot = codec.snapshot(array);
    array[0] = 3;
    MemorySegment target = MemorySegment.ofArray(new byte[8]);
    snapshot.writeTo(target);
    array[0] = 4;
    assertThat(codec.restore(ValueType.INT_ARRAY, target, List.of())).isEqualTo(new int[] {3, 2});
  }

  @Test
  void aHandleHasNoBytes() {
    TaskScope scope = HandlesTest.stub(TaskScope.class);
    Stored stored = Stored.onHeap(codec, scope);
    assertThat(stored.type()).isEqualTo(ValueType.HANDLE);
    assertThat(stored.handles()).containsExactly(scope);
    assertThat(stored.array()).isEmpty();
    assertThat(stored.read(codec)).isSameAs(scope);
  }

  @Test
  void handlesInAGraphAreListed() {
    TaskScope scope = HandlesTest.stub(TaskScope.class);
    Object[] values = {scope, new long[500]};
    Stored stored = Stored.onHeap(codec, values);
    assertThat(stored.type()).isEqualTo(ValueType.GRAPH);
    assertThat(stored.handles()).containsExactly(scope);
    assertThat(stored.read(codec)).isEqualTo(values);
  }

  @Test
  void aTargetOfAnotherSizeIsRefused() {
    for (Object value : new Object[] {1, "text", new int[2], new ArrayList<>(), List.of(1)}) {
      Snapshot snapshot = codec.snapshot(value);
      byte[] target = new byte[(int) snapshot.byteSize() + 1];
      assertThatThrownBy(() -> snapshot.writeTo(MemorySegment.ofArray(target)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "expected a target of %d bytes for a value of type %s, found %d",
              target.length - 1, snapshot.type(), target.length);
      assertThat(target).containsOnly(0);
    }
  }

  @Test
  void whatCannotBeStoredIsFoundBeforeAnythingIsWritten() {
    Order order = new Order();
    order.customer.socket = Thread.ofPlatform().unstarted(() -> {});
    order.customer.more.add(new double[5000]);
    assertThatThrownBy(() -> codec.snapshot(order))
        .isInstanceOf(UnserializableException.class)
        .hasMessageStartingWith(
            "cannot store UnserializableTest.Order: field customer.socket holds a"
                + " java.lang.Thread, which is not serializable");
  }
}
