package dev.loomray.internal.serial;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Graphs of the store whose table fits, so that what is behind it is reached: how many arrays there are and by how many
 * bytes each is longer than the least, then the objects. Where the table does not fit is found by {@link RawValueFuzz}.
 */
class StoredGraphFuzz {
  private static final int LEAST = 1024;
  private static final int MOST_ARRAYS = 4;
  private static final int HEADER = 8;
  private static final int ALIGNMENT = 64;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  static Stream<byte[]> graphs() {
    Stream<Object> large =
        Stream.of(
            new Object[] {new double[128], "x", new byte[1025]},
            List.of(new long[130], new boolean[1026]),
            new HostileStoreTest.Nested(new Object[] {new int[256], new int[256], "y"}));
    return Stream.concat(Decoding.values(), large)
        .map(value -> Stored.onHeap(Decoding.CODEC, value))
        .filter(stored -> stored.type() == ValueType.GRAPH)
        .map(StoredGraphFuzz::input)
        .filter(Decoding::isSmall);
  }

  /** The input of which {@link #form} makes these bytes. */
  private static byte[] input(Stored stored) {
    MemorySegment form = stored.bytes();
    int arrays = form.get(INT, 0);
    int[] head = new int[2 + arrays];
    head[0] = stored.handles().size();
    head[1] = arrays;
    for (int i = 0; i < arrays; i++) {
      head[2 + i] = (int) (form.get(LONG, HEADER + 8L * i) - LEAST);
    }
    long objects = HEADER + 8L * arrays;
    byte[] bytes = form.asSlice(objects, form.get(INT, 4)).toArray(ValueLayout.JAVA_BYTE);
    return Decoding.join(bytes, head);
  }

  private static MemorySegment form(int[] lengths, byte[] objects) {
    long end = HEADER + 8L * lengths.length + objects.length;
    for (int length : lengths) {
      end = (end + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT + length;
    }
    MemorySegment form = MemorySegment.ofArray(new byte[(int) end]);
    form.set(INT, 0, lengths.length);
    form.set(INT, 4, objects.length);
    for (int i = 0; i < lengths.length; i++) {
      form.set(LONG, HEADER + 8L * i, lengths[i]);
    }
    MemorySegment.copy(
        objects, 0, form, ValueLayout.JAVA_BYTE, HEADER + 8L * lengths.length, objects.length);
    return form;
  }

  @MethodSource("graphs")
  @FuzzTest
  void aGraphIsReadOrRefused(byte[] input) {
    List<Object> handles = Decoding.handles(Decoding.at(0, input));
    int[] lengths = new int[Decoding.at(1, input) % (MOST_ARRAYS + 1)];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = LEAST + Decoding.at(2 + i, input);
    }
    MemorySegment form = form(lengths, Decoding.from(2 + lengths.length, input));
    Decoding.readOrRefuse(
        (int) form.byteSize(), () -> Decoding.CODEC.restore(ValueType.GRAPH, form, handles));
  }
}
