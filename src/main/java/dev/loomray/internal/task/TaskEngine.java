package dev.loomray.internal.task;

import dev.loomray.internal.base.Signal;
import org.jspecify.annotations.Nullable;

/**
 * Runs admitted tasks. What a task is, when it may start and how it ends is decided above; an engine decides which thread
 * runs it.
 */
interface TaskEngine {
  /** Something to run on a virtual thread. */
  interface Work {
    /** Runs it on a thread that holds the given place. */
    void run(Place place);

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
     * Goes on after {@link Place#holdsBack}.
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

  /** A thread's right to run work; others may have it while the thread waits. */
  interface Place {
    /** Runs the code of a task with the task as the current one. */
    @Nullable Object call(Task<?> task, Call call) throws Exception;

    /**
     * Whether the code has left a structured scope open that must be closed before the work goes on; {@link Work#goOn}
     * is called then.
     *
     * @param thrown what the code threw
     */
    boolean holdsBack(Work work, @Nullable Throwable thrown);

    /** The code has returned; what follows is short, and waits for nobody. */
    void returned();

    /** Where a task runs that this thread waits for; null if it must wait. */
    @Nullable Nest nest();

    /** The thread is about to park for long; the engine may run other work meanwhile. */
    void waits();

    /** The thread goes on, whoever else runs. */
    void goesOn();
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
