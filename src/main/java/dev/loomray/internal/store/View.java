package dev.loomray.internal.store;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_CHAR_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.loomray.ObjectView;
import dev.loomray.internal.base.Require;
import dev.loomray.internal.base.StackRoom;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/**
 * A view: open, then closed. Every read looks afterwards whether it is still open, so that what it answers was read while
 * the object was pinned; the load fence keeps the look behind the read.
 */
final class View implements ObjectView {
  private static final VarHandle CLOSED;

  static {
    try {
      CLOSED = MethodHandles.lookup().findVarHandle(View.class, "closed", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final PinRoot root;
  private final MemorySegment memory;
  private final StoredObject object;

  // any thread; true once
  private volatile boolean closed;

  /** Makes a view of a root that counts it already. */
  View(PinRoot root, StoredObject object) {
    this.root = root;
    this.memory = root.memory();
    this.object = object;
  }

  @Override
  public long byteSize() {
    requireOpen();
    return memory.byteSize();
  }

  @Override
  public byte getByte(long at) {
    requireOpen();
    byte value = memory.get(JAVA_BYTE, at);
    requireStillOpen();
    return value;
  }

  @Override
  public short getShort(long at) {
    requireOpen();
    short value = memory.get(JAVA_SHORT_UNALIGNED, at);
    requireStillOpen();
    return value;
  }

  @Override
  public char getChar(long at) {
    requireOpen();
    char value = memory.get(JAVA_CHAR_UNALIGNED, at);
    requireStillOpen();
    return value;
  }

  @Override
  public int getInt(long at) {
    requireOpen();
    int value = memory.get(JAVA_INT_UNALIGNED, at);
    requireStillOpen();
    return value;
  }

  @Override
  public long getLong(long at) {
    requireOpen();
    long value = memory.get(JAVA_LONG_UNALIGNED, at);
    requireStillOpen();
    return value;
  }

  @Override
  public float getFloat(long at) {
    requireOpen();
    float value = memory.get(JAVA_FLOAT_UNALIGNED, at);
    requireStillOpen();
    return value;
  }

  @Override
  public double getDouble(long at) {
    requireOpen();
    double value = memory.get(JAVA_DOUBLE_UNALIGNED, at);
    requireStillOpen();
    return value;
  }

  @Override
  public void copyTo(long at, MemorySegment target) {
    long size = Require.notNull(target, "target").byteSize();
    requireOpen();
    MemorySegment.copy(memory, at, target, 0, size);
    requireStillOpen();
  }

  @Override
  public void copyTo(long at, Object target, int index, int count) {
    requireOpen();
    Elements of = Elements.of(target, "target");
    MemorySegment.copy(memory, of.layout(), at, target, index, count);
    requireStillOpen();
  }

  @Override
  public MemorySegment segment() {
    escape();
    return memory;
  }

  @Override
  public ByteBuffer byteBuffer() {
    ByteBuffer buffer = root.buffer();
    if (buffer == null) {
      throw new IllegalStateException(
          "expected at most "
              + PinRoot.MOST
              + " bytes for a buffer, found byteSize="
              + memory.byteSize()
              + " of "
              + object.describe()
              + "; take segment(), which has no limit");
    }
    escape();
    return buffer;
  }

  @Override
  public void close() {
    StackRoom.require();
    if (CLOSED.compareAndSet(this, false, true)) {
      root.release();
    }
  }

  /** The view is reachable until here, and so is its root: nobody has unpinned what was read. */
  private void requireStillOpen() {
    try {
      VarHandle.loadLoadFence();
      requireOpen();
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  private void escape() {
    if (closed || !root.escape()) {
      throw closed();
    }
    requireStillOpen();
  }

  private void requireOpen() {
    if (closed) {
      throw closed();
    }
  }

  private IllegalStateException closed() {
    return new IllegalStateException(
        "expected an open view of "
            + object.describe()
            + ", found it closed; take another with ref.view()");
  }

  @Override
  public String toString() {
    return "view of " + object.describe() + (closed ? ", closed" : "");
  }
}
