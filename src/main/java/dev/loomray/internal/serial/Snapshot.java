package dev.loomray.internal.serial;

import dev.loomray.error.UnserializableException;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * A value that can be stored, of which all is known but its bytes: so that a place for them can be
 * found first, and they are copied once.
 *
 * <p>Large values are not copied when the snapshot is made. A snapshot of an array, a buffer or a
 * segment refers to the caller's own, and that of a graph to the large arrays in it; {@link
 * #writeTo} copies what is in them then. All else is as it was when the snapshot was made.
 *
 * <p>For one thread at a time; memory that is confined to a thread is written by that thread.
 */
public abstract sealed class Snapshot permits ArraySnapshot, BytesSnapshot, GraphSnapshot {
  private final ValueType type;
  private final List<Object> handles;

  Snapshot(ValueType type, List<Object> handles) {
    this.type = type;
    this.handles = List.copyOf(handles);
  }

  /** What kind of value it is. */
  public final ValueType type() {
    return type;
  }

  /**
   * The handles in the value: the refs, Rays and scopes of this process, which the bytes name by
   * their index here. Unmodifiable.
   */
  public final List<Object> handles() {
    return handles;
  }

  /** How many bytes it needs, exactly. */
  public abstract long byteSize();

  /**
   * Writes the bytes. May be done again, elsewhere.
   *
   * @param target exactly so many bytes; on the heap, or aligned to 64 bytes so that the arrays in
   *     a graph are aligned too
   * @throws IllegalArgumentException if the target has another size; nothing is written
   * @throws UnserializableException if the caller's memory is no longer there
   */
  public final void writeTo(MemorySegment target) {
    if (target.byteSize() != byteSize()) {
      throw new IllegalArgumentException(
          "expected a target of "
              + byteSize()
              + " bytes for a value of type "
              + type
              + ", found "
              + target.byteSize());
    }
    write(target);
  }

  /** Writes the bytes; the target has the right size. */
  abstract void write(MemorySegment target);
}
