package dev.loomray.internal.store.control;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.Objects;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Words through a buffer of Agrona. Its own checks can be turned off for the whole process, and a wrong access kills the
 * JVM, so each one is checked here, and each holds the memory until its end.
 */
final class AgronaWords implements Words {
  private final AtomicBuffer buffer; // holds the memory, while somebody holds it
  private final int size;

  AgronaWords(MemorySegment memory) {
    this.buffer = new UnsafeBuffer(Words.require(memory).asByteBuffer());
    this.size = buffer.capacity();
  }

  private int intAt(long at) {
    return checked(at, Integer.BYTES);
  }

  private int longAt(long at) {
    return checked(at, Long.BYTES);
  }

  private int checked(long at, int bytes) {
    int index = (int) Objects.checkFromIndexSize(at, (long) bytes, (long) size);
    if ((index & bytes - 1) != 0) {
      throw new IllegalArgumentException("expected a multiple of " + bytes + ", found at=" + at);
    }
    return index;
  }

  @Override
  public long byteSize() {
    return size;
  }

  @Override
  public int getInt(long at) {
    try {
      return buffer.getInt(intAt(at));
    } finally {
      Reference.reachabilityFence(buffer);
    }
  }

  @Override
  public void putInt(long at, int value) {
    try {
      buffer.putInt(intAt(at), value);
    } finally {
      Reference.reachabilityFence(buffer);
    }
  }

  @Override
  public int getIntVolatile(long at) {
    try {
      return buffer.getIntVolatile(intAt(at));
    } finally {
      Reference.reachabilityFence(buffer);
    }
  }

  @Override
  public void putIntRelease(long at, int value) {
    try {
      buffer.putIntOrdered(intAt(at), value);
    } finally {
      Reference.reachabilityFence(buffer);
    }
  }

  @Override
  public void putIntVolatile(long at, int value) {
    try {
      buffer.putIntVolatile(intAt(at), value);
    } finally {
      Reference.reachabilityFence(buffer);
    }
  }

  @Override
  public long getLong(long at) {
    try {
      return buffer.getLong(longAt(at));
    } finally {
      Reference.reachabilityFence(buffer);
    }
  }

  @Override
  public void putLong(long at, long value) {
    try {
      buffer.putLong(longAt(at), value);
    } finally {
      Reference.reachabilityFence(buffer);
    }
  }

  @Override
  public long getLongVolatile(long at) {
    try {
      return buffer.getLongVolatile(longAt(at));
    } finally {
      Reference.reachabilityFence(buffer);
    }
  }

  @Override
  public void putLongRelease(long at, long value) {
    try {
      buffer.putLongOrdered(longAt(at), value);
    } finally {
      Reference.reachabilityFence(buffer);
    }
  }

  @Override
  public void putLongVolatile(long at, long value) {
    try {
      buffer.putLongVolatile(longAt(at), value);
    } finally {
      Reference.reachabilityFence(buffer);
    }
  }
}
