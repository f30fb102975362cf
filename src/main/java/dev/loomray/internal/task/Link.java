package dev.loomray.internal.task;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The place of a node among its parent's children: an element of a list that grows at its head by CAS.
 *
 * <pre>
 *   parent ──children──▶ Link ──next──▶ Link ──next──▶ Link        newest first
 *                         │▲             │              │▲
 *                         ▼│             ▼              ▼│
 *                        node           null           node
 * </pre>
 *
 * <p>What has left stays as an empty link, which holds nothing;
 * empty links at the head go with the next push or look, and all of them when as many links were pushed as were alive the last
 * time, so that a push costs O(1) amortised. Anybody may skip an empty link at any time: it never comes back to life.
 */
final class Link {
  private static final int FIRST_BUDGET = 64;

  private static final VarHandle CHILDREN;
  private static final VarHandle LINK;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      CHILDREN = lookup.findVarHandle(Node.class, "children", Link.class);
      LINK = lookup.findVarHandle(Node.class, "link", Link.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // null once its node has left it; the CAS of the node's own field publishes that
  private @Nullable Node<?> node;
  // before it is pushed; afterwards anybody, always to a later link of the list
  private @Nullable Link next;
  // before it is pushed: how many more may be pushed before the list is swept
  private int budget;

  private Link(Node<?> node) {
    this.node = node;
  }

  /** Makes a node the newest child of a parent that has none of its children yet. */
  static void push(Node<?> node, Node<?> parent) {
    Link link = new Link(node);
    node.parent = parent;
    node.link = link;
    link.push(parent);
  }

  /** Makes the node of this link the newest child of another parent, unless it leaves meanwhile. For a moment it is both. */
  void move(Node<?> moving, Node<?> parent) {
    Link link = new Link(moving);
    moving.parent = parent;
    link.push(parent);
    if (LINK.compareAndSet(moving, this, link)) {
      node = null;
    } else {
      link.node = null;
      moving.parent = null; // it has left, and holds nobody
    }
  }

  /** Takes a node out of the list it is in; false if it is in none. */
  static boolean leave(Node<?> node) {
    for (Link at = node.link; at != null; at = node.link) {
      at.node = null;
      if (LINK.compareAndSet(node, at, null)) {
        return true;
      }
    }
    return false;
  }

  private void push(Node<?> parent) {
    while (true) {
      Link head = parent.children;
      Link first = alive(head);
      next = first;
      budget = first == null ? FIRST_BUDGET : first.budget - 1;
      if (budget == 0) {
        budget = sweep();
      }
      if (CHILDREN.compareAndSet(parent, head, this)) {
        return;
      }
    }
  }

  /** Drops the empty links behind this one; answers how many may be pushed before the next time. */
  private int sweep() {
    int alive = 0;
    Link at = this;
    for (Link found = alive(next); found != null; found = alive(found.next)) {
      at.next = found;
      at = found;
      alive++;
    }
    at.next = null;
    return Math.max(FIRST_BUDGET, alive);
  }

  /** The newest child that has not left; null for none. */
  static @Nullable Link first(Node<?> parent) {
    Link head = parent.children;
    Link first = alive(head);
    if (first != head) { // so that a ref keeps no links of what its task has started
      CHILDREN.compareAndSet(parent, head, first);
    }
    return first;
  }

  /** The next older one that has not left; null for none. */
  @Nullable Link next() {
    return alive(next);
  }

  /** The child; null if it has left meanwhile. */
  @Nullable Node<?> node() {
    return node;
  }

  private static @Nullable Link alive(@Nullable Link from) {
    Link at = from;
    while (at != null && at.node == null) {
      at = at.next;
    }
    return at;
  }
}
