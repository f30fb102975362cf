package dev.loomray.internal.task;

import dev.loomray.internal.base.Current;
import dev.loomray.internal.task.TaskEngine.Work;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A virtual thread with the right to run work, one after the other.
 *
 * <pre>
 *             summoned                 waits
 *   IDLE ─────────────────▶ HELD ◀───────────────▶ WAITING
 *    ▲ │                    │  ▲      goes on         ▲
 *    │ │ ended     no more  │  │ work done            │ waits
 *    │ ▼           or too   │  │                      │
 *    │ GONE        many     ▼  └────── LENT ──────────┘
 *    └────────────────── FREE ◀─────────┘
 *                         HELD ──found parked by the monitor──▶ LENT
 * </pre>
 *
 * <ul>
 *   <li>HELD: it has a place, and runs or looks for work
 *   <li>WAITING: its task waits in a call of ours, and has given the place back
 *   <li>LENT: the monitor found its thread parked elsewhere, and gave the place back for it
 *   <li>FREE: it has no place, and looks whether it should take one again
 *   <li>IDLE: it rests, and may be summoned: whoever does has taken a place for it
 *   <li>GONE: it has ended
 * </ul>
 *
 * HELD is the only state with a place. Its own thread moves it, but for IDLE, from where others summon or end it, and for
 * HELD to LENT, which is the monitor's.
 */
final class Lease extends TaskPlace implements Runnable {
  enum State {
    IDLE,
    HELD,
    WAITING,
    LENT,
    FREE,
    GONE
  }

