package dev.loomray.internal.actor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Queue;
import org.jctools.queues.varhandle.MpmcVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * A processor's list of actors that are ready. One carrier owns it and serves it; others may take from it.
 *
 * <pre>
 *   idle (no owner) ──a carrier is woken──▶ owned ──blocks, or is busy for long──▶ owned by another
 *         ▲                                   │
 *         └────────────nothing left───────────┘
 * </pre>
 */
final class Slot {
  private static final int CAPACITY = 1024;
  private static final int OVERFLOW_FIRST = 61;

  private static final VarHandle OWNER;
  private static final VarHandle TURN;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      OWNER = lookup.findVarHandle(Slot.class, "owner", Carrier.class);
      TURN = lookup.findVarHandle(Slot.class, "turn", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // immutable
  final long bit;
  private final Queue<Inbox> ready = new MpmcVarHandleArrayQueue<>(CAPACITY);
  private final Queue<Inbox> overflow;

  // CAS
  private volatile @Nullable Carrier owner;

  // its owner writes, the monitor reads: odd while code of a user runs
  private long turn;
  private volatile @Nullable Inbox current;
  // the monitor sets, its owner clears
  private volatile boolean enough;

  // its owner
  private int polls;

  // the monitor
  long seenTurn;
  @Nullable Inbox seenInbox;
  int sameTurn;
  int sameInbox;

  Slot(int index, Queue<Inbox> overflow) {
    this.bit = 1L << index;
    this.overflow = overflow;
  }

  void add(Inbox inbox) {
    if (!ready.offer(inbox)) {
      overflow.add(inbox);
    }
  }

  /** For its owner. */
  @Nullable Inbox next() {
    if (++polls % OVERFLOW_FIRST == 0) {
      Inbox inbox = overflow.poll();
      if (inbox != null) {
        return inbox;
      }
    }
    Inbox inbox = ready.poll();
    return inbox == null ? overflow.poll() : inbox;
  }

  /** For a carrier that has nothing of its own. */
  @Nullable Inbox steal() {
    return ready.isEmpty() ? null : ready.poll();
  }

  boolean isEmpty() {
    return ready.isEmpty();
  }

  @Nullable Carrier owner() {
    return owner;
  }

  boolean casOwner(@Nullable Carrier from, @Nullable Carrier to) {
    return OWNER.compareAndSet(this, from, to);
  }

  void setOwner(Carrier to) {
    owner = to;
  }

  long turn() {
    return (long) TURN.getOpaque(this);
  }

  /** A turn begins; who owned the slot before may have lost it within one. */
  void turnBegins() {
    TURN.setOpaque(this, (turn + 1) | 1);
  }

  void turnEnds() {
    TURN.setOpaque(this, (turn | 1) + 1);
  }

  @Nullable Inbox current() {
    return current;
  }

  void current(@Nullable Inbox inbox) {
    current = inbox;
    if (enough) {
      enough = false;
    }
  }

  boolean isEnough() {
    return enough;
  }

  void enough() {
    enough = true;
  }
}
