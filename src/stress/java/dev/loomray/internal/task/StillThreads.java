package dev.loomray.internal.task;

import dev.loomray.internal.base.Threads;
import java.util.concurrent.ThreadFactory;

/**
 * Starts no thread. The body of an engine's owner is kept for a thread of the test to run; what an
 * ended engine wants run late runs at once, on the thread that asks for it.
 */
final class StillThreads implements Threads {
  private Runnable owner = () -> {};

  @Override
  public Thread startDaemon(String name, Runnable body) {
    if (name.endsWith("-late")) {
      body.run();
    } else {
      owner = body;
    }
    return Thread.currentThread();
  }

  /** Is the thread of the engine's owner until the engine ends. */
  void runEngine(Owner of) {
    ((ReferenceEngine) of.engine()).open(); // once more, so that it is this thread that is woken
    owner.run();
  }

  @Override
  public ThreadFactory virtual() {
    return Thread.ofVirtual().factory();
  }

  @Override
  public int processors() {
    return 1;
  }

  @Override
  public Runnable onExit(String name, Runnable hook) {
    return () -> {};
  }
}
