package dev.loomray.internal.serial;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of the store, of every type, on the heap and off it: the type, how many handles there are, then the bytes. */
class RawValueFuzz {
  static Stream<byte[]> values() {
    return Decoding.values()
        .map(value -> Stored.onHeap(Decoding.CODEC, value))
        .filter(stored -> Decoding.isSmall(stored.array()))
        .map(
            stored ->
                Decoding.join(
                    stored.array(),
                    List.of(ValueType.values()).indexOf(stored.type()),
                    stored.handles().size()));
  }

  @MethodSource("values")
  @FuzzTest
  void aStoredValueIsReadOrRefused(byte[] input) {
    ValueType[] types = ValueType.values();
    ValueType type = types[Decoding.at(0, input) % types.length];
    List<Object> handles = Decoding.handles(Decoding.at(1, input));
    byte[] bytes = Decoding.from(2, input);
    Object onHeap =
        Decoding.readOrRefuse(
            bytes.length,
            () -> Decoding.CODEC.restore(type, MemorySegment.ofArray(bytes), handles));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(bytes.length, 64);
      MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length);
      Object offHeap =
          Decoding.readOrRefuse(bytes.length, () -> Decoding.CODEC.restore(type, memory, handles));
      if ((onHeap == null) != (offHeap == null)) {
        throw new AssertionError("on the heap " + onHeap + ", off it " + offHeap);
      }
    }
  }
}
