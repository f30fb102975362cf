package dev.loomray.internal.task;

import org.jspecify.annotations.Nullable;

/**
 * A place in the tree of unfinished work: a task, or a scope. A node is a ref, and it is stopped by settling it with a
 * failure. The links belong to the {@link TaskTree} and are touched under its lock alone; a node that left the tree
 * keeps none of them, so that a ref never holds its ancestors.
 *
 * @param <T> the type of the result
 */
abstract class Node<T extends @Nullable Object> extends Ref<T> {
  // under the tree's lock
  @Nullable Node<?> parent;
  @Nullable Node<?> previous;
  @Nullable Node<?> next;
  @Nullable Node<?> firstChild;
  // what has stopped it, if it did not end by itself
  @Nullable Stop stop;

  Node(Owner owner) {
    super(owner);
  }

  /** The name of what this is, for messages. */
  abstract String name();

  /** What stands before its name in messages. */
  String kind() {
    return "task ";
  }

  /** The deadline that children inherit; null for none. */
  abstract @Nullable Deadline deadline();

  /** Called once by whoever settled this node from outside, after the tree's lock was left. */
  abstract void stopped();
}
