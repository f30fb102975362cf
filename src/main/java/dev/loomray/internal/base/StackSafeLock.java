package dev.loomray.internal.base;

import java.io.Serial;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock for work of ours that is short and must not be left half done. A virtual thread whose stack is too deep to be put
 * aside cannot park, and gets a {@link StackOverflowError} instead: here it waits awake.
 */
public final class StackSafeLock extends ReentrantLock {
  @Serial private static final long serialVersionUID = 1;

  @Override
  public void lock() {
    try {
      super.lock();
    } catch (StackOverflowError e) {
      while (!isHeldByCurrentThread() && !tryLock()) {
        Thread.onSpinWait();
      }
    }
  }
}
