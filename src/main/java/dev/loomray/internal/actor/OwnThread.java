package dev.loomray.internal.actor;

import dev.loomray.internal.base.Environment;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A platform thread for one instance of an actor, for code that cares which thread it runs on. */
final class OwnThread {
  private final Environment env;
  private final Queue<Runnable> work = new ConcurrentLinkedQueue<>();

  // any thread, set once
  private volatile boolean over;
  private volatile @Nullable Thread thread;

  private OwnThread(Environment env) {
    this.env = env;
  }

  /** Starts one. */
  static OwnThread start(Environment env, String name) {
    OwnThread own = new OwnThread(env);
    own.thread = env.threads().startDaemon(name, own::run);
    return own;
  }

  /** Has it run something, after what it was given before. */
  void execute(Runnable action) {
    work.add(action);
    LockSupport.unpark(thread);
  }

  /** Ends it after what it was given. */
  void end() {
    over = true;
    LockSupport.unpark(thread);
  }

  private void run() {
    while (true) {
      boolean last = over;
      Runnable next = work.poll();
      if (next != null) {
        run(next);
      } else if (last) {
        return;
      } else {
        LockSupport.park(this);
        Thread.interrupted();
      }
    }
  }

  private void run(Runnable action) {
    try {
      action.run();
    } catch (Throwable e) {
      env.reports().bug("work of a thread of its own threw", e);
    }
  }
}
