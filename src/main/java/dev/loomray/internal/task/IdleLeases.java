package dev.loomray.internal.task;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Leases that rest, the last first: a stack of fresh nodes, so that none comes back in the place of another.
 *
 * <p>A lease that is woken without being taken from here stays, and is not added again when it rests the next time: so there
 * is one node for each at most.
 *
 * <pre>
 *   lease:       rests, then looks whether it is listed ── no ──▶ pushes
 *   who wakes:   pops, takes it from the list, then wakes it
 * </pre>
 *
 * Each step is volatile, so a lease that finds itself listed is either still here or about to be woken.
 */
final class IdleLeases {
  private record Node(Lease lease, @Nullable Node below) {}

  private final AtomicReference<@Nullable Node> top = new AtomicReference<>();

  void push(Lease lease) {
    if (!lease.enlists()) {
      return;
    }
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
      node.lease.delist();
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
        return node;
      }
    }
  }
}
