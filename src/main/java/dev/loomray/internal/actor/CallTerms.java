package dev.loomray.internal.actor;

import dev.loomray.internal.task.Deadline;
import dev.loomray.internal.task.Failed;
import dev.loomray.internal.task.Retry;
import dev.loomray.internal.task.Stop;
import dev.loomray.internal.task.Timer;
import org.jspecify.annotations.Nullable;

/**
 * What a call has beyond its function and arguments. The plain calls of all actors share one, in which nothing is ever
 * written: they have no deadline, no second attempt, and count in no limit.
 */
final class CallTerms {
  /** What a call is for. */
  enum Kind {
    /** To run code on the instance. */
    CALL,
    /** To make the instance. */
    CREATION,
    /** To end the actor when all else is done. */
    STOP
  }

  // immutable
  private final Kind kind;
  private final @Nullable String name;
  private final Retry retry;
  private final String group;
  private final boolean isStored;
  private final @Nullable Deadline deadline;
  private final @Nullable PendingLimit limit;
  // whose answer it is, if that call itself is still left behind on a thread
  private final @Nullable ActorCall<?> original;

  // whoever moved the call's word; the CAS that follows publishes them
  private @Nullable Timer timer;
  private int attempt = 1;

  // any thread
  private volatile @Nullable ActorCall<?> twin;

  // under the lock of the limit
  boolean isCounted;
  boolean isEntering;

  private CallTerms(
      Kind kind,
      @Nullable String name,
      Options options,
      @Nullable PendingLimit limit,
      @Nullable ActorCall<?> original) {
    this.kind = kind;
    this.name = name;
    this.retry = options.retry;
    this.group = options.group;
    this.isStored = options.isStored;
    this.deadline = options.deadline;
    this.limit = limit;
    this.original = original;
  }

  /**
   * What a caller asks for.
   *
   * @param retry when it is run again
   * @param group its concurrency group, empty for none
   * @param deadline when it is ended
   * @param isStored whether what is large goes through the store
   */
  record Options(Retry retry, String group, @Nullable Deadline deadline, boolean isStored) {
    static final Options NONE = new Options(Retry.NEVER, "", null, false);

    boolean isNone() {
      return retry.isNever() && group.isEmpty() && deadline == null && !isStored;
    }
  }

  /** Those of plain calls. */
  static CallTerms plain() {
    return new CallTerms(Kind.CALL, null, Options.NONE, null, null);
  }

  /** Those of a call that asks for something. */
  static CallTerms of(@Nullable String name, Options options, @Nullable PendingLimit limit) {
    return new CallTerms(Kind.CALL, name, options, limit, null);
  }

  /** Those of a call of ours. */
  static CallTerms ours(Kind kind, String name) {
    return new CallTerms(kind, name, Options.NONE, null, null);
  }

  /** Those of another attempt, for a call whose thread has not let go of it. */
  CallTerms again(ActorCall<?> of) {
    ActorCall<?> first = original == null ? of : original;
    CallTerms terms =
        new CallTerms(kind, of.name(), new Options(retry, group, deadline, isStored), null, first);
    terms.attempt = attempt + 1;
    return terms;
  }

  boolean isStored() {
    return isStored;
  }

  Kind kind() {
    return kind;
  }

  @Nullable String name() {
    return name;
  }

  /** The name of a call, if its function still says so. */
  String nameOf(@Nullable String function) {
    return function == null ? "call" : function;
  }

  Retry retry() {
    return retry;
  }

  String group() {
    return group;
  }

  @Nullable Deadline deadline() {
    return deadline;
  }

  @Nullable ActorCall<?> original() {
    return original;
  }

  int attempt() {
    return attempt;
  }

  void nextAttempt() {
    attempt++;
  }

  @Nullable Timer timer() {
    return timer;
  }

  void timer(Timer set) {
    timer = set;
  }

  /** Another attempt runs in the place of this one, whose thread has not let go of it. */
  void twin(ActorCall<?> other) {
    twin = other;
  }

  /** Whether it may run once more when its instance is lost. */
  boolean mayRunAgain() {
    return retry.limit() == -1 || attempt <= retry.limit();
  }

  /** Whether another attempt runs in its place. */
  boolean isReplaced() {
    return twin != null;
  }

  /** Whoever stops a call stops the attempt that was made in its place, and what that has started. */
  void stopTwin(Failed failed) {
    ActorCall<?> other = twin;
    if (other != null) {
      other.owner().tree().stop(other, failed, Stop.below(failed));
    }
  }

  /** It stands where calls wait, or has left again. */
  void enters() {
    if (limit != null) {
      limit.entered(this);
    }
  }

  /** It counts no longer among the pending calls. */
  void leave() {
    if (limit != null) {
      limit.leave(this);
    }
  }
}
