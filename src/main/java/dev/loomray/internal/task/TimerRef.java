package dev.loomray.internal.task;

import dev.loomray.internal.base.StackRoom;
import org.jspecify.annotations.Nullable;

/** A ref that a timer makes ready. It hangs from the root of the tree, so that closing the Ray ends it. */
final class TimerRef extends Node<Void> {
  // written before the ref is linked
  private @Nullable Timer timer;

  private TimerRef(Owner owner) {
    super(owner);
  }

  /** A ref that is ready after the given time. */
  static TimerRef after(Owner owner, long nanos) {
    StackRoom.require();
    TimerRef ref = new TimerRef(owner);
    if (nanos == 0) {
      ref.settle(NULL);
      return ref;
    }
    Timer timer = owner.timers().prepare(nanos, ref::expired);
    ref.timer = timer;
    if (owner.tree().link(ref, owner.tree().root()) != null) {
      throw owner.closed();
    }
    owner.timers().schedule(timer);
    return ref;
  }

  private void expired() {
    owner().tree().unlink(this);
    settle(NULL);
  }

  @Override
  public boolean cancel() {
    StackRoom.require();
    return !owner().tree().stop(this, Stop.cancelled(describe())).isEmpty();
  }

  @Override
  public void stopped() {
    owner().timers().cancel(timer);
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
