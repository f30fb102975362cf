package dev.loomray.internal.task;

/** Something to do at a moment. It stands in the heap of {@link Timers}, under that lock. */
public final class Timer {
  /** Not scheduled yet, or done. */
  static final int NOT_QUEUED = -1;

  /** Taken away; it will never run, also if it is scheduled afterwards. */
  static final int CANCELLED = -2;

  final long at;
  final Runnable action;
  int index = NOT_QUEUED;

  public Timer(long at, Runnable action) {
    this.at = at;
    this.action = action;
  }
}
