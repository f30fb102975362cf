package dev.loomray.internal.task;

/** Work that is not a task; it is never lost, only late. */
final class Background implements TaskEngine.Work {
  private final Runnable action;
  private final boolean isCallback;
  private final Runnable finished;

  /**
   * An action.
   *
   * @param action what to do
   * @param isCallback whether it calls a user's code, for which nobody waits
   * @param finished tells the engine that nobody waits for it any more
   */
  Background(Runnable action, boolean isCallback, Runnable finished) {
    this.action = action;
    this.isCallback = isCallback;
    this.finished = finished;
  }

  @Override
  public boolean isCallback() {
    return isCallback;
  }

  @Override
  public void run(TaskEngine.Place place) {
    ThreadState.name(Thread.currentThread(), "");
    if (isCallback) {
      finished.run();
    }
    action.run();
  }

  @Override
  public boolean refused(Throwable reason) {
    return false;
  }
}
