package dev.loomray.simulation.schedule;

import java.lang.Thread.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs virtual threads on one carrier, in virtual time, in an order that its seed decides.
 *
 * <p>A thread runs until it parks, ends, or reaches a {@linkplain Points#point() point}; then the seed picks the next of
 * those that can run. When none can, time moves to the next alarm. When there is none either, the run is over: well if
 * the main thread has ended, else it hangs, and the failure shows where.
 *
 * <p>Everything here is touched by the carrier or by a thread that it runs, one at a time; only a thread from outside may
 * call {@link #execute} at any moment, which fails the run: it means that something waited in real time. A monitor of the JDK
 * that a thread from outside holds, as that of its Cleaner, is no such thing: who meets one goes on in the same step.
 */
public final class Schedule implements Executor {
  private static final long NANOS_A_STEP = 50;
  // a program takes some thousands
  private static final int MOST_STEPS = 250_000;
  // a slow machine, not a dead one
  private static final long HURRY_NANOS = 50_000_000;
  // in real time, for who holds a monitor outside
  private static final long PATIENCE_NANOS = 20_000_000_000L;

  private final long seed;
  private final Random random;
  private final Temper temper;
  private final SimulatedThreads threads = new SimulatedThreads(this);
  private final Thread carrier = Thread.currentThread();
  private final Map<Runnable, SimulatedThread> continuations = new IdentityHashMap<>();
  private final List<SimulatedThread> ready = new ArrayList<>();
  private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();
  private final long start;
  private final List<Runnable> looks = new ArrayList<>();
  private final List<Runnable> stepLooks = new ArrayList<>();
  private final Moves moves = new Moves();
  private final Map<String, String> told = new TreeMap<>();
  private int[] trace = new int[1024];
  private int steps;
  private int choices;
  private long now;
  private long alarmsSet;
  private SimulatedThread running;
  private Throwable failure;
  // a thread from outside
  private volatile Runnable wokenFromOutside;

  /** A schedule whose carrier is the current thread. */
  public Schedule(long seed) {
    this.seed = seed;
    this.random = new Dice(seed);
    this.temper = Temper.drawn(random);
    // some runs see the nanoseconds overflow
    this.start = random.nextBoolean() ? random.nextLong(1L << 40) : Long.MAX_VALUE - 1_000_000_000;
    this.now = start;
  }

  /** A source of random choices that belongs to the seed. */
  public Random fork() {
    return new Random(random.nextLong());
  }

  /** Runs a program as the main thread, and everything that it starts, to the end. */
  public void run(Runnable main) {
    Thread thread = start(main);
    while (failure == null && step()) {
      // until nothing is left to run
    }
    Thread.interrupted(); // a thread that was interrupted leaves the flag with its carrier
    if (failure == null && thread.isAlive()) {
      fail(new AssertionError("nothing can go on:" + threads.stacks()));
    }
    if (failure == null && threads.alive() > 0) {
      fail(new AssertionError("threads are left behind:" + threads.stacks()));
    }
    if (failure == null) {
      look(looks);
    }
    if (failure != null) {
      throw new AssertionError("seed=" + seed + " fails: " + failure.getMessage(), failure);
    }
  }

  private void look(List<Runnable> lookers) {
    try {
      lookers.forEach(Runnable::run);
    } catch (AssertionError e) {
      fail(e);
    }
  }

  /** Has something looked at when all threads have ended; what it throws fails the run. */
  public void atEnd(Runnable look) {
    looks.add(look);
  }

  /** Has something looked at after each step, while no thread runs; what it throws fails the run. */
  public void atEachStep(Runnable look) {
    stepLooks.add(look);
  }

  /** Which threads are in the middle of what is watched. */
  public Moves moves() {
    return moves;
  }

  /** The program tells something that a test wants to know of the run. */
  public void tell(String what, String how) {
    told.put(what, how);
  }

  /** Starts a thread from outside any scope; all that it forks belongs to this schedule too. */
  public Thread start(Runnable body) {
    ScopedValue.Carrier bound = ScopedValue.where(Points.SCHEDULE, this);
    Thread thread = threads.newThread(() -> bound.run(body));
    thread.start();
    return thread;
  }

  /** Makes threads that this schedule runs. */
  public ThreadFactory threads() {
    return threads;
  }

  /** The virtual time. */
  public long nanoTime() {
    return now;
  }

  /** The virtual time since the start. */
  public long elapsed() {
    return now - start;
  }

  /** Lets time jump, as after a suspend. */
  public void jump(long nanos) {
    now += nanos;
  }

  /** Parks the current thread for a virtual time. */
  public void parkNanos(Object blocker, long nanos) {
    point();
    if (nanos > 0) {
      long at = now + Math.min(nanos, Long.MAX_VALUE / 2);
      Alarm alarm = new Alarm(at, alarmsSet++, Thread.currentThread());
      alarms.add(alarm);
      LockSupport.park(blocker);
      alarms.remove(alarm);
    }
  }

  /** Another thread may run here. */
  public void point() {
    if (running == null || Thread.currentThread() != running.thread()) {
      realTime(Thread.currentThread().getStackTrace());
      return;
    }
    if (Temper.happens(temper.spuriousOneIn(), random)) {
      LockSupport.unpark(Thread.currentThread());
    }
    if (Temper.happens(temper.yieldOneIn(), random)) {
      Thread.yield();
    }
  }

  void begins(String method) {
    moves.begins(running.id(), method);
  }

  void ends(String method) {
    moves.ends(running.id(), method);
  }

  /** Ends the run as failed; the first failure counts. */
  public void fail(Throwable cause) {
    if (failure == null) {
      failure = cause;
    }
  }

  void realTime(StackTraceElement[] stack) {
    AssertionError error = new AssertionError("real time used; use ray.clock() and ray.sleep()");
    error.setStackTrace(stack);
    fail(error);
  }

  void add(SimulatedThread thread) {
    continuations.put(thread.continuation(), thread);
  }

  boolean drawsLaggard() {
    return Temper.happens(temper.laggardOneIn(), random);
  }

  /** Called by the JDK when a virtual thread of this schedule can run. */
  @Override
  public void execute(Runnable continuation) {
    Thread caller = Thread.currentThread();
    if (caller == carrier || (running != null && caller == running.thread())) {
      ready.add(continuations.get(continuation));
    } else {
      wokenFromOutside = continuation;
    }
  }

  private boolean step() {
    SimulatedThread woken = continuations.get(wokenFromOutside);
    if (woken != null) {
      realTime(woken.thread().getStackTrace());
      return false;
    }
    if (steps >= MOST_STEPS) {
      fail(new AssertionError("no end after " + steps + " steps:" + threads.stacks()));
      return false;
    }
    if (ready.isEmpty() || hurries()) {
      return ring();
    }
    SimulatedThread next = ready.remove(pick());
    record(next.id());
    now += NANOS_A_STEP;
    running = next;
    next.continuation().run();
    while (threads.isAtMonitor(next) && isLetIn(next)) {
      next.continuation().run();
    }
    running = null;
    look(stepLooks);
    if (!next.thread().isAlive()) {
      continuations.remove(next.continuation());
      threads.ended(next);
    }
    return true;
  }

  /** Waits until a thread may have the monitor that it has met; false if nobody gives it back. */
  private boolean isLetIn(SimulatedThread thread) {
    if (ready.remove(thread)) {
      return true; // it was free again before the thread had gone to wait
    }
    long begin = System.nanoTime();
    while (wokenFromOutside != thread.continuation()) {
      if (System.nanoTime() - begin > PATIENCE_NANOS) {
        realTime(thread.thread().getStackTrace());
        return false;
      }
      Thread.yield();
    }
    wokenFromOutside = null;
    return true;
  }

  /** Whether an alarm rings although threads could run, as on a slow machine. */
  private boolean hurries() {
    Alarm next = alarms.peek();
    return next != null
        && next.at() - now < HURRY_NANOS
        && Temper.happens(temper.hurryOneIn(), random);
  }

  /** Moves time to the next alarm; false if there is none. */
  private boolean ring() {
    SimulatedThread late = threads.in(State.TIMED_WAITING);
    if (late != null) {
      realTime(late.thread().getStackTrace());
      return false;
    }
    Alarm alarm = alarms.poll();
    if (alarm == null) {
      return false;
    }
    now += Math.max(0, alarm.at() - now);
    LockSupport.unpark(alarm.thread());
    return true;
  }

  private int pick() {
    if (ready.size() == 1) {
      return 0;
    }
    choices++;
    int chosen = random.nextInt(ready.size());
    if (temper.laggardOneIn() > 0 && !Temper.happens(32, random)) {
      for (int i = 0; i < ready.size() && ready.get(chosen).isLaggard(); i++) {
        chosen = (chosen + 1) % ready.size();
      }
    }
    return chosen;
  }

  private void record(int id) {
    if (steps == trace.length) {
      trace = Arrays.copyOf(trace, 2 * steps);
    }
    trace[steps++] = id;
  }

  /** Which thread ran at each step, and what was told. */
  public Trace trace() {
    return new Trace(Arrays.copyOf(trace, steps), choices, elapsed(), Map.copyOf(told));
  }
}
