package dev.loomray.internal.task;

import dev.loomray.internal.serial.Failure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The tree of unfinished tasks and open scopes, under one lock.
 *
 * <p>A node is linked when it is submitted and leaves when no thread runs it any more. Its unfinished children are then
 * adopted by its parent, so that whoever stops an ancestor still reaches them; nothing that has ended stays in the tree.
 *
 * <p>Stopping settles a node and all its descendants under the lock, and a node is linked only under a parent that is not
 * stopped. So no child slips through, whichever comes first.
 */
final class TaskTree {
  private final ReentrantLock lock = new ReentrantLock();
  private final Scope root;

  // under the lock: how many tasks are linked
  private long tasks;

  TaskTree(Scope root) {
    this.root = root;
  }

  Scope root() {
    return root;
  }

  /**
   * Links a new node under {@code parent}; if that has ended by itself, under the nearest ancestor
   * that has not, or under the root if it has left the tree.
   *
   * @return null, or what has stopped the parent: the node was not linked
   */
  @Nullable Stop link(Node<?> node, Node<?> parent) {
    lock.lock();
    try {
      Node<?> under = parent;
      while (under != root && under.isSettled() && under.stop == null) {
        under = under.parent == null ? root : under.parent;
      }
      Stop stop = under.stop;
      if (stop == null) {
        insert(node, under);
        tasks += node instanceof Task ? 1 : 0;
      }
      return stop;
    } finally {
      lock.unlock();
    }
  }

  /** Takes a node out, and gives its children to its parent. */
  void unlink(Node<?> node) {
    lock.lock();
    try {
      Node<?> parent = node.parent;
      if (parent == null) {
        return;
      }
      remove(node, parent);
      while (node.firstChild != null) {
        Node<?> child = node.firstChild;
        remove(child, node);
        insert(child, parent);
      }
      if (node instanceof Task) {
        tasks--;
      }
      tellWhoWaits(node, parent);
    } finally {
      lock.unlock();
    }
  }

  private void tellWhoWaits(Node<?> left, Node<?> parent) {
    if (left instanceof Scope scope) {
      scope.changed().all();
    }
    if (parent != root && parent instanceof Scope scope && hasNoTask(scope)) {
      scope.changed().all();
    }
    if (tasks == 0) {
      root.changed().all();
    }
  }

  /**
   * Stops the descendants of a node, and the node itself if the stop says so.
   *
   * @return what this call has ended; empty if the node itself had ended before
   */
  List<Node<?>> stop(Node<?> node, Stop stop) {
    Cascade cascade = new Cascade(node.owner());
    List<Node<?>> ended = new ArrayList<>();
    try {
      settle(node, stop, cascade, ended);
    } finally { // also if there was memory for a part of it only: what is settled must end
      cascade.run();
      ended.forEach(TaskTree::end);
    }
    return ended;
  }

  private void settle(Node<?> node, Stop stop, Cascade cascade, List<Node<?>> ended) {
    lock.lock();
    try {
      Failure self = stop.self();
      if (self != null && !settle(node, Failed.of(node.name(), self), stop, cascade, ended)) {
        return;
      }
      for (Node<?> below : descendants(node)) {
        settle(below, stop.ofBelow(below), stop, cascade, ended);
      }
    } finally {
      lock.unlock();
    }
  }

  private static boolean settle(
      Node<?> node, Failed failed, Stop stop, Cascade cascade, List<Node<?>> ended) {
    ended.add(node);
    boolean won = false;
    try {
      won = node.settle(failed, cascade);
    } finally {
      if (won) {
        node.stop = stop;
      } else {
        ended.removeLast();
      }
    }
    return won;
  }

  private static void end(Node<?> node) {
    try {
      node.stopped();
    } catch (Throwable e) {
      node.owner().env().reports().bug("stopping " + node.describe() + " threw", e);
    }
  }

  /** Whether no task is left under the node; scopes that wait for nothing do not count. */
  boolean isQuiet(Node<?> node) {
    lock.lock();
    try {
      return node == root ? tasks == 0 : hasNoTask(node);
    } finally {
      lock.unlock();
    }
  }

  private static boolean hasNoTask(Node<?> node) {
    if (node.firstChild == null) {
      return true;
    }
    Deque<Node<?>> open = new ArrayDeque<>(List.of(node));
    for (Node<?> at = open.poll(); at != null; at = open.poll()) {
      for (Node<?> child = at.firstChild; child != null; child = child.next) {
        if (child instanceof Task) {
          return false;
        }
        open.add(child);
      }
    }
    return true;
  }

  /** Whether {@code node} stands below {@code ancestor}. */
  boolean isBelow(Node<?> node, Node<?> ancestor) {
    lock.lock();
    try {
      for (Node<?> at = node.parent; at != null; at = at.parent) {
        if (at == ancestor) {
          return true;
        }
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** The scopes that stand directly below a node. */
  List<Scope> scopesOf(Node<?> node) {
    lock.lock();
    try {
      List<Scope> scopes = new ArrayList<>();
      for (Node<?> child = node.firstChild; child != null; child = child.next) {
        if (child instanceof Scope scope) {
          scopes.add(scope);
        }
      }
      return scopes;
    } finally {
      lock.unlock();
    }
  }

  /** Visits every node below the root with its depth, parents first, under the lock. */
  void visit(Consumer<Visit> visitor) {
    lock.lock();
    try {
      Deque<Visit> open = new ArrayDeque<>();
      pushChildren(open, root, 0);
      for (Visit visit = open.poll(); visit != null; visit = open.poll()) {
        visitor.accept(visit);
        pushChildren(open, visit.node, visit.depth + 1);
      }
    } finally {
      lock.unlock();
    }
  }

  /** A node and how deep it stands. */
  record Visit(Node<?> node, int depth) {}

  private static void pushChildren(Deque<Visit> open, Node<?> node, int depth) {
    for (Node<?> child = node.firstChild; child != null; child = child.next) {
      open.push(new Visit(child, depth));
    }
  }

  private static List<Node<?>> descendants(Node<?> node) {
    List<Node<?>> found = new ArrayList<>();
    for (Node<?> child = node.firstChild; child != null; child = child.next) {
      found.add(child);
    }
    for (int i = 0; i < found.size(); i++) {
      for (Node<?> child = found.get(i).firstChild; child != null; child = child.next) {
        found.add(child);
      }
    }
    return found;
  }

  private static void insert(Node<?> node, Node<?> parent) {
    node.parent = parent;
    node.next = parent.firstChild;
    if (node.next != null) {
      node.next.previous = node;
    }
    parent.firstChild = node;
  }

  private static void remove(Node<?> node, Node<?> parent) {
    if (node.previous == null) {
      parent.firstChild = node.next;
    } else {
      node.previous.next = node.next;
    }
    if (node.next != null) {
      node.next.previous = node.previous;
    }
    node.parent = null;
    node.previous = null;
    node.next = null;
  }
}
