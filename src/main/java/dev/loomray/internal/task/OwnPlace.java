package dev.loomray.internal.task;

import dev.loomray.internal.base.Current;
import org.jspecify.annotations.Nullable;

/** The place of a thread that runs one task alone: nobody else waits for it. */
final class OwnPlace extends TaskPlace {
  private final Thread thread = Thread.currentThread();

  @Override
  public Thread thread() {
    return thread;
  }

  @Override
  public @Nullable Object call(Task<?> task, Call call) throws Exception {
    return bound(task, call);
  }

  /** Binds the task for this call alone; a structured scope that the code leaves open is closed when it returns. */
  static @Nullable Object bound(Task<?> task, Call call) throws Exception {
    Current current = new Current(task.owner().ray()).begin(task, task.attempt());
    return ScopedValue.where(Current.KEY, current).call(() -> call.open().invoke());
  }

  @Override
  public boolean holdsBack(TaskEngine.Work work, @Nullable Throwable thrown) {
    return false;
  }

  @Override
  public void returned() {}

  @Override
  public void waits() {}

  @Override
  public void goesOn() {}
}
