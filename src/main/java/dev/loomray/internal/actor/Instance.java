package dev.loomray.internal.actor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One life of an actor: the object that its constructor has made, and the turns that run on it. A turn that is deaf to its
 * interrupt may outlive its instance, and meets no other turn of the next one: that has another object. Whoever ends the last
 * turn of a retired instance has its {@code close} run. All of it is under the actor's lock.
 */
final class Instance {
  private List<Turn> turns = List.of();
  private final @Nullable OwnThread thread;
  private @Nullable Object object;
  private boolean retired;
  private boolean closed;

  Instance(@Nullable OwnThread thread) {
    this.thread = thread;
  }

  @Nullable OwnThread thread() {
    return thread;
  }

  @Nullable Object object() {
    return object;
  }

  void made(@Nullable Object made) {
    object = made;
  }

  void begins(Turn turn) {
    if (turns.isEmpty()) {
      turns = new ArrayList<>(1);
    }
    turns.add(turn);
  }

  /** The turn of a call has ended; true if it was one of this instance. */
  boolean ends(ActorCall<?> call) {
    boolean was = !turns.isEmpty() && turns.removeIf(turn -> turn.call() == call);
    if (turns.isEmpty()) {
      turns = List.of();
    }
    return was;
  }

  List<Turn> turns() {
    return turns;
  }

  void retire() {
    retired = true;
  }

  boolean isRetired() {
    return retired;
  }

  /** Whether the caller must have it closed; true once. */
  boolean mustBeClosed() {
    if (!retired || closed || !turns.isEmpty()) {
      return false;
    }
    closed = true;
    return true;
  }
}
