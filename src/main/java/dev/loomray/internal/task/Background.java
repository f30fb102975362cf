package dev.loomray.internal.task;

/** Work that is not a task; it is never lost, only late. */
final class Background implements TaskEngine.Work {
  private final Runnable action;
  private final boolean isCallback;

  /**
   * An action.
   *
   * @param action what to do
   * @param isCallback whether it calls a user's code, for which nobody waits
   */
  Background(Runnable action, boolean isCallback) {
    this.action = action;
    this.isCallback = isCallback;
  }

  @Override
  public boolean isCallback() {
    return isCallback;
  }

  @Override
  public void run(TaskPlace place) {
    ThreadState.name(Thread.currentThread(), "");
    action.run();
  }

  @Override
  public boolean refused(Throwable reason) {
    return false;
  }
}
