package dev.loomray.internal.store;

import dev.loomray.Pin;
import dev.loomray.internal.base.StackRoom;

/** A pin of a user. */
final class PinHandle implements Pin {
  private final Hold hold;

  PinHandle(Hold hold) {
    this.hold = hold;
  }

  @Override
  public void close() {
    StackRoom.require();
    hold.run();
  }
}
