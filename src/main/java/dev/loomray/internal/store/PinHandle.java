package dev.loomray.internal.store;

import dev.loomray.Pin;

/** A pin of a user. */
final class PinHandle implements Pin {
  private final Hold hold;

  PinHandle(Hold hold) {
    this.hold = hold;
  }

  @Override
  public void close() {
    hold.run();
  }
}
