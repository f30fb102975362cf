package dev.loomray.internal.task;

import dev.loomray.internal.base.Environment;
import dev.loomray.internal.base.Signal;
import dev.loomray.internal.base.StackSafeLock;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * One virtual thread per task, forked in the Ray's root scope: the simple engine, and the oracle of any faster one.
 *
 * <p>Only the thread that opened a scope may fork in it, so a daemon thread, the <i>owner</i>, opens it, takes work from a
 * queue and forks; it runs the timers too. It sleeps when there is nothing to do:
 *
 * <pre>
 *   submitter: offer, then read asleep ── true ──▶ unpark
 *   owner:     asleep = true, then look at queue, timers and shutdown ── something ──▶ go on, else park
 * </pre>
 *
 * Both accesses are volatile, so one of the two sees the other.
 */
final class ReferenceEngine implements TaskEngine {
  private static final int CHUNK = 1024;

  /** A thread that waits for its turn costs three times what queued work does. */
  private static final int MOST_UNSTARTED = 4096;

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  // immutable
  private final Environment env;
  private final Timers timers;
  private final Forks.Opener opener;
  private final String name;
  private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();
  private final Signal terminated = new Signal();

  // whoever polls the queue when the owner has ended
  private final ReentrantLock late = new StackSafeLock();

  // any thread
  private final Queue<Work> queue = new MpscUnboundedVarHandleArrayQueue<>(CHUNK);
  private final AtomicInteger unfinished = new AtomicInteger();
  private final AtomicInteger unstarted = new AtomicInteger();
  private volatile boolean shutdown;

  // written by the owner
  private volatile boolean asleep;
  private volatile boolean ended;

  // the owner only: work that was taken from the queue and is not forked yet; whether to wait with
  // it
  private @Nullable Work stalled;
  private boolean full;

  // written once, before any work
  private volatile @Nullable Thread owner;

  ReferenceEngine(String name, Environment env, Timers timers) {
    this.name = name;
    this.env = env;
    this.timers = timers;
    this.opener = Forks.opener();
  }

  @Override
  public void open() {
    timers.onEarlier(this::wake);
    owner = env.threads().startDaemon(name + "-owner", this::own);
  }

  @Override
  public void start(Work work) {
    unfinished.incrementAndGet();
    try {
      queue.add(work);
    } catch (Throwable e) {
      finished();
      throw e;
    }
    if (ended) {
      runLate();
    } else {
      wake();
    }
  }

  @Override
  public void background(Runnable action) {
    start(new Background(action, false));
  }

  @Override
  public void callback(Runnable action) {
    start(new Background(action, true));
  }

  @Override
  public void wake() {
    if (asleep) {
      LockSupport.unpark(owner);
    }
  }

  @Override
  public void shutdown() {
    shutdown = true;
    wake();
  }

  @Override
  public String describe() {
    return "a thread for each task";
  }

  @Override
  public boolean isTerminated() {
    return ended;
  }

  @Override
  public Signal terminated() {
    return terminated;
  }

  private void own() {
    try {
      Forks forks = opener.open(name, env.threads().virtual());
      while (!mayEnd()) {
        turn(forks);
      }
      end();
      forks.joinAndClose();
    } catch (Throwable e) {
      env.reports().bug("the owner thread of " + name + " ended", e);
    } finally {
      end();
    }
  }

  private boolean mayEnd() {
    return shutdown && unfinished.get() == 0;
  }

  /** One round of the owner; out of memory, it goes on with the next. */
  private void turn(Forks forks) {
    try {
      timers.runDue();
      if (!forkAll(forks)) {
        sleep();
      }
    } catch (Throwable e) {
      env.clock().parkNanos(this, PAUSE_NANOS);
    }
  }

  private void end() {
    ended = true;
    terminated.all();
    runLate();
  }

  /** Runs what was started when the owner had ended already: at most what follows from a close. */
  private void runLate() {
    late.lock();
    try {
      for (Work work = queue.poll(); work != null; work = queue.poll()) {
        Work one = work;
        env.threads().startDaemon(name + "-late", () -> run(one));
      }
    } finally {
      late.unlock();
    }
  }

  /** Forks what waits, but not for longer than a chunk, since timers wait too; false if nothing does. */
  private boolean forkAll(Forks forks) {
    for (int forked = 0; forked < CHUNK; forked++) {
      if (isFull()) {
        return false;
      }
      if (stalled == null) {
        stalled = queue.poll();
      }
      Work work = stalled;
      if (work == null) {
        return forked > 0;
      }
      if (!fork(forks, work)) {
        env.clock().parkNanos(this, PAUSE_NANOS);
        return true;
      }
      stalled = null;
    }
    return true;
  }

  /** Forks, or tells the work that it cannot be; false if it must be tried again. */
  private boolean fork(Forks forks, Work work) {
    unstarted.incrementAndGet();
    try {
      forks.fork(() -> started(work));
      return true;
    } catch (Throwable e) { // no memory for a thread, or a thread factory that throws
      unstarted.decrementAndGet();
      if (!refused(work, e)) {
        return false;
      }
      finished();
      return true;
    }
  }

  private static boolean refused(Work work, Throwable reason) {
    try {
      return work.refused(reason);
    } catch (Throwable e) { // no memory for the failure: again, when there is some
      return false;
    }
  }

  private void started(Work work) {
    if (unstarted.decrementAndGet() == MOST_UNSTARTED / 2) {
      wake();
    }
    run(work);
  }

  private void run(Work work) {
    Thread.currentThread().setContextClassLoader(loader);
    if (work.isCallback()) {
      finished(); // nobody waits for it
    }
    try {
      work.run(new OwnPlace());
    } catch (Throwable e) {
      env.reports().bug("work of " + name + " threw", e);
    } finally {
      if (!work.isCallback()) {
        finished();
      }
    }
  }

  private void finished() {
    if (unfinished.decrementAndGet() == 0 && shutdown) {
      wake();
    }
  }

  private void sleep() {
    asleep = true;
    long nanos = timers.nanosToNext();
    if (hasNothingToFork() && !mayEnd() && nanos > 0) {
      if (nanos == Long.MAX_VALUE) {
        LockSupport.park(this);
      } else {
        env.clock().parkNanos(this, nanos);
      }
    }
    asleep = false;
    Thread.interrupted(); // nobody has a reason to interrupt this thread; a stray one must not make
    // it spin
  }

  /** Whether enough threads wait for their turn: from the most until half of them have started. */
  private boolean isFull() {
    full = unstarted.get() > (full ? MOST_UNSTARTED / 2 : MOST_UNSTARTED - 1);
    return full;
  }

  private boolean hasNothingToFork() {
    return isFull() || (stalled == null && queue.isEmpty());
  }
}
