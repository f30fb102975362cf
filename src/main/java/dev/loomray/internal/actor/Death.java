package dev.loomray.internal.actor;

import dev.loomray.internal.serial.Failure;
import dev.loomray.internal.task.Failed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** That an actor is dead, and why. Most deaths are wanted, and nobody reads of them: the words are made when somebody does. */
final class Death {
  // immutable
  private final Actor actor;
  private final Instant at;
  private final String why;
  private final @Nullable Throwable cause;
  private final boolean wanted;
  // the failure that it comes from, which is read by whoever reads of the death
  private final @Nullable Failed source;

  // a race is benign: all threads make the same
  private volatile @Nullable Failure failure;

  private Death(
      Actor actor,
      String why,
      @Nullable Throwable cause,
      boolean wanted,
      @Nullable Failed source,
      @Nullable Failure failure) {
    this.actor = actor;
    this.at = actor.system().now();
    this.why = why;
    this.cause = cause;
    this.wanted = wanted;
    this.source = source;
    this.failure = failure;
  }

  /** Since somebody asked for it, so that it is no news if nobody reads it. */
  static Death wanted(Actor actor, String why) {
    return new Death(actor, why, null, true, null, null);
  }

  /** Since its Ray was closed. */
  static Death closed(Actor actor, Failure failure) {
    return new Death(actor, "", null, true, null, failure);
  }

  /** Since something went wrong. */
  static Death of(Actor actor, String why, @Nullable Throwable cause) {
    return new Death(actor, why, cause, false, null, null);
  }

  /** Since the outcome of its constructor is a failure. */
  static Death unborn(Actor actor, String why, Throwable cause, Object outcome) {
    Failed source = outcome instanceof Failed failed ? failed : null;
    return new Death(actor, why, cause, false, source, null);
  }

  private Failure failure() {
    Failure known = failure;
    if (known == null) {
      String text = actor.describe() + " died at " + at + ": " + why;
      known = new Failure(Failure.Kind.ACTOR_DIED, text, cause);
      failure = known;
    }
    return known;
  }

  /** The outcome of a call. */
  Failed of(ActorCall<?> call) {
    Failed failed =
        Failed.because(call.kind(), call.name(), "of a dead actor has no answer", failure());
    if (wanted) {
      failed.markRead();
    }
    if (source != null) {
      source.markRead();
    }
    return failed;
  }
}
