package dev.loomray.internal.task;

import dev.loomray.internal.base.Signal;
import dev.loomray.internal.base.StackSafeLock;
import dev.loomray.internal.serial.Failure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The tree of unfinished tasks and open scopes.
 *
 * <p>A node is linked when it is submitted and leaves when no thread runs it any more. Its unfinished children are then
 * adopted by its parent, so that whoever stops an ancestor still reaches them; nothing that has ended stays in the tree.
 *
 * <p>To link and to leave, the usual life of a task, needs no lock ({@link Siblings}). What moves or stops whole subtrees has
 * one, and meets the others like this:
 *
 * <pre>
 *   link:    push the node, then look whether its parent is settled ── yes ──▶ under the lock: look for another place
 *   stop:    under the lock: settle a node, then read its children
 *   unlink:  the node is settled; read its children ── any, or not sure ──▶ under the lock: move them; then leave
 * </pre>
 *
 * Settling, pushing and the looks are volatile, so either the stop and the unlink see the new child, or the child sees that
 * its parent is settled. So no child slips through, whichever comes first.
 */
public final class TaskTree {
  private final ReentrantLock lock = new StackSafeLock();
  private final Scope root;
  // kept beside the root: whoever leaves must not touch what each push writes
  private final Signal rootChanged;

  public TaskTree(Scope root) {
    this.root = root;
    this.rootChanged = root.changed();
  }

  public Scope root() {
    return root;
  }

  /**
   * Links a new node under {@code parent}; if that has ended by itself, under the nearest ancestor
   * that has not, or under the root if it has left the tree.
   *
   * @return null, or what has stopped the parent: the node was not linked
   */
  public @Nullable Stop link(Node<?> node, Node<?> parent) {
    Siblings.push(node, parent);
    return parent.isSettled() ? relink(node) : null;
  }

