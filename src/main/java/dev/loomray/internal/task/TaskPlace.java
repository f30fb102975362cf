package dev.loomray.internal.task;

import org.jspecify.annotations.Nullable;

/** The place of a thread that runs tasks. */
public abstract class TaskPlace extends Place {
  /** Runs the code of a task with the task as the current one. */
  public abstract @Nullable Object call(Task<?> task, Call call) throws Exception;

  /**
   * Whether the code has left a structured scope open that must be closed before the work goes on; {@link
   * TaskEngine.Work#goOn} is called then.
   *
   * @param thrown what the code threw
   */
  public abstract boolean holdsBack(TaskEngine.Work work, @Nullable Throwable thrown);

  /** The code has returned; what follows is short, and waits for nobody. */
  public abstract void returned();
}