  private static final VarHandle STATE;
  private static final VarHandle TURN;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      STATE = lookup.findVarHandle(Lease.class, "state", State.class);
      TURN = lookup.findVarHandle(Lease.class, "turn", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Now and then what waits for all goes before what a lease has kept, so that nobody waits for ever. */
  private static final int TURNS_OF_ITS_OWN = 64;

  // immutable
  private final LeaseEngine engine;
  private final Current current;
  private final Nest nest;
  private final NextWork next = new NextWork();
  private final Tally tally = new Tally();

  // whoever the diagram names
  private volatile State state = State.HELD;
  // its own thread writes, any thread reads
  private volatile @Nullable Thread thread;
  // its own thread writes, any thread reads: odd while it runs work, and so twice what it has run
  // (an int would be full after some minutes)
  private volatile long turn;
  // its own thread writes, the owner reads: whether a close waits for what it runs
  private volatile boolean isAwaited = true;
  // whether it is among the idle leases: its own thread sets, whoever takes it out clears
  private volatile boolean isListed;
  // its own thread writes, whoever takes it out of its rest reads: whether it must be unparked
  private volatile boolean parks;
  // the monitor sets, its own thread clears
  private volatile boolean tired;
  // the monitor only: the turn at the last tick, and when it last looked for leases to retire
  private long seen;
  private long rested = -1;
  // its own thread: what it runs; whether that waits for its structured scopes to be closed, and
  // what it threw
  private @Nullable Work running;
  private boolean heldBack;
  private int polls;
  private @Nullable Throwable thrown;

  Lease(LeaseEngine engine) {
    this.engine = engine;
    this.current = new Current(engine.ray(), this);
    this.nest = Nest.bottom(this, engine);
  }

  /** Its thread is the one that calls. */
  void begin() {
    thread = Thread.currentThread();
  }

  @Override
  public void run() {
    begin();
    try {
      boolean more = drain();
      while (more && rest()) {
        more = drain();
      }
    } finally {
      thread = null;
      leave();
    }
  }

  private void leave() {
    giveAway();
    boolean hadPlace = STATE.getAndSet(this, State.GONE) == State.HELD;
    engine.gone();
    engine.quieter();
    if (hadPlace) { // something of ours threw
      engine.places().giveBack();
      engine.summonForWhatWaits();
    }
  }

  /** Runs what there is; false if it must end. It has no place afterwards. */
  private boolean drain() {
    engine.started();
    engine.clean();
    while (true) {
      takeBack(); // the monitor may have looked at the work before the rest
      try {
        return ScopedValue.where(Current.KEY, current).call(this::drainBound);
      } catch (Throwable e) {
        Work work = running;
        if (work == null) {
          throw e;
        }
        mend(work, e);
      }
    }
  }

  /** Structured scopes that were left open are closed now, and the work goes on to its end. */
  private void mend(Work work, Throwable e) {
    if (heldBack) {
      heldBack = false;
      thrown = null;
      work.goOn(e);
    }
    ended();
  }

  private boolean drainBound() {
    nest.begin();
    while (true) {
      Work work = nextWork();
      if (work != null) {
        takeUp(work);
        engine.run(work, this);
        if (ThreadState.hasOpenScopes(Thread.currentThread())) {
          return this.<RuntimeException>unbind();
        }
        ended();
        if (!ThreadState.isClearable()) {
          giveWay();
          return false;
        }
        takeBack();
        if (engine.places().isOvertaken() && !givesBackAndTakesAgain()) {
          return false;
        }
        breathe();
      } else if (!givesBackAndTakesAgain()) {
        return true;
      }
    }
  }

  private @Nullable Work nextWork() {
    Work work = ++polls % TURNS_OF_ITS_OWN == 0 ? null : next.take();
    if (work == null) {
      work = engine.poll();
    }
    return work == null ? next.take() : work;
  }

  /** Keeps work that its task has started; what was kept before is for others. */
  void keep(Work work) {
    Work before = next.keep(work);
    if (before != null) {
      engine.add(before);
    } else {
      engine.watch();
    }
  }

  /** The task on this thread runs this work itself. */
  void takesKept(Work work) {
    if (!next.take(work)) {
      engine.passedOver();
    }
  }

  /** What it has kept is for others now. */
  private void giveAway() {
    Work work = next.take();
    if (work != null) {
      engine.add(work);
    }
  }

  private void takeUp(Work work) {
    Thread.interrupted(); // by a stranger, while it looked for work
    running = work;
    turnOver();
    engine.begins(this);
    if (work.isCallback()) {
      isAwaited = false;
      engine.quieter();
    }
  }

  private void ended() {
    running = null;
    current.end();
    if (!isAwaited) {
      isAwaited = true;
    }
    returned();
    engine.clean();
  }

  /** Before the ref is settled: who sees that, and starts more, finds a lease that looks for work already. */
  @Override
  public void returned() {
    long now = (long) TURN.get(this);
    if (now % 2 != 0) {
      TURN.setRelease(this, now + 1);
    }
  }

  private void turnOver() {
    long now = turn;
    turn = now + 1;
  }

  /** Leaves the binding, which closes the structured scopes that are open, and says so by an exception. */
  @SuppressWarnings("unchecked") // whoever catches it asks for no type
  private <X extends Throwable> boolean unbind() throws X {
    Throwable cause = thrown;
    if (cause != null) {
      throw (X) cause;
    }
    return true;
  }

  @Override
  public @Nullable Object call(Task<?> task, Call call) throws Exception {
    if (!ThreadState.isClearable()) {
      return OwnPlace.bound(task, call);
    }
    current.begin(task, task.attempt());
    return call.open().invoke();
  }

  @Override
  public boolean holdsBack(Work work, @Nullable Throwable cause) {
    if (work != running || !ThreadState.hasOpenScopes(Thread.currentThread())) {
      return false;
    }
    heldBack = true;
    thrown = cause;
    return true;
  }

  /** The monitor has given the place away meanwhile. */
  void takeBack() {
    if (state == State.LENT && STATE.compareAndSet(this, State.LENT, State.HELD)) {
      engine.places().force();
    }
  }

  /** Gives the place back; true if it took one again, since there is work that nobody else may see. */
  private boolean givesBackAndTakesAgain() {
    free();
    if (engine.hasWork()) {
      if (engine.places().take()) {
        state = State.HELD;
        return true;
      }
      engine.watch();
    }
    return false;
  }

  private void free() {
    giveAway();
    if (STATE.getAndSet(this, State.FREE) == State.HELD) {
      engine.places().giveBack();
    }
  }

  /** It ends though there may be work: another takes its place. */
  private void giveWay() {
    free();
    engine.summonForWhatWaits();
  }

  /** Other virtual threads want to run too, and a yield does not let them. */
  void breathe() {
    if (tired) {
      tired = false;
      try {
        engine.pause(this);
      } catch (StackOverflowError e) {
        // a thread with a stack as deep as that cannot be unmounted: it goes on
      }
    }
  }

  /** Waits to be summoned; false if it must end. */
  private boolean rest() {
    state = State.IDLE;
    engine.rests(this);
    if (engine.isEnding()) {
      end();
    }
    if (!engine.spin().await(this::isSummoned)) {
      long start = engine.nanoTime();
      park();
      engine.spin().parked(engine.nanoTime() - start);
    }
    return state != State.GONE;
  }

  private boolean isSummoned() {
    return state != State.IDLE;
  }

  private void park() {
    tired = false;
    ThreadState.name(Thread.currentThread(), "");
    parks = true;
    while (state == State.IDLE) {
      LockSupport.park(this);
      Thread.interrupted();
    }
    parks = false;
  }

  /** Summons it if it rests; the caller's place becomes its own. */
  boolean wake() {
    return leaveRest(State.HELD);
  }

  /** Ends it if it rests. */
  void end() {
    leaveRest(State.GONE);
  }

  private boolean leaveRest(State next) {
    boolean won = STATE.compareAndSet(this, State.IDLE, next);
    if (won && parks) {
      LockSupport.unpark(thread);
    }
    return won;
  }

  @Override
  public @Nullable Thread thread() {
    return thread;
  }

  State state() {
    return state;
  }

  /** Odd while it runs work. */
  long turn() {
    return turn;
  }

  boolean isGone() {
    return state == State.GONE;
  }

  /** Whether a close need not wait for it. */
  boolean isQuiet() {
    return isGone() || state == State.IDLE || (!isAwaited && !keeps());
  }

  /** Whether it will see work that is added now before it rests, or tell others of it. */
  boolean isLooking() {
    return turn % 2 == 0 && state == State.HELD;
  }

  boolean isListed() {
    return isListed;
  }

  void listed(boolean listed) {
    isListed = listed;
  }

  boolean isAtWork() {
    return state == State.HELD;
  }

  /** Whether it has kept work. */
  boolean keeps() {
    return !next.isEmpty();
  }

  boolean isOf(LeaseEngine other) {
    return engine == other;
  }

  boolean isOn(Thread current) {
    return thread == current;
  }

  boolean isLent() {
    return state == State.LENT;
  }

  /**
   * For the monitor: gives the place away if its thread has been parked in one piece of work since the last look. If it has run
   * since then, it is to let others run between two tasks.
   */
  void look() {
    long now = turn;
    boolean same = now % 2 != 0 && now == seen;
    seen = now;
    if (same) {
      giveAway();
    }
    if (!same || !isParked()) {
      tired = state == State.HELD;
    } else if (STATE.compareAndSet(this, State.HELD, State.LENT)) {
      tally.countLent();
      engine.places().giveBack();
    }
  }

  /** For the owner: ends it, if it may, if it has run nothing since the last time; true if it did. */
  boolean retires(boolean mayEnd) {
    long now = turn;
    boolean same = now == rested;
    rested = now;
    return same && mayEnd && leaveRest(State.GONE);
  }

  private boolean isParked() {
    Thread of = thread;
    return of != null
        && switch (of.getState()) {
          case WAITING, TIMED_WAITING, BLOCKED -> true;
          default -> false;
        };
  }

  @Override
  public void waits() {
    giveAway();
    if (STATE.getAndSet(this, State.WAITING) == State.HELD) {
      tally.countHandedOver();
      engine.places().giveBack();
      engine.summonForWhatWaits();
    }
  }

  @Override
  public void goesOn() {
    state = State.HELD;
    engine.places().force();
  }

  @Override
  Nest nest() {
    return nest;
  }

  /** A task runs on the thread of the one that waits for it. */
  void inlined() {
    tally.countInlined();
  }

  /** What it has done so far. */
  LeaseCounters counters() {
    return tally.counters(turn / 2, isGone());
  }
}
