package dev.loomray.internal.serial;

import dev.loomray.error.UnserializableException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value that is bytes already: those of a scalar or a string, or the caller's own memory. */
final class BytesSnapshot extends Snapshot {
  private final MemorySegment source;

  private BytesSnapshot(ValueType type, MemorySegment source, List<Object> handles) {
    super(type, handles);
    this.source = source;
  }

  /** Bytes that are ours. */
  static BytesSnapshot of(ValueType type, byte[] bytes) {
    return new BytesSnapshot(type, MemorySegment.ofArray(bytes), List.of());
  }

  /** A handle, which has no bytes. */
  static BytesSnapshot ofHandle(Object handle) {
    return new BytesSnapshot(ValueType.HANDLE, MemorySegment.NULL, List.of(handle));
  }

  /**
   * The caller's memory.
   *
   * @throws UnserializableException if this thread cannot read it
   */
  static BytesSnapshot ofMemory(ValueType type, MemorySegment source) {
    if (!isReadable(source)) {
      throw refused(source, null);
    }
    return new BytesSnapshot(type, source, List.of());
  }

  @Override
  public long byteSize() {
    return source.byteSize();
  }

  @Override
  void write(MemorySegment target) {
    try {
      target.copyFrom(source);
    } catch (IllegalStateException | WrongThreadException e) {
      throw isReadable(source) ? e : refused(source, e); // else it is the target that is gone
    }
  }

  private static boolean isReadable(MemorySegment source) {
    return source.scope().isAlive() && source.isAccessibleBy(Thread.currentThread());
  }

  private static UnserializableException refused(MemorySegment source, @Nullable Throwable cause) {
    String why =
        source.scope().isAlive()
            ? "it belongs to another thread; store it there, or take it from Arena.ofShared()"
            : "its arena is closed; store it before that";
    return new UnserializableException(
        "cannot store memory of " + source.byteSize() + " bytes: " + why, cause);
  }
}
