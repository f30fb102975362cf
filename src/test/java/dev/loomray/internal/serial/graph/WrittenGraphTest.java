package dev.loomray.internal.serial.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.esotericsoftware.kryo.KryoException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The layout of a stored graph. */
class WrittenGraphTest {
  private final GraphCoder coder =
      new GraphCoder(Map.of(), WrittenGraphTest.class.getClassLoader());

  private MemorySegment written(Object value) {
    WrittenGraph graph = coder.write(value, new ArrayList<>());
    MemorySegment target = Arena.ofAuto().allocate(graph.byteSize(), 64).fill((byte) 0x5a);
    graph.writeTo(target);
    return target;
  }

  @Test
  void eachLargeArrayIsAlignedAndTheGapsAreZero() {
    byte[] first = new byte[1025];
    long[] second = new long[200];
    char[] third = new char[777];
    first[1024] = 1;
    second[199] = -1;
    third[776] = 'x';
    MemorySegment form = written(new Object[] {first, new byte[1023], second, third});
    GraphDescriptor layout = GraphDescriptor.read(form);
    assertThat(layout.arrays()).isEqualTo(3);
    assertThat(layout.byteSize()).isEqualTo(form.byteSize());
    long end = layout.objectsOffset() + layout.objectsLength();
    Object[] arrays = {first, second, third};
    for (int i = 0; i < 3; i++) {
      long offset = layout.offset(i);
      assertThat((form.address() + offset) % 64).isZero();
      assertThat(offset - end).isBetween(0L, 63L);
      assertThat(form.asSlice(end, offset - end).toArray(ValueLayout.JAVA_BYTE))
          .doesNotContain(0x5a);
      PrimitiveArray kind = PrimitiveArray.of(arrays[i].getClass());
      assertThat(kind).isNotNull();
      assertThat(ArrayMemory.read(kind, form.asSlice(offset, layout.length(i))))
          .isEqualTo(arrays[i]);
      end = offset + layout.length(i);
    }
    assertThat(end).isEqualTo(form.byteSize());
  }

  @Test
  void aGraphWithoutLargeArraysHasAHeaderOfEightBytes() {
    MemorySegment form = written(List.of(1));
    GraphDescriptor layout = GraphDescriptor.read(form);
    assertThat(layout.arrays()).isZero();
    assertThat(layout.objectsOffset()).isEqualTo(8);
    assertThat(form.byteSize()).isEqualTo(8 + layout.objectsLength());
  }

  @Test
  void theHeaderAndTheTableAreHeldAgainstTheBytes() {
    MemorySegment good = written(new Object[] {new byte[2000], new int[1000]});
    for (long size : new long[] {0, 7, 8, 23, 64, 2000, good.byteSize() - 1}) {
      refused(good.asSlice(0, size));
    }
    for (int count : new int[] {-1, 0, 1, 3, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      MemorySegment bad = copy(good);
      bad.set(ValueLayout.JAVA_INT_UNALIGNED, 0, count);
      refused(bad);
    }
    for (int length : new int[] {-1, 4000, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      MemorySegment bad = copy(good);
      bad.set(ValueLayout.JAVA_INT_UNALIGNED, 4, length);
      refused(bad);
    }
    for (long length : new long[] {-1, 0, 1023, 1900, 2065, 7000, Long.MAX_VALUE, Long.MIN_VALUE}) {
      MemorySegment bad = copy(good);
      bad.set(ValueLayout.JAVA_LONG_UNALIGNED, 8, length);
      refused(bad);
    }
  }

  @Test
  void lengthsThatAreOnlyTogetherRightAreRefused() {
    MemorySegment bad = copy(written(new Object[] {new byte[2000], new int[1000]}));
    bad.set(ValueLayout.JAVA_LONG_UNALIGNED, 8, 2000 + 6400);
    bad.set(ValueLayout.JAVA_LONG_UNALIGNED, 16, 4000 - 6400);
    assertThatThrownBy(() -> GraphDescriptor.read(bad))
        .isInstanceOf(KryoException.class)
        .hasMessage("array 0 of 8400 bytes in a graph of " + bad.byteSize() + " bytes");
    bad.set(ValueLayout.JAVA_LONG_UNALIGNED, 8, 4000 - 6400);
    bad.set(ValueLayout.JAVA_LONG_UNALIGNED, 16, 2000 + 6400);
    assertThatThrownBy(() -> GraphDescriptor.read(bad))
        .isInstanceOf(KryoException.class)
        .hasMessage("array 0 of -2400 bytes in a graph of " + bad.byteSize() + " bytes");
  }

  @Test
  void anArrayOfAnotherLengthThanTheTableSaysIsRefused() {
    MemorySegment form = written(new Object[] {new byte[2000], new int[1000]});
    StoredArrays arrays = new StoredArrays(form, GraphDescriptor.read(form));
    assertThat(arrays.next(PrimitiveArray.BYTE, 2000)).isEqualTo(new byte[2000]);
    assertThatThrownBy(arrays::ensureAllTaken)
        .isInstanceOf(KryoException.class)
        .hasMessage("1 arrays too many");
    assertThatThrownBy(() -> arrays.next(PrimitiveArray.INT, 1001))
        .isInstanceOf(KryoException.class)
        .hasMessage("array 1 of 2 does not have 4004 bytes");
    assertThat(arrays.next(PrimitiveArray.INT, 1000)).isEqualTo(new int[1000]);
    arrays.ensureAllTaken();
    assertThatThrownBy(() -> arrays.next(PrimitiveArray.INT, 1000))
        .isInstanceOf(KryoException.class)
        .hasMessage("array 2 of 2 does not have 4000 bytes");
  }

  private static MemorySegment copy(MemorySegment form) {
    return MemorySegment.ofArray(form.toArray(ValueLayout.JAVA_BYTE));
  }

  private static void refused(MemorySegment form) {
    assertThatThrownBy(() -> GraphDescriptor.read(form)).isInstanceOf(KryoException.class);
  }
}
