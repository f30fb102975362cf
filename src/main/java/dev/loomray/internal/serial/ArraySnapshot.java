package dev.loomray.internal.serial;

import dev.loomray.internal.serial.graph.ArrayMemory;
import dev.loomray.internal.serial.graph.PrimitiveArray;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** An array of primitives, still the caller's; or the chars of a string, which are ours. */
final class ArraySnapshot extends Snapshot {
  private final PrimitiveArray kind;
  private final Object array;

  ArraySnapshot(ValueType type, PrimitiveArray kind, Object array) {
    super(type, List.of());
    this.kind = kind;
    this.array = array;
  }

  @Override
  public long byteSize() {
    return kind.byteSize(array);
  }

  @Override
  void write(MemorySegment target) {
    ArrayMemory.write(kind, array, target, 0);
  }
}
