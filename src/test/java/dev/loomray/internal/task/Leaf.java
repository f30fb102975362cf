package dev.loomray.internal.task;

/** A node of the tree that does nothing but count how often it was told that it was stopped. */
final class Leaf extends Node<Object> {
  private final String name;
  int stops;

  Leaf(Owner owner, String name) {
    super(owner);
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Deadline deadline() {
    return null;
  }

  @Override
  public void stopped() {
    stops++;
  }
}
