package dev.loomray.internal.base;

/** The processor's own way to wait. */
final class SystemIdle implements Idle {
  @Override
  public void spin() {
    Thread.onSpinWait();
  }

  @Override
  @SuppressWarnings("ThreadPriorityCheck") // a wait that spins must not keep out who ends it
  public void giveWay() {
    Thread.yield();
  }
}