  /** Looks for another place for a new node whose parent is settled. */
  private @Nullable Stop relink(Node<?> node) {
    lock.lock();
    try {
      Node<?> under = node.parent();
      while (under != null && under.isSettled()) {
        if (node.stop != null) {
          return null; // the stop has seen it
        }
        if (under.stop != null) {
          leave(node); // who waits for the end of that parent may have seen it
          return under.stop;
        }
        Node<?> above = under.parent();
        Siblings.move(node, above == null ? root : above);
        under = node.parent();
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** Takes a node out, and gives its children to its parent. */
  public void unlink(Node<?> node) {
    if (!Siblings.areNone(node)) {
      giveChildrenAway(node);
    }
    leave(node);
  }

  private void leave(Node<?> node) {
    Node<?> parent = Siblings.leave(node);
    if (parent != null) {
      tellWhoWaits(node, parent);
    }
  }

  private void giveChildrenAway(Node<?> node) {
    lock.lock();
    try {
      Node<?> above = node.parent();
      Node<?> parent = above == null ? root : above; // a call from outside stands nowhere
      if (node.stop != null) {
        giveStoppedAway(node, parent);
        return;
      }
      for (Node<?> child = Siblings.first(node); child != null; child = Siblings.first(node)) {
        Siblings.move(child, parent);
      }
    } finally {
      lock.unlock();
    }
  }

  /** What was not stopped with the node came too late: whoever links it is about to find that, and takes it out again. */
  private static void giveStoppedAway(Node<?> node, Node<?> parent) {
    for (Iterator<Node<?>> children = Siblings.of(node); children.hasNext(); ) {
      Node<?> child = children.next();
      if (child.isSettled()) {
        Siblings.move(child, parent);
      }
    }
  }

  private void tellWhoWaits(Node<?> left, Node<?> parent) {
    if (left instanceof Scope scope) {
      scope.changed().all();
    }
    if (parent != root && parent instanceof Scope scope) {
      tellIfQuiet(scope, scope.changed());
    }
    tellIfQuiet(root, rootChanged);
  }

  private void tellIfQuiet(Scope scope, Signal changed) {
    if (changed.isAwaited() && isQuiet(scope)) {
      changed.all();
    }
  }

  /**
   * Stops the descendants of a node, and the node itself if the stop says so.
   *
   * @return what this call has ended; empty if the node itself had ended before
   */
  public List<Node<?>> stop(Node<?> node, Stop stop) {
    Failure self = stop.self();
    return stop(node, self == null ? null : Failed.of(node.name(), self), stop);
  }

  /**
   * Stops the descendants of a node, and the node itself with the given failure.
   *
   * @return what this call has ended; empty if the node itself had ended before
   */
  public List<Node<?>> stop(Node<?> node, @Nullable Failed self, Stop stop) {
    Cascade cascade = new Cascade(node.owner());
    List<Node<?>> ended = new ArrayList<>();
    try {
      settle(node, self, stop, cascade, ended);
    } finally { // also if there was memory for a part of it only: what is settled must end
      cascade.run();
      ended.forEach(TaskTree::end);
    }
    return ended;
  }

  private void settle(
      Node<?> node, @Nullable Failed self, Stop stop, Cascade cascade, List<Node<?>> ended) {
    lock.lock();
    try {
      if (self != null && !settleOne(node, self, stop, cascade, ended)) {
        return;
      }
      Walk walk = new Walk(node); // reads the children of a node after it was settled
      for (Node<?> below = walk.next(); below != null; below = walk.next()) {
        settleOne(below, stop.ofBelow(below), stop, cascade, ended);
      }
    } finally {
      lock.unlock();
    }
  }

  private static boolean settleOne(
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
  public boolean isQuiet(Node<?> node) {
    if (isTask(Siblings.first(node))) {
      return false; // who looks again and again keeps nobody from the lock
    }
    lock.lock();
    try {
      Walk walk = new Walk(node);
      for (Node<?> below = walk.next(); below != null; below = walk.next()) {
        if (isTask(below)) {
          return false;
        }
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Where a node sits is volatile: who leaves, and then sees nobody wait, is seen here. */
  private static boolean isTask(@Nullable Node<?> node) {
    return node instanceof Execution && node.siblings != null;
  }

  /** Whether {@code node} stands below {@code ancestor}. */
  public boolean isBelow(Node<?> node, Node<?> ancestor) {
    lock.lock();
    try {
      for (Node<?> at = node.parent(); at != null; at = at.parent()) {
        if (at == ancestor) {
          return true;
        }
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the scopes that the code of a node has left open. */
  public void closeScopesOf(Node<?> node) {
    for (Scope scope : scopesOf(node)) {
      scope.end();
      unlink(scope);
    }
  }

  /** The scopes that stand directly below a node. */
  List<Scope> scopesOf(Node<?> node) {
    if (Siblings.first(node) == null) {
      return List.of();
    }
    List<Scope> scopes = new ArrayList<>();
    for (Iterator<Node<?>> children = Siblings.of(node); children.hasNext(); ) {
      if (children.next() instanceof Scope scope) {
        scopes.add(scope);
      }
    }
    return scopes;
  }

  /** Visits every node below the root with its depth, parents first, under the lock. */
  public void visit(Consumer<Visit> visitor) {
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
  public record Visit(Node<?> node, int depth) {}

  private static void pushChildren(Deque<Visit> open, Node<?> node, int depth) {
    for (Iterator<Node<?>> children = Siblings.of(node); children.hasNext(); ) {
      open.push(new Visit(children.next(), depth));
    }
  }

  /** The descendants of a node, level by level; the children of each are read when the next is asked for. */
  private static final class Walk {
    private final Deque<Node<?>> open = new ArrayDeque<>();
    private Iterator<Node<?>> children;

    Walk(Node<?> node) {
      children = Siblings.of(node);
    }

    @Nullable Node<?> next() {
      while (!children.hasNext()) {
        Node<?> more = open.poll();
        if (more == null) {
          return null;
        }
        children = Siblings.of(more);
      }
      Node<?> found = children.next();
      open.add(found);
      return found;
    }
  }
}
