package dev.loomray.internal.task;

import dev.loomray.Ray;
import dev.loomray.internal.base.Current;
import dev.loomray.internal.base.Environment;
import dev.loomray.internal.base.Signal;
import dev.loomray.internal.base.StackSafeLock;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
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
 * <p>A daemon thread, the {@link LeaseOwner}, makes the leases, and watches over work that waits.
 */
final class LeaseEngine implements TaskEngine {
  private static final int FEW = 1024;

  /**
   * A thread can park with some two thousand interpreted frames, and many more that are compiled. So few tasks run on top of each
   * other until so many have, and what they run is compiled.
   */
  private static final int FEW_DEEP = 4;

  private static final int PRACTICE = 1_000;

  // immutable
  private final Ray ray;
  private final String name;
  private final Environment env;
  private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();
  private final Signal terminated = new Signal();
  private final Places places;
  private final int inlineDepth;
  private final IdleLeases idle = new IdleLeases();
  private final Spin spin;
  private final Roll roll = new Roll();
  private final LeaseOwner owner;

  // any thread
  private final Queue<Work> ready = new ChunkedQueue<>();
  private final Queue<Work> alone = new ConcurrentLinkedQueue<>();
  // threads that run work alone
  private final AtomicInteger lonely = new AtomicInteger();
  private final AtomicInteger alive = new AtomicInteger();
  // leases that were summoned and do not run yet
  private final AtomicInteger starting = new AtomicInteger();
  private final ReentrantLock late = new StackSafeLock();
  private volatile boolean shutdown;
  // work waits that nobody was woken for: the owner watches
  private volatile boolean watching;
  // a lease that is at work, likely; and the one that has rested last
  private volatile @Nullable Lease hint;
  private volatile @Nullable Lease rested;
  // how many in the queue were run by others since it was swept, and when it is swept again
  private final AtomicInteger passedOver = new AtomicInteger();
  private volatile int sweepAt = FEW;
  // how many tasks have run on top of others, at first
  private final AtomicInteger practice = new AtomicInteger();

  // written by the owner
  private volatile boolean ending;
  private volatile boolean ended;

  LeaseEngine(Ray ray, String name, Environment env, Timers timers, int inlineDepth) {
    this.inlineDepth = inlineDepth;
    this.ray = ray;
    this.name = name;
    this.env = env;
    this.places = new Places(env.threads().processors());
    this.spin = Spin.ofVirtualThread(env);
    this.owner = new LeaseOwner(this, name, env, timers);
  }

  @Override
  public void open() {
    owner.open();
  }

