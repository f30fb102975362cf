package dev.loomray.internal.actor;

import dev.loomray.internal.serial.Failure;
import dev.loomray.internal.task.Failed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That an actor is dead, and why.
 *
 * @param failure what its calls get
 * @param isWanted whether somebody asked for it, so that it is no news if nobody reads it
 * @param source the failure that it comes from, which is read by whoever reads of the death
 */
record Death(Failure failure, boolean isWanted, @Nullable Failed source) {
  /** Since somebody asked for it. */
  static Death wanted(Actor actor, String why) {
    return new Death(failure(actor, why, null), true, null);
  }

  /** Since something went wrong. */
  static Death of(Actor actor, String why, @Nullable Throwable cause) {
    return new Death(failure(actor, why, cause), false, null);
  }

  /** Since a failure was that of the actor. */
  Death from(Object outcome) {
    return outcome instanceof Failed failed ? new Death(failure, isWanted, failed) : this;
  }

  private static Failure failure(Actor actor, String why, @Nullable Throwable cause) {
    Instant at = actor.system().now();
    return new Failure(
        Failure.Kind.ACTOR_DIED, "%s died at %s: %s".formatted(actor.describe(), at, why), cause);
  }

  /** The outcome of a call. */
  Failed of(ActorCall<?> call) {
    Failed failed =
        Failed.because(call.kind(), call.name(), "of a dead actor has no answer", failure);
    if (isWanted) {
      failed.markRead();
    }
    if (source != null) {
      source.markRead();
    }
    return failed;
  }
}
