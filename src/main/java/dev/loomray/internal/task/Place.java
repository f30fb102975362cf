package dev.loomray.internal.task;

import org.jspecify.annotations.Nullable;

/** A thread's right to run work; others may have it while the thread waits. */
public abstract class Place {
  // its own thread writes; for people what may be old
  private @Nullable Object blockedOn;

  // its own thread writes, any thread reads: what it waits for without a limit
  private volatile @Nullable WaitEdge edge;

  /** The thread that has it; null once it is over. */
  public abstract @Nullable Thread thread();

  /** Where a task runs that this thread waits for; null if it must wait. */
  @Nullable Nest nest() {
    return null;
  }

  /** The place below all that its thread runs on top of each other. */
  Place bottom() {
    return this;
  }

  /** What waits on the same thread until the work here has ended; null if nothing does. */
  @Nullable Execution<?> below() {
    return null;
  }

  final void edge(@Nullable WaitEdge published) {
    edge = published;
  }

  final @Nullable WaitEdge edge() {
    return edge;
  }

  /** The thread is about to park for long; others may run meanwhile. */
  public abstract void waits();

  /** The thread goes on, whoever else runs. */
  public abstract void goesOn();

  /** What its thread waits for, for people; null if it does not wait in a call of ours. */
  public final @Nullable Object blockedOn() {
    return blockedOn;
  }

  public final void blockedOn(@Nullable Object what) {
    blockedOn = what;
  }
}
