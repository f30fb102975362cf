package dev.loomray.internal.store.control;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/** Words through the JDK's own handles, which check each access and know whether the memory is still there. */
final class SegmentWords implements Words {
  private static final VarHandle INTS = ValueLayout.JAVA_INT.varHandle();
  private static final VarHandle LONGS = ValueLayout.JAVA_LONG.varHandle();

  private final MemorySegment memory;

  SegmentWords(MemorySegment memory) {
    this.memory = Words.require(memory);
  }

  @Override
  public long byteSize() {
    return memory.byteSize();
  }

  @Override
  public int getInt(long at) {
    return (int) INTS.get(memory, at);
  }

  @Override
  public void putInt(long at, int value) {
    INTS.set(memory, at, value);
  }

  @Override
  public int getIntVolatile(long at) {
    return (int) INTS.getVolatile(memory, at);
  }

  @Override
  public void putIntRelease(long at, int value) {
    INTS.setRelease(memory, at, value);
  }

  @Override
  public void putIntVolatile(long at, int value) {
    INTS.setVolatile(memory, at, value);
  }

  @Override
  public long getLong(long at) {
    return (long) LONGS.get(memory, at);
  }

  @Override
  public void putLong(long at, long value) {
    LONGS.set(memory, at, value);
  }

  @Override
  public long getLongVolatile(long at) {
    return (long) LONGS.getVolatile(memory, at);
  }

  @Override
  public void putLongRelease(long at, long value) {
    LONGS.setRelease(memory, at, value);
  }

  @Override
  public void putLongVolatile(long at, long value) {
    LONGS.setVolatile(memory, at, value);
  }
}
