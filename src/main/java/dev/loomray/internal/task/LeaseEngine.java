package dev.loomray.internal.task;

import dev.loomray.Ray;
import dev.loomray.internal.base.Environment;
import dev.loomray.internal.base.Signal;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A few virtual threads, the leases, that each run ready work one after the other. There are as many at work as there are
 * processors; while a task waits another lease has its place.
 *
 * <p>Whoever adds work takes a place for a lease if one is free, and has it woken or made; a lease that finds no work
 * gives its place back and looks once more. Both accesses are atomic, so one of the two sees the other. {@link Books} says
 * what holds between its numbers.
 *
 * <p>A daemon thread, the <i>owner</i>, makes the leases, since only the thread that opened a scope may fork in it. It
 * runs the timers, and while work waits it is the monitor: each millisecond it looks for leases whose thread is parked
 * elsewhere than in a call of ours, and starts as many more as it found, so that ten thousand sleepers soon all sleep.
 */
final class LeaseEngine implements TaskEngine {
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  // immutable
  private final Ray ray;
  private final String name;
  private final Environment env;
  private final Timers timers;
  private final Forks.Opener opener;
  private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();
  private final Signal terminated = new Signal();
  private final Places places;
  private final int inlineDepth;
  private final IdleLeases idle = new IdleLeases();

  // any thread
  private final Queue<Work> ready = new ConcurrentLinkedQueue<>();
  private final Queue<Work> alone = new ConcurrentLinkedQueue<>();
  // threads that run work alone
  private final AtomicInteger lonely = new AtomicInteger();
  private final AtomicInteger alive = new AtomicInteger();
  // leases that were summoned and do not run yet
  private final AtomicInteger starting = new AtomicInteger();
  // leases that the owner must make; a place is taken for each
  private final AtomicInteger wanted = new AtomicInteger();
  private final ReentrantLock late = new ReentrantLock();
  private volatile boolean shutdown;
  // work waits and no place is free: the owner watches
  private volatile boolean watching;

  // written by the owner
  private volatile boolean asleep;
  private volatile boolean ending;
  private volatile boolean ended;
  // the owner only
  private long lastTick;
  // the owner writes, any thread reads
  private final Roll roll = new Roll();

  // written once, before any work
  private volatile @Nullable Thread owner;

  LeaseEngine(Ray ray, String name, Environment env, Timers timers, int inlineDepth) {
    this.inlineDepth = inlineDepth;
    this.ray = ray;
    this.name = name;
    this.env = env;
    this.timers = timers;
    this.opener = Forks.opener();
    this.places = new Places(env.threads().processors());
  }

  @Override
  public void open() {
    timers.onEarlier(this::wake);
    lastTick = env.clock().nanoTime();
    owner = env.threads().startDaemon(name + "-owner", this::own);
  }

