package dev.loomray.internal.actor;

import dev.loomray.internal.base.Current;
import dev.loomray.internal.base.Environment;
import dev.loomray.internal.task.Owner;
import dev.loomray.internal.task.Spin;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Runs the actors that are ready: a slot for each processor, each served by a platform thread, its carrier. What a carrier
 * adds goes to its own slot; what comes from outside goes to the slot that the actor's number says. An idle carrier takes from
 * other slots, then looks for a moment, one at a time; while one looks, nobody is woken.
 *
 * <pre>
 *   whoever adds:  add to a slot, then read looking and idle ── nobody looks, a slot is idle ──▶ wake a carrier for it
 *   a carrier:     set idle, clear looking, then look at all slots ── something ──▶ take an idle slot, go on
 * </pre>
 */
final class Carriers {
  private static final int BESIDE = 64;
  private static final int SPARE = 48; // the rest is for those whose turns block unforeseen
  private static final int MANY_BLOCKED = 8;

  // immutable
  private final Owner owner;
  private final Environment env;
  private final String name;
  private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();
  private final Slot[] slots;
  private final Spin spin;
  private final CarrierMonitor monitor;
  private final Starving starving = new Starving(this);
  private final Resting resting;
  private final Queue<Inbox> overflow = new ConcurrentLinkedQueue<>();

  // any thread
  private final AtomicInteger looking = new AtomicInteger();
  private final AtomicLong idle;
  private final AtomicInteger threads = new AtomicInteger();
  private volatile boolean over;

