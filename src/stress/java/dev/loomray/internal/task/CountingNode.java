package dev.loomray.internal.task;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A node that counts how often it is told that it was stopped, and leaves its tree then. */
final class CountingNode extends Node<Void> {
  private final TaskTree tree;
  private final AtomicInteger stops = new AtomicInteger();

  CountingNode(Owner owner, TaskTree tree) {
    super(owner);
    this.tree = tree;
  }

  /** Links itself. */
  CountingNode under(Node<?> parent) {
    tree.link(this, parent);
    return this;
  }

  int stops() {
    return stops.get();
  }

  @Override
  public void stopped() {
    stops.incrementAndGet();
    tree.unlink(this);
  }

  @Override
  public String name() {
    return "node";
  }

  @Override
  public @Nullable Deadline deadline() {
    return null;
  }
}
