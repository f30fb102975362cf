package dev.loomray.internal.task;

/** Something that {@link Timers} runs at a moment. Its place in their heap is theirs, under their lock. */
sealed interface Due permits Timer, TimerRef {
  /** Not scheduled yet, or done. */
  int NOT_QUEUED = -1;

  /** Taken away; it will never run, also if it is scheduled afterwards. */
  int CANCELLED = -2;

  /** When, in nanoseconds of the clock. */
  long at();

  /** What happens then. */
  void run();

  /** Where it stands, or why it stands nowhere. */
  int index();

  void index(int index);
}
