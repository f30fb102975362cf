package dev.loomray.internal.task;

import dev.loomray.internal.base.StackRoom;
import org.jspecify.annotations.Nullable;

/**
 * A ref that becomes ready at a moment, and its own timer: there may be millions. It hangs from the root of the tree, so that
 * closing the Ray ends it.
 */
final class TimerRef extends Node<Void> implements Due {
  // immutable
  private final long at;

  // under the lock of the timers
  private int index = NOT_QUEUED;

  private TimerRef(Owner owner, long at) {
    super(owner);
    this.at = at;
  }

  /** A ref that is ready after the given time. */
  static TimerRef after(Owner owner, long nanos) {
    StackRoom.require();
    TimerRef ref = new TimerRef(owner, owner.env().clock().nanoTime() + nanos);
    if (nanos == 0) {
      ref.settle(NULL);
      return ref;
    }
    if (owner.tree().link(ref, owner.tree().root()) != null) {
      throw owner.closed();
    }
    owner.timers().schedule(ref);
    return ref;
  }

  @Override
  public long at() {
    return at;
  }

  @Override
  public void run() {
    owner().tree().unlink(this);
    settle(NULL);
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public void index(int to) {
    index = to;
  }

  @Override
  public boolean cancel() {
    StackRoom.require();
    return !owner().tree().stop(this, Stop.cancelled(describe())).isEmpty();
  }

  @Override
  public void stopped() {
    owner().timers().cancel(this);
    owner().tree().unlink(this);
  }

  @Override
  public @Nullable Deadline deadline() {
    return null;
  }

  @Override
  public String name() {
    return "timer";
  }

  @Override
  public String kind() {
    return "a ";
  }

  @Override
  public String describe() {
    return "timer #" + sequence();
  }
}
