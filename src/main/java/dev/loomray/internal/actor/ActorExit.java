package dev.loomray.internal.actor;

import java.io.Serial;

/** Thrown by {@code Ray.exitActor()} through the user's code; an Error, since {@code catch (Exception e)} is usual. */
final class ActorExit extends Error {
  @Serial private static final long serialVersionUID = 1;

  ActorExit() {
    super("the actor ends by exitActor(); let this pass", null, false, false);
  }
}
