package dev.loomray.internal.actor;

import dev.loomray.internal.base.Environment;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Looks each millisecond, while actors wait that nobody was woken for, whether a carrier is blocked or busy:
 *
 * <pre>
 *   same turn at two looks ──parked, or in a native method──▶ blocked: another carrier gets the slot, the actor is known as
 *                          │                                  one that blocks
 *                          └──computing, at ten looks───────▶ another carrier gets the slot, at most one more for each
 *   same actor at two looks ────────────────────────────────▶ its batch ends with the turn
 * </pre>
 */
final class CarrierMonitor {
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final int BLOCKED = 2;
  private static final int BUSY = 10;
  // a thread that waits in one of these is not RUNNABLE
  private static final Set<String> OWN = Set.of("jdk.internal.misc.Unsafe", "java.lang.Thread");

  private final Carriers carriers;
  private final Environment env;
  private final String name;
  private final AtomicBoolean started = new AtomicBoolean();

  // any thread
  private volatile boolean watching;
  private volatile boolean over;
  private volatile boolean ended;
  private volatile @Nullable Thread thread;

  CarrierMonitor(Carriers carriers, Environment env, String name) {
    this.carriers = carriers;
    this.env = env;
    this.name = name;
  }

  /** Has it look as long as something waits. */
  void watch() {
    if (watching) {
      return;
    }
    watching = true;
    if (started.compareAndSet(false, true)) {
      try {
        thread = env.threads().startDaemon(name + "-monitor", this::run);
      } catch (Throwable e) { // no memory for a thread: tried again with the next
        started.set(false);
        watching = false;
      }
    } else {
      LockSupport.unpark(thread);
    }
  }

  void end() {
    over = true;
    LockSupport.unpark(thread);
  }

  boolean hasEnded() {
    return ended || !started.get();
  }

  private void run() {
    thread = Thread.currentThread();
    try {
      while (!over) {
        if (watching) {
          env.clock().parkNanos(this, TICK_NANOS);
          lookSafely();
        } else {
          LockSupport.park(this);
        }
        Thread.interrupted();
      }
    } finally {
      ended = true;
      carriers.owner().quieter();
    }
  }

  private void lookSafely() {
    try {
      look();
    } catch (Throwable e) { // no memory: the next look is as good
      watching = true;
    }
  }

  private void look() {
    watching = false;
    carriers.starving().look(env.clock().nanoTime());
    if (!carriers.starving().isEmpty()) {
      watching = true;
    }
    if (!carriers.hasWork()) {
      return;
    }
    watching = true;
    for (Slot slot : carriers.slots()) {
      look(slot);
    }
    if (carriers.anyIdle()) {
      carriers.wake();
    }
  }

  private void look(Slot slot) {
    Carrier owner = slot.owner();
    long turn = slot.turn();
    Inbox inbox = slot.current();
    boolean isInTurn = owner != null && owner.isServing() && turn % 2 != 0;
    slot.sameTurn = isInTurn && turn == slot.seenTurn ? slot.sameTurn + 1 : 0;
    slot.sameInbox = inbox != null && inbox == slot.seenInbox ? slot.sameInbox + 1 : 0;
    slot.seenTurn = turn;
    slot.seenInbox = inbox;
    if (slot.sameInbox >= BLOCKED) {
      slot.enough();
    }
    if (slot.sameTurn >= BLOCKED && owner != null && inbox != null) {
      look(slot, owner, inbox);
    }
  }

  private void look(Slot slot, Carrier owner, Inbox inbox) {
    if (isBlocked(owner.thread())) {
      if (slot.turn() == slot.seenTurn && carriers.handOver(slot, owner)) {
        carriers.learn(inbox);
        slot.sameTurn = 0;
      }
    } else if (slot.sameTurn >= BUSY && carriers.handOverBusy(slot, owner)) {
      slot.sameTurn = 0;
    }
  }

  private static boolean isBlocked(@Nullable Thread thread) {
    if (thread == null) {
      return false;
    }
    return switch (thread.getState()) {
      case WAITING, TIMED_WAITING, BLOCKED -> true;
      case RUNNABLE -> isNative(thread.getStackTrace());
      default -> false;
    };
  }

  /** Who wakes another thread, which then has the processor, is in a native method too, and does not wait. */
  private static boolean isNative(StackTraceElement[] stack) {
    return stack.length > 0 && stack[0].isNativeMethod() && !OWN.contains(stack[0].getClassName());
  }
}
