package dev.loomray.internal.task;

/** Something to do at a moment. */
public final class Timer implements Due {
  // immutable
  private final long at;
  private final Runnable action;

  // under the lock of the timers
  private int index = NOT_QUEUED;

  public Timer(long at, Runnable action) {
    this.at = at;
    this.action = action;
  }

  @Override
  public long at() {
    return at;
  }

  @Override
  public void run() {
    action.run();
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public void index(int to) {
    index = to;
  }
}
