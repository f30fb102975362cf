package dev.loomray.internal.task;

import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * Tasks that wait for resources, in the order that {@link Admission} promises. For one thread at a time; it neither knows
 * what is free nor looks at the status of a task.
 */
interface WaitingTasks {
  /** Adds a task that is not there, behind those of its priority. */
  void add(Task<?> task);

  /** Takes a task out wherever it stands; false if it is not there. */
  boolean remove(Task<?> task);

  /**
   * Takes out, one after the other, the tasks that fit.
   *
   * @param free the amount of a resource that is free, by name; asked again after each task, and never more then
   * @param taken gets each task as it is taken out, and takes from what is free; leaves this queue alone
   */
  void takeWhatFits(ToLongFunction<String> free, Consumer<Task<?>> taken);

  /** How many tasks there are. */
  int size();
}
