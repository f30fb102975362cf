package dev.loomray.internal.task;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Leases that rest, the last first: a stack of fresh nodes, so that none comes back in the place of another. A lease that was
 * woken by somebody who knew it stays in the stack, and is not added a second time.
 */
final class IdleLeases {
  private record Node(Lease lease, @Nullable Node below) {}

  private final AtomicReference<@Nullable Node> top = new AtomicReference<>();

  /** Adds a lease that rests since before the call. */
  void push(Lease lease) {
    if (lease.isListed()) {
      return;
    }
    lease.listed(true);
    while (true) {
      Node below = top.get();
      if (top.compareAndSet(below, new Node(lease, below))) {
        return;
      }
    }
  }

  /** How many there are, with those that were woken or have ended meanwhile. */
  int size() {
    int size = 0;
    for (Node node = top.get(); node != null; node = node.below) {
      size++;
    }
    return size;
  }

  /** Wakes one for the caller's place; false if none rests. */
  boolean wakeOne() {
    for (Node node = pop(); node != null; node = pop()) {
      if (node.lease.wake()) {
        return true;
      }
    }
    return false;
  }

  /** Ends all that rest. */
  void endAll() {
    for (Node node = pop(); node != null; node = pop()) {
      node.lease.end();
    }
  }

  private @Nullable Node pop() {
    while (true) {
      Node node = top.get();
      if (node == null || top.compareAndSet(node, node.below)) {
        if (node != null) {
          node.lease.listed(false); // before it is woken: if that fails, its own next rest adds it
        }
        return node;
      }
    }
  }
}