  Carriers(Owner owner) {
    this.owner = owner;
    this.env = owner.env();
    this.name = "loomray-" + owner.name();
    this.slots = new Slot[Math.min(Long.SIZE - 1, env.threads().processors())];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = new Slot(i, overflow);
    }
    this.resting = new Resting(slots.length + 2);
    this.idle = new AtomicLong((1L << slots.length) - 1);
    this.spin = Spin.ofPlatformThread(env);
    this.monitor = new CarrierMonitor(this, env, name);
  }

  Owner owner() {
    return owner;
  }

  Spin spin() {
    return spin;
  }

  @Nullable ClassLoader loader() {
    return loader;
  }

  Slot[] slots() {
    return slots;
  }

  long nanoTime() {
    return env.clock().nanoTime();
  }

  void parkNanos(Object blocker, long nanos) {
    env.clock().parkNanos(blocker, nanos);
  }

  // ---- actors that are ready

  /** Has an actor run that has become ready. */
  void ready(Inbox inbox) {
    if (isForVirtualThreads(inbox)) {
      virtually(inbox);
      return;
    }
    Carrier me = here();
    Slot mine = me == null ? null : me.slot();
    if (mine == null) {
      slots[(int) (inbox.actor().number() % slots.length)].add(inbox);
      wake();
    } else {
      boolean more = !mine.isEmpty();
      mine.add(inbox);
      if (more) {
        wake();
      } else {
        monitor.watch();
      }
    }
  }

  /** Has an actor run on whose batch is over, after the others of the slot. */
  void again(Inbox inbox, @Nullable Slot mine) {
    if (mine == null || isForVirtualThreads(inbox)) {
      ready(inbox);
    } else {
      mine.add(inbox);
    }
  }

  boolean isForVirtualThreads(Inbox inbox) {
    Temper temper = inbox.temper();
    return temper.isBlocker() || (!temper.isProven() && away() >= MANY_BLOCKED);
  }

  void virtually(Inbox inbox) {
    VirtualBatch batch = new VirtualBatch(this, inbox);
    starving.add(batch);
    owner.engine().start(batch);
    monitor.watch();
  }

  Resting resting() {
    return resting;
  }

  Starving starving() {
    return starving;
  }

  /** Has a batch run on a thread of its own; false if there may be no more of those. */
  boolean startSpare(VirtualBatch batch) {
    return takeThread(slots.length + SPARE) && start("-spare", () -> runSpare(batch));
  }

  private void runSpare(VirtualBatch batch) {
    try {
      batch.runHere();
    } finally {
      ended();
    }
  }

  private @Nullable Carrier here() {
    return Current.KEY.isBound()
            && Current.KEY.get().host() instanceof Carrier carrier
            && carrier.isOf(this)
            && carrier.thread() == Thread.currentThread()
        ? carrier
        : null;
  }

  @Nullable Inbox steal(Slot mine) {
    int first = Long.numberOfTrailingZeros(mine.bit);
    for (int i = 1; i < slots.length; i++) {
      Inbox inbox = slots[(first + i) % slots.length].steal();
      if (inbox != null) {
        return inbox;
      }
    }
    return null;
  }

  boolean hasWork() {
    for (Slot slot : slots) {
      if (!slot.isEmpty()) {
        return true;
      }
    }
    return !overflow.isEmpty();
  }

  // ---- carriers

  /** Has a carrier look, if one is idle and none looks. */
  void wake() {
    if (looking.get() == 0) {
      if (idle.get() == 0) {
        monitor.watch();
      } else if (looking.compareAndSet(0, 1)) {
        wakeOne();
      }
    }
  }

  /** The carrier that is woken looks instead of the caller: who adds meanwhile need not wake another. */
  private void wakeOne() {
    Slot slot = takeIdle();
    if (slot == null) {
      looking.set(0); // all have owners, who look before they idle
      monitor.watch();
    } else if (!appoint(slot)) {
      idles(slot);
      looking.set(0);
      for (Slot each : slots) {
        moveToVirtualThreads(each);
      }
      monitor.watch();
    }
  }

  /** Gives a slot without an owner to a carrier that looks; false if there is no thread. */
  private boolean appoint(Slot slot) {
    Carrier next = resting.take();
    if (next != null) {
      slot.setOwner(next);
      next.give(slot, true);
      return true;
    }
    return startFor(slot);
  }

  private boolean startFor(Slot slot) {
    if (!takeThread()) {
      return false;
    }
    Carrier carrier = new Carrier(this, slot, true);
    slot.setOwner(carrier);
    if (!start(carrier)) {
      slot.casOwner(carrier, null);
      return false;
    }
    return true;
  }

  /** Takes a slot from a carrier that blocks: idle if nothing waits, else another has it; false if there is no other. */
  boolean handOver(Slot slot, Carrier from) {
    if (hasWork()) {
      return handToAnother(slot, from);
    }
    if (slot.casOwner(from, null)) {
      idles(slot);
      if (hasWork()) {
        wake();
      }
    }
    return true;
  }

  /** Takes a slot from a carrier that computes, unless as many do without one already. */
  boolean handOverBusy(Slot slot, Carrier from) {
    return away() < slots.length && handToAnother(slot, from);
  }

  /** The next owner is there before the slot is given up. */
  private boolean handToAnother(Slot slot, Carrier from) {
    Carrier next = resting.take();
    if (next == null) {
      next = startFor(slot, from);
    } else if (slot.casOwner(from, next)) {
      next.give(slot, false);
    } else {
      resting.add(next);
    }
    if (next == null) {
      moveToVirtualThreads(slot);
    }
    return next != null;
  }

  private @Nullable Carrier startFor(Slot slot, Carrier from) {
    if (!takeThread()) {
      return null;
    }
    Carrier carrier = new Carrier(this, slot, false);
    if (!slot.casOwner(from, carrier)) {
      threads.decrementAndGet();
      return carrier; // somebody else has it already
    }
    if (start(carrier)) {
      return carrier;
    }
    return slot.casOwner(carrier, from) ? null : carrier; // the old owner keeps it
  }

  private boolean takeThread() {
    return takeThread(slots.length + BESIDE);
  }

  private boolean takeThread(int limit) {
    if (threads.incrementAndGet() <= limit) {
      return true;
    }
    threads.decrementAndGet();
    return false;
  }

  private boolean start(Carrier carrier) {
    return start("-carrier", carrier);
  }

  private boolean start(String function, Runnable code) {
    try {
      env.threads().startDaemon(name + function, code);
      return true;
    } catch (Throwable e) { // no memory for a thread
      threads.decrementAndGet();
      return false;
    }
  }

  /** An actor has blocked while others waited. */
  void learn(Inbox inbox) {
    inbox.temper(inbox.temper().blocks(nanoTime(), env.random().nextDouble()));
  }

  /** How many carriers are in a turn without a slot. */
  private int away() {
    return threads.get() - resting.count() - (slots.length - Long.bitCount(idle.get()));
  }

  private void moveToVirtualThreads(Slot slot) {
    for (Inbox inbox = slot.next(); inbox != null; inbox = slot.next()) {
      virtually(inbox);
    }
  }

  boolean beginSpin() {
    return looking.compareAndSet(0, 1);
  }

  void endSpin() {
    looking.set(0);
    if (hasWork()) { // who has added it may have seen this carrier look
      wake();
    }
  }

  void idles(Slot slot) {
    idle.getAndUpdate(mask -> mask | slot.bit);
  }

  boolean anyIdle() {
    return idle.get() != 0;
  }

  @Nullable Slot takeIdle() {
    while (true) {
      long mask = idle.get();
      if (mask == 0) {
        return null;
      }
      long bit = Long.lowestOneBit(mask);
      if (idle.compareAndSet(mask, mask & ~bit)) {
        return slots[Long.numberOfTrailingZeros(bit)];
      }
    }
  }

  // ---- the end

  /** Nothing is left to run: the threads end. */
  void shutdown() {
    over = true;
    monitor.end();
    resting.wakeAll();
  }

  boolean isOver() {
    return over;
  }

  void ended() {
    threads.decrementAndGet();
    owner.quieter();
  }

  boolean hasEnded() {
    return threads.get() == 0 && monitor.hasEnded();
  }

  /** What they do, for people. */
  String describe() {
    return "%d carriers for %d slots, %d blocked".formatted(threads.get(), slots.length, away());
  }
}
