package dev.loomray.internal.task;

import org.jspecify.annotations.Nullable;

/**
 * A place in the tree of unfinished work: a task, or a scope. A node is a ref, and it is stopped by settling it with a
 * failure. A node that left the tree keeps no siblings, so that a ref never holds its ancestors.
 *
 * <table>
 *   <caption>fields of the {@link TaskTree}</caption>
 *   <tr><th>field</th><th>read</th><th>write</th><th>guard</th></tr>
 *   <tr><td>siblings</td><td>volatile</td><td>CAS</td><td>plain before the node is pushed</td></tr>
 *   <tr><td>children</td><td>volatile</td><td>CAS</td><td></td></tr>
 *   <tr><td>seat</td><td>plain</td><td>plain</td><td>before the node is pushed, then the tree's lock; who leaves may read an old
 *   one, and looks</td></tr>
 *   <tr><td>stop</td><td>plain</td><td>plain</td><td>the tree's lock</td></tr>
 * </table>
 *
 * @param <T> the type of the result
 */
public abstract class Node<T extends @Nullable Object> extends Ref<T> {
  volatile @Nullable Siblings siblings;
  volatile @Nullable Siblings children;
  // where it sits, or sat before it was moved
  byte seat;
  // what has stopped it, if it did not end by itself
  @Nullable Stop stop;

  public Node(Owner owner) {
    super(owner);
  }

  /** Below what it stands; null if it stands nowhere. */
  final @Nullable Node<?> parent() {
    Siblings at = siblings;
    return at == null ? null : at.parent();
  }

  /** Whether it stands in the tree; whoever has left it was settled before. */
  public final boolean isLinked() {
    return siblings != null;
  }

  /** The name of what this is, for messages. */
  public abstract String name();

  /** What stands before its name in messages. */
  public String kind() {
    return "task ";
  }

  /** The deadline that children inherit; null for none. */
  public abstract @Nullable Deadline deadline();

  /** Called once by whoever settled this node from outside, after the tree's lock was left. */
  public abstract void stopped();
}
