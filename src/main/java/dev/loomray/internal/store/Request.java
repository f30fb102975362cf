package dev.loomray.internal.store;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Something that the store's thread does while the thread that asked for it waits. */
final class Request implements Runnable {
  /** What is done. */
  interface Action {
    /** Does it; the answer is for the one who waits. */
    boolean run() throws IOException;
  }

  private final Action action;
  private final Thread waiting = Thread.currentThread();

  // the store's thread, before it is done
  private boolean answer;
  private @Nullable IOException failure;
  private @Nullable Throwable bug;

  // released by the store's thread, acquired by the one who waits
  private volatile boolean done;

  private Request(Action action) {
    this.action = action;
  }

  /**
   * Has an action done and waits for its answer; false as well once the store has ended.
   *
   * @throws IOException if the action throws it
   */
  static boolean ask(StoreThread thread, Pause pause, Object what, Action action)
      throws IOException {
    Request request = new Request(action);
    if (!thread.run(request)) {
      return false;
    }
    pause.await(() -> request.done, Pause.FOREVER, what);
    if (request.failure != null) {
      throw new IOException(request.failure.getMessage(), request.failure);
    }
    if (request.bug != null) {
      throw new IllegalStateException("the object store failed for " + what, request.bug);
    }
    return request.answer;
  }

  @Override
  public void run() {
    try {
      answer = action.run();
    } catch (IOException e) {
      failure = e;
    } catch (Throwable e) { // who waits is told
      bug = e;
    } finally {
      done = true;
      LockSupport.unpark(waiting);
    }
  }
}