  @Override
  public void start(Work work) {
    boolean wantsItsOwnThread = work.wantsItsOwnThread();
    (wantsItsOwnThread ? alone : ready).add(work);
    if (ended) {
      runLate();
    } else if (wantsItsOwnThread) {
      wake();
    } else {
      summon();
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
    return "%d leases, %d of %d at work, %s"
        .formatted(alive.get(), places.taken(), places.limit(), counters());
  }

  /** What its leases have done so far. */
  LeaseCounters counters() {
    return roll.counters();
  }

  /** How its places stand. */
  Books books() {
    return new Books(
        places.limit(),
        places.taken(),
        wanted.get(),
        starting.get(),
        ready.size(),
        watching,
        ending);
  }

  Roll roll() {
    return roll;
  }

  @Override
  public boolean isTerminated() {
    return ended;
  }

  @Override
  public Signal terminated() {
    return terminated;
  }

  /** Has somebody run the work that waits. */
  void summon() {
    if (places.take()) {
      launch();
    } else if (!watching) {
      watching = true;
      wake();
    }
  }

  /** Somebody has given a place back: has others run what waits, if anything does. */
  void summonForWhatWaits() {
    if (hasWork()) {
      summon();
    }
  }

  /** Gives a place that was taken to a lease. */
  private void launch() {
    starting.incrementAndGet();
    if (!idle.wakeOne()) {
      wanted.incrementAndGet();
      wake();
    }
  }

  Places places() {
    return places;
  }

  IdleLeases idle() {
    return idle;
  }

  @Nullable Work poll() {
    return ready.poll();
  }

  boolean hasWork() {
    return !ready.isEmpty();
  }

  boolean isEnding() {
    return ending;
  }

  boolean mayRetire() {
    return alive.get() > places.limit();
  }

  /** Parks; false if the time is over. */
  boolean parkNanos(Object blocker, long nanos) {
    long start = env.clock().nanoTime();
    env.clock().parkNanos(blocker, nanos);
    return env.clock().nanoTime() - start < nanos;
  }

  /** A lease that was summoned runs. */
  void started() {
    starting.decrementAndGet();
  }

  /** A lease has ended. */
  void gone() {
    alive.decrementAndGet();
  }

  /** Makes the current thread fit to run work. */
  void clean() {
    ThreadState.clear(Thread.currentThread(), loader);
  }

  void run(Work work, Place place) {
    try {
      work.run(place);
    } catch (Throwable e) {
      env.reports().bug("work of " + name + " threw", e);
    }
  }

  private void runAlone(Work work) {
    clean();
    try {
      run(work, OwnPlace.OWN);
    } finally {
      lonely.decrementAndGet();
      quieter();
    }
  }

  Ray ray() {
    return ray;
  }

  /** How many tasks may run on top of each other on one thread. */
  int inlineDepth() {
    return inlineDepth;
  }

  boolean prefersToRun() {
    return env.idle().prefersToRun();
  }

  /** The class loader that a task finds on its thread. */
  @Nullable ClassLoader loader() {
    return loader;
  }

  /** Something has come to rest: the owner may wait for that. */
  void quieter() {
    if (shutdown) {
      wake();
    }
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

  /** Whether nothing is left to run: work that is added runs on a lease, or makes one wanted. */
  private boolean mayEnd() {
    return shutdown && nothingWaits() && lonely.get() == 0 && roll.isQuiet() && nothingWaits();
  }

  private boolean nothingWaits() {
    return ready.isEmpty() && alone.isEmpty() && wanted.get() == 0;
  }

  private void end() {
    ending = true;
    idle.endAll();
    for (int unmade = wanted.getAndSet(0); unmade > 0; unmade--) {
      starting.decrementAndGet();
      places.giveBack(); // the work that it was taken for has been done by others
    }
    ended = true;
    terminated.all();
    runLate();
  }

  /** Runs what was started when the owner had ended already: at most what follows from a close. */
  private void runLate() {
    late.lock();
    try {
      for (Work work = nextLate(); work != null; work = nextLate()) {
        Work one = work;
        lonely.incrementAndGet();
        env.threads().startDaemon(name + "-late", () -> runAlone(one));
      }
    } finally {
      late.unlock();
    }
  }

  private @Nullable Work nextLate() {
    Work work = ready.poll();
    return work == null ? alone.poll() : work;
  }

  /** One round of the owner; out of memory, it goes on with the next. */
  private void turn(Forks forks) {
    try {
      timers.runDue();
      forkLeases(forks);
      forkAlone(forks);
      if (watching) {
        tick();
      }
      sleep();
    } catch (Throwable e) {
      env.clock().parkNanos(this, TICK_NANOS);
    }
  }

  private void forkLeases(Forks forks) {
    while (wanted.get() > 0) {
      wanted.decrementAndGet();
      if (!idle.wakeOne() && !forkLease(forks)) {
        return;
      }
    }
  }

  /** Makes a lease for a place that was taken; without a thread for it, the place is given back. */
  private boolean forkLease(Forks forks) {
    Lease lease = null;
    alive.incrementAndGet();
    try {
      lease = new Lease(this);
      roll.add(lease);
      forks.fork(lease);
      return true;
    } catch (Throwable e) { // no memory for a thread, or a thread factory that throws
      roll.remove(lease);
      gone();
      starting.decrementAndGet();
      places.giveBack();
      watching = true; // the next tick tries again
      if (places.taken() == 0) { // nobody else will run it soon
        refuse(ready, e);
      }
      return false;
    }
  }

  private void forkAlone(Forks forks) {
    for (Work work = alone.peek(); work != null; work = alone.peek()) {
      Work one = work;
      lonely.incrementAndGet();
      try {
        forks.fork(() -> runAlone(one));
        alone.remove();
      } catch (Throwable e) {
        lonely.decrementAndGet();
        refuse(alone, e);
        return;
      }
    }
  }

  /** Tells work for which no thread could be had; it stays if it must be tried again. */
  private void refuse(Queue<Work> queue, Throwable reason) {
    Work work = queue.peek();
    if (work != null && work.refused(reason)) {
      queue.remove(work);
    }
  }

  /** Looks for leases that are parked elsewhere, and starts as many more while work waits. */
  private void tick() {
    long now = env.clock().nanoTime();
    if (now - lastTick < TICK_NANOS) {
      return;
    }
    lastTick = now;
    watching = false;
    roll.sweep();
    if (ready.isEmpty()) {
      return; // whoever adds work from now on sees that nobody watches
    }
    watching = true;
    long parked = roll.look();
    long more = ready.stream().limit(parked).count() - starting.get();
    for (long i = 0; i < more; i++) {
      places.force();
      launch();
    }
    for (int i = 0; i < places.limit() && places.take(); i++) {
      launch();
    }
  }

  private void sleep() {
    asleep = true;
    long nanos = timers.nanosToNext();
    if (watching) {
      nanos = Math.min(nanos, Math.max(1, TICK_NANOS - (env.clock().nanoTime() - lastTick)));
    }
    if (wanted.get() == 0 && alone.isEmpty() && !mayEnd() && nanos > 0) {
      if (nanos == Long.MAX_VALUE) {
        LockSupport.park(this);
      } else {
        env.clock().parkNanos(this, nanos);
      }
    }
    asleep = false;
    Thread.interrupted();
  }
}
