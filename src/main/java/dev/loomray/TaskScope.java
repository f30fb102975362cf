package dev.loomray;

import dev.loomray.error.GetInterruptedException;
import dev.loomray.error.TaskTimeoutException;
import java.util.function.UnaryOperator;

/**
 * Tasks that end together: {@link #join()} waits for them and their descendants, {@link #close()} cancels what is left
 * (Ray has none; the idea is that of {@code StructuredTaskScope}).
 *
 * {@snippet file="Snippets.java" region="scope"}
 *
 * <p>Any thread may open a scope, and any thread may submit to it until it is closed, the tasks in it included. Options
 * are {@link ScopeOptions#failFast()} and {@link ScopeOptions#timeout}. A scope that a task left open ends with that
 * task. {@code join} inside one of the scope's own tasks is refused: it would wait for itself.
 */
public interface TaskScope extends Tasks, AutoCloseable {
  /**
   * The same calls with other options; the tasks belong to this scope.
   *
   * @param change takes the defaults of {@link TaskOptions} and returns what to use instead
   * @return a view of this scope
   */
  Tasks options(UnaryOperator<TaskOptions> change);

  /**
   * Waits until every task of the scope and every descendant of these has ended. It may be called again after more
   * tasks were submitted.
   *
   * @throws dev.loomray.error.RayException with {@code failFast()}, the first failure of a task of the scope
   * @throws TaskTimeoutException if the scope's timeout ended tasks
   * @throws GetInterruptedException if the thread is interrupted; its flag stays set
   * @throws IllegalStateException inside a task of this scope
   */
  void join();

  /** Cancels what is unfinished of the tasks and their descendants, and waits until their threads have ended. */
  @Override
  void close();
}
