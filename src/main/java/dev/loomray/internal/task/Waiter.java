package dev.loomray.internal.task;

/** Something that wants to know when a ref is settled. It runs no user code. */
public abstract non-sealed class Waiter extends Waiters {
  @Override
  final Waiter newest() {
    return this;
  }

  /** Told once, by the thread that settled the ref; whatever follows from it goes through the cascade. */
  public abstract void settled(Ref<?> ref, Cascade cascade);

  /** Whether it reads a failure for certain, or hands it on; else the failure may stay unread. */
  public abstract boolean readsFailures();

  /** Whether it still wants to know; a waiter that does not is dropped when its ref's list is compacted. */
  public abstract boolean isLive();
}
