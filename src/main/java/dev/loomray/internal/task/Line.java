package dev.loomray.internal.task;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** Tasks of one priority that ask for the same, first in, first out; a node of a {@link LineTree}. */
final class Line {
  /** What the tasks of a line have in common. */
  record Kind(int priority, Resources shape) {
    static Kind of(Task<?> task) {
      return new Kind(task.settings().priority(), task.settings().resources());
    }
  }

  // immutable
  final Kind kind;
  final long[] wanted;
  final int weight;

  // the queue's: each task with the ticket that it drew when it came
  final LinkedHashMap<Task<?>, Long> tasks = new LinkedHashMap<>();

  // the tree's
  long oldest;
  final long[] least;
  @Nullable Line left;
  @Nullable Line right;

  /**
   * Without tasks.
   *
   * @param wanted what each task asks for: amounts by the number of the resource
   * @param weight any number that has nothing to do with the order of the lines
   */
  Line(Kind kind, long[] wanted, int weight) {
    this.kind = kind;
    this.wanted = wanted;
    this.weight = weight;
    least = wanted.clone();
  }

  /** Whether its first task goes before the first one of another line. */
  boolean isBefore(Line other) {
    int byPriority = Integer.compare(other.kind.priority, kind.priority);
    return byPriority != 0 ? byPriority < 0 : oldest < other.oldest;
  }
}
