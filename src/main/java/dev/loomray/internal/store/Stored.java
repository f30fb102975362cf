package dev.loomray.internal.store;

/**
 * A stored value as its refs hold it. When no ref does any more its object is freed, so whoever uses one keeps it reachable
 * until the end of the call.
 */
public final class Stored {
  private final StoredObject object;

  Stored(StoredObject object) {
    this.object = object;
  }

  StoredObject object() {
    return object;
  }

  @Override
  public String toString() {
    return object.toString();
  }
}
