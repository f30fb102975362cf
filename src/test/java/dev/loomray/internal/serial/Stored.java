package dev.loomray.internal.serial;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value as a store keeps it. */
record Stored(ValueType type, MemorySegment bytes, List<Object> handles) {
  /** Writes a value on the heap. */
  static Stored onHeap(ValueCodec codec, @Nullable Object value) {
    Snapshot snapshot = codec.snapshot(value);
    return write(snapshot, MemorySegment.ofArray(new byte[(int) snapshot.byteSize()]));
  }

  /** Writes a value into a used block off the heap. */
  static Stored offHeap(ValueCodec codec, @Nullable Object value) {
    Snapshot snapshot = codec.snapshot(value);
    MemorySegment block = Arena.ofAuto().allocate(snapshot.byteSize() + 1, 64).fill((byte) 0x5a);
    Stored stored = write(snapshot, block.asSlice(0, snapshot.byteSize()));
    if (block.get(ValueLayout.JAVA_BYTE, snapshot.byteSize()) != 0x5a) {
      throw new AssertionError("written beyond the target");
    }
    return stored;
  }

  private static Stored write(Snapshot snapshot, MemorySegment target) {
    snapshot.writeTo(target);
    return new Stored(snapshot.type(), target, snapshot.handles());
  }

  /** Reads the value. */
  @Nullable Object read(ValueCodec codec) {
    return codec.restore(type, bytes, handles);
  }

  byte[] array() {
    return bytes.toArray(ValueLayout.JAVA_BYTE);
  }

  /** Writes a value, in the two kinds of memory, and reads it. */
  static @Nullable Object copy(ValueCodec codec, @Nullable Object value) {
    Stored stored = offHeap(codec, value);
    if (onHeap(codec, value).bytes().mismatch(stored.bytes()) >= 0) {
      throw new AssertionError("other bytes on the heap than off it");
    }
    return stored.read(codec);
  }
}
