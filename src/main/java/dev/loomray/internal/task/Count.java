package dev.loomray.internal.task;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A number that one thread counts up, without a fence, and any thread reads. */
final class Count {
  private static final VarHandle VALUE;

  static {
    try {
      VALUE = MethodHandles.lookup().findVarHandle(Count.class, "value", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // its own thread writes, any thread reads, both opaque
  private long value;

  /** For its own thread. */
  void add() {
    VALUE.setOpaque(this, value + 1);
  }

  long get() {
    return (long) VALUE.getOpaque(this);
  }
}
