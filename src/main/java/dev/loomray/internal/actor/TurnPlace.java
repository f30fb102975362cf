package dev.loomray.internal.actor;

import dev.loomray.internal.task.Place;

/** The place of a thread that runs an actor's code. */
abstract class TurnPlace extends Place {
  // the code, on its own thread or on one that it has forked
  private volatile boolean exits;

  /** The code has said that the actor ends, whatever it does afterwards. */
  final void exit() {
    exits = true;
  }

  final boolean exits() {
    return exits;
  }

  /** Another turn begins. */
  final void forgetExit() {
    if (exits) {
      exits = false;
    }
  }
}