  @Override
  public void start(Work work) {
    boolean wantsItsOwnThread = work.wantsItsOwnThread();
    Lease here = wantsItsOwnThread || !work.isTask() ? null : here();
    if (here != null) {
      here.keep(work);
      return;
    }
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
    owner.wake();
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
        owner.wanted(),
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

  /** The lease that runs a task on this thread; null for none. */
  private @Nullable Lease here() {
    return Current.KEY.isBound()
            && Current.KEY.get().host() instanceof Lease lease
            && lease.isOf(this)
            && lease.isOn(Thread.currentThread())
        ? lease
        : null;
  }

  /** Adds work that a lease has kept, for whoever has time; without memory for that, it is told. */
  void add(Work work) {
    try {
      ready.add(work);
    } catch (Throwable e) {
      if (work.refused(e)) {
        return;
      }
      throw e;
    }
    summon();
  }

  /** Has somebody run the work that waits. */
  void summon() {
    if (places.areTaken()) {
      watch();
    } else if (!someoneLooks()) {
      launchOrWatch();
    }
  }

  private void launchOrWatch() {
    if (places.take()) {
      launch();
    } else {
      watch();
    }
  }

  /** Whether a lease looks for work already: it has others run what it does not. */
  private boolean someoneLooks() {
    Lease likely = hint;
    return likely != null && likely.isLooking();
  }

  /** Has the monitor look. */
  void watch() {
    if (!watching) {
      watching = true;
      wake();
    }
  }

  /** A lease has found work: others must see to what is left, if they were told that it would. */
  void begins(Lease lease) {
    Lease likely = hint;
    if (likely != lease && (likely == null || !likely.isAtWork())) {
      hint = lease;
    }
    summonForWhatWaits();
  }

  /** A lease is about to rest, and may look for a moment whether it is summoned. */
  void rests(Lease lease) {
    rested = lease;
    idle.push(lease);
    quieter();
  }

  /** A task that waits in the queue of all was run by the one that waits for it; its place in the queue is swept now and then. */
  void passedOver() {
    if (passedOver.incrementAndGet() >= sweepAt) {
      passedOver.set(0);
      ready.removeIf(Work::isOver);
      sweepAt = Math.max(FEW, ready.size());
    }
  }

  /** Somebody has given a place back: has others run what waits, if anything does. */
  void summonForWhatWaits() {
    if (hasWork()) {
      summon();
    }
  }

  /** Gives a place that was taken to a lease. */
  void launch() {
    starting.incrementAndGet();
    Lease last = rested;
    if ((last == null || !last.wake()) && !idle.wakeOne()) {
      owner.want();
      if (ended) { // the work was done by others, before it was said that there is some
        giveUnmadeBack();
      }
    }
  }

  /** Who wants a lease looks afterwards whether the owner has ended, which looks for those that want one afterwards. */
  private void giveUnmadeBack() {
    for (int unmade = owner.unmade(); unmade > 0; unmade--) {
      starting.decrementAndGet();
      places.giveBack(); // the work that it was taken for has been done by others
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

  boolean hasAlone() {
    return !alone.isEmpty();
  }

  boolean isEnding() {
    return ending;
  }

  /** Other virtual threads have the carrier for a moment. */
  void pause(Object blocker) {
    env.clock().parkNanos(blocker, 1);
  }

  /** A lease that was summoned runs. */
  void started() {
    starting.decrementAndGet();
  }

  /** A lease is about to be made. */
  void comes() {
    alive.incrementAndGet();
  }

  /** No thread could be had for a lease that a place was taken for. */
  void failed(Throwable reason) {
    gone();
    starting.decrementAndGet();
    places.giveBack();
    watching = true; // the next tick tries again
    if (places.taken() == 0) { // nobody else will run it soon
      refuse(ready, reason);
    }
  }

  boolean isCrowded() {
    return alive.get() > places.limit();
  }

  boolean isWatching() {
    return watching;
  }

  /** The monitor looks now: who adds work from now on must tell it. */
  void looks() {
    watching = false;
  }

  /** Has leases run what waits: as many as there are places, and one more for each that was found parked. */
  void grow(long parked) {
    long more = ready.stream().limit(parked).count() - starting.get();
    for (long i = 0; i < more; i++) {
      places.force();
      launch();
    }
    for (int i = 0; i < places.limit() && hasWork() && places.take(); i++) {
      launch();
    }
  }

  /** A lease has ended. */
  void gone() {
    alive.decrementAndGet();
  }

  /** Makes the current thread fit to run work. */
  void clean() {
    ThreadState.clear(Thread.currentThread(), loader);
  }

  void run(Work work, TaskPlace place) {
    try {
      work.run(place);
    } catch (Throwable e) {
      env.reports().bug("work of " + name + " threw", e);
    }
  }

  private void runAlone(Work work) {
    clean();
    try {
      run(work, new OwnPlace());
    } finally {
      lonely.decrementAndGet();
      quieter();
    }
  }

  Ray ray() {
    return ray;
  }

  /** How many tasks may run on top of each other on one thread: fewer at first. */
  int inlineDepth() {
    return practice.get() < PRACTICE ? Math.min(FEW_DEEP, inlineDepth) : inlineDepth;
  }

  /** A task has run on top of another. */
  void practises() {
    if (practice.get() < PRACTICE) {
      practice.incrementAndGet();
    }
  }

  /** What a lease does before it parks. */
  Spin spin() {
    return spin;
  }

  long nanoTime() {
    return env.clock().nanoTime();
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

  /** Whether nothing is left to run: work that is added runs on a lease, or makes one wanted. */
  boolean mayEnd() {
    return shutdown && nothingWaits() && lonely.get() == 0 && roll.isQuiet() && nothingWaits();
  }

  private boolean nothingWaits() {
    return ready.isEmpty() && alone.isEmpty() && owner.wanted() == 0;
  }

  void end() {
    ending = true;
    idle.endAll();
    ended = true;
    giveUnmadeBack();
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

  /** Makes a thread for each piece of work that wants its own. */
  void forkAlone(Forks forks) {
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
}
