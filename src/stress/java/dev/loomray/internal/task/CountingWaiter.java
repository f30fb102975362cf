package dev.loomray.internal.task;

import java.util.concurrent.atomic.AtomicInteger;

/** A waiter that counts how often it is told, and may have given up from the start. */
final class CountingWaiter extends Waiter {
  private static final int ADDED = 10;

  private final boolean live;
  private final AtomicInteger told = new AtomicInteger();

  CountingWaiter(boolean live) {
    this.live = live;
  }

  int told() {
    return told.get();
  }

  /**
   * Adds itself to a ref: 10 if the ref took it, 0 if not; to be added to {@link #told()}
   * afterwards.
   */
  int addTo(Ref<?> ref) {
    return ref.addWaiter(this) ? ADDED : 0;
  }

  @Override
  public void settled(Ref<?> ref, Cascade cascade) {
    told.incrementAndGet();
  }

  @Override
  public boolean readsFailures() {
    return false;
  }

  @Override
  public boolean isLive() {
    return live;
  }
}
