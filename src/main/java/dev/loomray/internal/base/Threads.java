package dev.loomray.internal.base;

import java.util.concurrent.ThreadFactory;

/** Where the threads of a Ray come from. None of our classes extends or creates a thread itself. */
public interface Threads {
  /** Starts a daemon thread that is not a virtual one, so that busy virtual threads cannot starve it. */
  Thread startDaemon(String name, Runnable body);

  /** Makes the virtual threads that run tasks. */
  ThreadFactory virtual();

  /** How many processors there are to run them; a wait spins only if there are several. */
  int processors();

  /** A number of the thread that calls, by which threads may be kept apart. */
  default long current() {
    return Thread.currentThread().threadId();
  }

  /**
   * Has the hook run when the JVM ends.
   *
   * @return takes the hook away again
   */
  Runnable onExit(String name, Runnable hook);
}
