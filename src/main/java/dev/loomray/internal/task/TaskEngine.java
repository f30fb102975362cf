package dev.loomray.internal.task;

import dev.loomray.internal.base.Signal;

/**
 * Runs admitted tasks. What a task is, when it may start and how it ends is decided above; an engine decides which thread
 * runs it.
 */
public interface TaskEngine {
  /** Something to run on a virtual thread. */
  interface Work {
    /** Runs it on a thread that holds the given place. */
    void run(TaskPlace place);

    /** Whether no other work may run on its thread, before or after. */
    default boolean wantsItsOwnThread() {
      return false;
    }

    /** Whether it is a task, which others may run as well. */
    default boolean isTask() {
      return false;
    }

    /** Whether there is nothing left to run. */
    default boolean isOver() {
      return false;
    }

    /** Whether it calls a user's code and nobody waits for it. */
    default boolean isCallback() {
      return false;
    }

    /**
     * Goes on after {@link TaskPlace#holdsBack}.
     *
     * @param thrown what it threw, or that it has left a structured scope open
     */
    default void goOn(Throwable thrown) {}

    /**
     * Told on the engine's thread, instead of {@link #run}, that no thread could be had.
     *
     * @return false if it must be tried again
     */
    boolean refused(Throwable reason);
  }

  /** Starts the engine's own thread; once, before any work. */
  void open();

  /** Runs the work soon, on a thread of its own or one after the other. Never blocks, never fails. */
  void start(Work work);

  /** Runs an action of ours; the engine does not end before it has ended. */
  void background(Runnable action);

  /** Runs an action that calls a user's code, such as completing a future; nobody waits for it. */
  void callback(Runnable action);

  /** Has the engine's thread look at the timers. */
  void wake();

  /** Lets the engine end when nothing is left to run. Work may still be started until then. */
  void shutdown();

  /** What it does, for people. */
  String describe();

  /** Whether all threads of the engine have ended. */
  boolean isTerminated();

  /** Raised when the engine has terminated. */
  Signal terminated();
}
