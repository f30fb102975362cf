package dev.loomray.internal.store;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_CHAR_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.loomray.ObjectRef;
import dev.loomray.WritableObject;
import dev.loomray.internal.base.Require;
import dev.loomray.internal.base.StackRoom;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * An object that is being written.
 *
 * <pre>
 *   OPEN ──▶ BUSY ──▶ OPEN        while a stranger's code runs inside fill or readFrom
 *     ├──seal──▶ SEALED
 *     └──close─▶ DROPPED
 * </pre>
 *
 * <p>Its memory was another object's before. It is cleared when something is written further behind, and at the end, so that
 * what is written from begin to end is written once. Every write keeps this object reachable until its end: one that is
 * collected is dropped.
 */
final class Writing implements WritableObject {
  /** What becomes of it; each is called at most once, and one of them surely. */
  interface Outcome {
    /** Makes it an object. */
    ObjectRef<MemorySegment> seal();

    /** Gives its memory back. */
    void drop();
  }

  private enum State {
    OPEN,
    BUSY,
    SEALED,
    DROPPED
  }

  private final MemorySegment memory;
  private final Scratch scratch;
  private final Outcome outcome;

  // the writing thread
  private State state = State.OPEN;
  private long written; // all before is as it shall be
  private long position; // where readFrom goes on

  Writing(MemorySegment memory, Scratch scratch, Outcome outcome) {
    this.memory = memory;
    this.scratch = scratch;
    this.outcome = outcome;
  }

  @Override
  public long byteSize() {
    return memory.byteSize();
  }

  @Override
  public void putByte(long at, byte value) {
    prepare(at, Byte.BYTES);
    try {
      memory.set(JAVA_BYTE, at, value);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public void putShort(long at, short value) {
    prepare(at, Short.BYTES);
    try {
      memory.set(JAVA_SHORT_UNALIGNED, at, value);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public void putChar(long at, char value) {
    prepare(at, Character.BYTES);
    try {
      memory.set(JAVA_CHAR_UNALIGNED, at, value);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public void putInt(long at, int value) {
    prepare(at, Integer.BYTES);
    try {
      memory.set(JAVA_INT_UNALIGNED, at, value);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public void putLong(long at, long value) {
    prepare(at, Long.BYTES);
    try {
      memory.set(JAVA_LONG_UNALIGNED, at, value);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public void putFloat(long at, float value) {
    prepare(at, Float.BYTES);
    try {
      memory.set(JAVA_FLOAT_UNALIGNED, at, value);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public void putDouble(long at, double value) {
    prepare(at, Double.BYTES);
    try {
      memory.set(JAVA_DOUBLE_UNALIGNED, at, value);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public void put(long at, MemorySegment source) {
    long size = Require.notNull(source, "source").byteSize();
    prepare(at, size);
    try {
      MemorySegment.copy(source, 0, memory, at, size);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public void put(long at, Object source) {
    Elements of = Elements.of(source, "source");
    long size = of.bytes(source);
    prepare(at, size);
    try {
      MemorySegment.copy(source, 0, memory, of.layout(), at, (int) (size / of.layout().byteSize()));
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public void fill(Consumer<? super MemorySegment> writer) {
    Require.notNull(writer, "writer");
    requireOpen();
    state = State.BUSY;
    MemorySegment chunk = scratch.take();
    try {
      for (long at = 0; at < memory.byteSize(); at += Scratch.BYTES) {
        long size = Math.min(Scratch.BYTES, memory.byteSize() - at);
        writer.accept(chunk.asSlice(0, size));
        write(at, chunk, size);
      }
      scratch.giveBack(chunk);
    } finally {
      open();
    }
  }

  @Override
  public long readFrom(ReadableByteChannel channel) throws IOException {
    Require.notNull(channel, "channel");
    requireOpen();
    state = State.BUSY;
    try {
      return channel.getClass().getModule() == Object.class.getModule()
          ? readInPlace(channel)
          : readByCopy(channel);
    } finally {
      open();
    }
  }

  /** Only the JDK's own channels are known not to keep the buffer they are given. */
  private long readInPlace(ReadableByteChannel channel) throws IOException {
    long start = position;
    while (position < memory.byteSize()) {
      long size = Math.min(memory.byteSize() - position, 1 << 30);
      clear(position);
      ByteBuffer target = memory.asSlice(position, size).asByteBuffer();
      int count = channel.read(target);
      if (count <= 0) {
        return count < 0 && position == start ? -1 : position - start;
      }
      position += count;
      written = Math.max(written, position);
    }
    return position - start;
  }

  private long readByCopy(ReadableByteChannel channel) throws IOException {
    long start = position;
    MemorySegment chunk = scratch.take();
    while (position < memory.byteSize()) {
      long size = Math.min(memory.byteSize() - position, Scratch.BYTES);
      int count = channel.read(chunk.asSlice(0, size).asByteBuffer());
      if (count <= 0) {
        scratch.giveBack(chunk);
        return count < 0 && position == start ? -1 : position - start;
      }
      write(position, chunk, Objects.checkIndex(count, (int) size + 1));
      position += count;
    }
    scratch.giveBack(chunk);
    return position - start;
  }

  private void write(long at, MemorySegment chunk, long size) {
    clear(at);
    MemorySegment.copy(chunk, 0, memory, at, size);
    written = Math.max(written, at + size);
  }

  @Override
  public ObjectRef<MemorySegment> seal() {
    StackRoom.require();
    requireOpen();
    try {
      clear(memory.byteSize());
      state = State.SEALED;
      return outcome.seal();
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public void close() {
    StackRoom.require();
    if (state == State.OPEN) {
      state = State.DROPPED;
      outcome.drop();
    } else if (state == State.BUSY) {
      requireOpen();
    }
  }

  private void open() {
    state = State.OPEN;
  }

  /** Checks a write and clears what lies before it. */
  private void prepare(long at, long size) {
    requireOpen();
    Objects.checkFromIndexSize(at, size, memory.byteSize());
    clear(at);
    written = Math.max(written, at + size);
  }

  private void clear(long to) {
    if (written < to) {
      memory.asSlice(written, to - written).fill((byte) 0);
      written = to;
    }
  }

  private void requireOpen() {
    if (state == State.OPEN) {
      return;
    }
    String found =
        switch (state) {
          case OPEN -> throw new AssertionError();
          case BUSY -> "it while fill or readFrom runs; wait for their end";
          case SEALED -> "it sealed; what is stored does not change, create another";
          case DROPPED -> "it closed; create another";
        };
    throw new IllegalStateException("expected an object that is being written, found " + found);
  }
}
