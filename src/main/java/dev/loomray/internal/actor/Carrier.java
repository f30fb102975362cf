package dev.loomray.internal.actor;

import dev.loomray.internal.task.ThreadState;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A platform thread that serves a slot: runs the actors that are ready there, then those of other slots, looks for a moment,
 * and parks. One whose actor blocks gives the slot to another first, and afterwards takes an idle slot or parks.
 */
final class Carrier extends Batch implements Runnable {
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Carriers carriers;

  // set before it starts
  private volatile @Nullable Thread thread;
  // whoever gives it a slot, and it itself; not the monitor, which changes the slot's owner alone
  private volatile @Nullable Slot slot;
  // its own thread: from when it has taken a slot over until it rests
  private volatile boolean serving;
  // its own thread, and while it rests whoever gives it a slot: whether it looks for others too
  private boolean spinner;
  private @Nullable Inbox running;
  private boolean blocked;
  private boolean blocking;

  /**
   * A carrier.
   *
   * @param first the slot that it serves
   * @param looks whether it looks for others too, until it finds something
   */
  Carrier(Carriers carriers, Slot first, boolean looks) {
    super(carriers.owner());
    this.carriers = carriers;
    this.spinner = looks;
    this.slot = first;
  }

  boolean isOf(Carriers other) {
    return carriers == other;
  }

  @Override
  public @Nullable Thread thread() {
    return thread;
  }

  /** The slot that it serves, if it still does. */
  @Nullable Slot slot() {
    Slot mine = slot;
    return mine != null && mine.owner() == this ? mine : null;
  }

  /**
   * Whether it has begun to serve. One that was given a slot in the middle of another's turn, and has no processor yet, still
   * stands where it rested, and is not blocked in that turn.
   */
  boolean isServing() {
    return serving;
  }

  /** Gives it a slot while it rests; the slot's owner has been set. */
  void give(Slot to, boolean looks) {
    spinner = looks; // before the slot, which it reads first
    slot = to;
    LockSupport.unpark(thread);
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    try {
      do {
        serve();
      } while (rest());
    } finally {
      carriers.ended();
    }
  }

  private void serve() {
    Slot first = slot();
    if (first != null) {
      first.turnEnds(); // whoever had it may have lost it in a turn
    }
    serving = true;
    for (Slot mine = first; mine != null; mine = slot()) {
      Inbox inbox = find(mine);
      if (inbox == null) {
        release(mine);
      } else {
        endSpin();
        runOrSend(mine, inbox);
      }
    }
    serving = false;
    boolean lost = slot != null;
    slot = null;
    endSpin();
    if (lost
        && carriers
            .hasWork()) { // what it has listed at the end, perhaps after the new owner had looked
      carriers.wake();
    }
  }

  /** Many may have blocked since it was listed. */
  private void runOrSend(Slot mine, Inbox inbox) {
    if (carriers.isForVirtualThreads(inbox)) {
      carriers.virtually(inbox);
    } else {
      runSafely(mine, inbox);
    }
  }

  private @Nullable Inbox find(Slot mine) {
    Inbox inbox = mine.next();
    if (inbox == null) {
      inbox = carriers.steal(mine);
    }
    if (inbox == null
        && !carriers.isOver()
        && beginSpin()
        && carriers.spin().await(carriers::hasWork)) {
      inbox = mine.next();
      if (inbox == null) {
        inbox = carriers.steal(mine);
      }
    }
    return inbox;
  }

  private boolean beginSpin() {
    spinner = spinner || carriers.beginSpin();
    return spinner;
  }

  private void endSpin() {
    if (spinner) {
      spinner = false;
      carriers.endSpin();
    }
  }

  /** The slot is idle, unless there is work after all. */
  private void release(Slot mine) {
    slot = null;
    if (!mine.casOwner(this, null)) {
      return; // the monitor has given it away
    }
    carriers.idles(mine);
    endSpin();
    if (carriers.hasWork()) {
      takeIdle();
    }
  }

  private void takeIdle() {
    Slot idle = carriers.takeIdle();
    if (idle != null) {
      idle.setOwner(this);
      slot = idle;
    }
  }

  /** A carrier lives on, whatever happens in our own code: there may be no memory for it. */
  private void runSafely(Slot mine, Inbox inbox) {
    try {
      runBatch(mine, inbox);
    } catch (Throwable e) {
      carriers.owner().env().reports().bug("a batch of " + inbox.actor().describe() + " threw", e);
    }
  }

  private void runBatch(Slot mine, Inbox inbox) {
    mine.current(inbox);
    running = inbox;
    blocked = false;
    boolean again = run(inbox);
    inbox.temper(inbox.temper().ended(blocked));
    running = null;
    Slot now = slot();
    if (now != null) {
      now.current(null);
    }
    ThreadState.clear(Thread.currentThread(), carriers.loader());
    if (again) {
      carriers.again(inbox, slot());
    }
  }

  @Override
  boolean isEnough() {
    Slot mine = slot();
    return mine == null || mine.isEnough();
  }

  @Override
  void turnBegins() {
    Slot mine = slot();
    if (mine != null) {
      mine.turnBegins();
    }
  }

  @Override
  void turnEnds() {
    Slot mine = slot();
    if (mine != null) {
      mine.turnEnds();
    }
  }

  @Override
  public void waits() {
    blocked = true;
    Slot mine = slot();
    Inbox inbox = mine == null ? null : mine.current();
    if (mine == null || inbox == null) {
      return;
    }
    if (carriers.hasWork()) {
      carriers.learn(inbox);
    }
    if (carriers.handOver(mine, this)) {
      blocking = true;
      slot = null;
    }
  }

  @Override
  public void goesOn() {
    if (blocking) {
      blocking = false;
      takeIdle();
      Slot mine = slot();
      if (mine != null) { // the monitor looks at it
        mine.current(running);
        mine.turnBegins();
      }
    }
  }

  /** Waits for a slot; false if it must end. */
  private boolean rest() {
    if (slot != null) {
      return true;
    }
    long start = carriers.nanoTime();
    carriers.resting().add(this);
    while (slot == null) {
      if (carriers.isOver()) {
        return false;
      }
      carriers.parkNanos(this, IDLE_NANOS);
      Thread.interrupted();
      if (slot == null
          && carriers.nanoTime() - start >= IDLE_NANOS
          && carriers.resting().retires(this)) {
        return false;
      }
    }
    carriers.spin().parked(carriers.nanoTime() - start);
    return true;
  }
}
