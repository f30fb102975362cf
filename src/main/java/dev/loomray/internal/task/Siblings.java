package dev.loomray.internal.task;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Some children of one parent: an element of a list that grows at its head by CAS. There are millions of children, and each
 * takes a seat of four bytes.
 *
 * <pre>
 *   parent ──children──▶ [ d . . . ] ──older──▶ [ x b x x ] ──older──▶ [ x a x x ]       from the left: as they came
 *                          │                        │                      │
 *   d, b, a ──siblings──▶ where they sit            x: has left            .: nobody yet
 * </pre>
 *
 * <p>Who comes draws a seat and sits down; between the two the seat is empty, and who looks passes over it. A seat that was left
 * stays so. Where everybody has left, nobody comes back to life: such an element may be skipped at any time. Those at the head
 * go with the next look, after the seats that nobody has drawn were closed; all of them when as many elements were added as
 * were alive the last time, so that to come costs O(1) amortised.
 */
final class Siblings {
  private static final int FEWEST_SEATS = 4;
  private static final int MOST_SEATS = 128; // the number of a seat is a byte
  private static final int FIRST_BUDGET = 4;
  private static final Object LEFT = new Object();

  private static final VarHandle SEATS = MethodHandles.arrayElementVarHandle(Object[].class);
  private static final VarHandle DRAWN;
  private static final VarHandle CHILDREN;
  private static final VarHandle SIBLINGS;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      DRAWN = lookup.findVarHandle(Siblings.class, "drawn", int.class);
      CHILDREN = lookup.findVarHandle(Node.class, "children", Siblings.class);
      SIBLINGS = lookup.findVarHandle(Node.class, "siblings", Siblings.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // immutable
  private final Node<?> parent;
  // null, then a child, then LEFT; the CAS of the child's own field publishes that it has left
  private final @Nullable Object[] seats;
  // any thread: how many seats were drawn; more than there are, once all are
  private volatile int drawn;
  // before it is added; afterwards anybody, always to a later element of the list
  private @Nullable Siblings older;
  // before it is added: how many more may be added before the list is swept
  private int budget;

  private Siblings(Node<?> parent, @Nullable Siblings older) {
    this.parent = parent;
    int before = older == null ? 0 : older.seats.length;
    this.seats = new Object[Math.clamp(2L * before, FEWEST_SEATS, MOST_SEATS)];
  }

  /** Whose children they are. */
  Node<?> parent() {
    return parent;
  }

  /** Makes a node that is nowhere the newest child of a parent. */
  static void push(Node<?> node, Node<?> parent) {
    Siblings with = drawSeat(node, parent);
    SIBLINGS.set(node, with); // before others see it, who may have it leave
    with.sit(node);
  }

  /** Makes a node the newest child of another parent, unless it leaves meanwhile. For a moment it is both. */
  static void move(Node<?> node, Node<?> parent) {
    Siblings from = node.siblings;
    if (from != null) {
      byte left = node.seat;
      Siblings to = drawSeat(node, parent);
      to.sit(node);
      if (SIBLINGS.compareAndSet(node, from, to)) {
        from.clear(node, left);
      } else {
        to.clear(node, node.seat);
      }
    }
  }

  private static Siblings drawSeat(Node<?> node, Node<?> parent) {
    Siblings with = parent.children;
    while (true) {
      int seat = with == null ? MOST_SEATS : (int) DRAWN.getAndAdd(with, 1);
      if (with != null && seat < with.seats.length) {
        node.seat = (byte) seat;
        return with;
      }
      with = grow(parent, with);
    }
  }

  private void sit(Node<?> node) {
    SEATS.setVolatile(seats, node.seat, node);
  }

  /** Takes a node out of where it is; answers whose child it was, or null if it was nobody's. */
  static @Nullable Node<?> leave(Node<?> node) {
    for (Siblings at = node.siblings; at != null; at = node.siblings) {
      at.clear(node, node.seat);
      if (SIBLINGS.compareAndSet(node, at, null)) {
        return at.parent;
      }
    }
    return null;
  }

  private void clear(Node<?> node, int seat) {
    if (seat < seats.length && seats[seat] == node) {
      seats[seat] = LEFT;
      return;
    }
    for (int i = 0; i < seats.length; i++) { // it moves, or has moved
      if (seats[i] == node) {
        seats[i] = LEFT;
      }
    }
  }

  /** Adds seats, or finds that somebody has. */
  private static @Nullable Siblings grow(Node<?> parent, @Nullable Siblings full) {
    Siblings fresh = new Siblings(parent, full);
    fresh.older = alive(full);
    fresh.budget = full == null ? FIRST_BUDGET : full.budget - 1;
    if (fresh.budget == 0) {
      fresh.budget = fresh.sweep();
    }
    return CHILDREN.compareAndSet(parent, full, fresh) ? fresh : parent.children;
  }

  /** Drops what is empty behind this; answers how often the list may grow before the next time. */
  private int sweep() {
    int alive = 0;
    Siblings at = this;
    for (Siblings found = alive(older); found != null; found = alive(found.older)) {
      at.older = found;
      at = found;
      alive++;
    }
    at.older = null;
    return Math.max(FIRST_BUDGET, alive);
  }

  private static @Nullable Siblings alive(@Nullable Siblings from) {
    Siblings at = from;
    while (at != null && at.haveLeft(at.seats.length)) {
      at = at.older;
    }
    return at;
  }

  private boolean haveLeft(int upTo) {
    for (int i = 0; i < upTo; i++) {
      if (SEATS.getVolatile(seats, i) != LEFT) {
        return false;
      }
    }
    return true;
  }

  /** The newest child that has not left; null for none. It needs no memory: who ends asks it. */
  static @Nullable Node<?> first(Node<?> parent) {
    Siblings head = parent.children;
    while (head != null
        && head.close()) { // so that a ref keeps nothing of what its task has started
      CHILDREN.compareAndSet(parent, head, alive(head.older));
      head = parent.children;
    }
    Node<?> newest = null;
    for (Siblings at = head; at != null && newest == null; at = at.older) {
      newest = at.newest();
    }
    return newest;
  }

  /**
   * Whether a node has no children and gets none. A look from seat to seat does not tell: while it goes on, a child may give its
   * own children to the node, in newer seats, and leave its older one.
   */
  static boolean areNone(Node<?> parent) {
    return first(parent) == null && parent.children == null;
  }

  private @Nullable Node<?> newest() {
    for (int i = Math.min(drawn, seats.length) - 1; i >= 0; i--) {
      if (SEATS.getVolatile(seats, i) instanceof Node<?> node) {
        return node;
      }
    }
    return null;
  }

  /** Lets nobody come any more, if everybody has left who came. */
  private boolean close() {
    int came = Math.min(drawn, seats.length);
    if (!haveLeft(came)) {
      return false;
    }
    boolean closed = came == seats.length || DRAWN.compareAndSet(this, came, seats.length);
    for (int i = came; closed && i < seats.length; i++) {
      seats[i] = LEFT;
    }
    return closed;
  }

  /** The children that have not left, newest first; one that comes meanwhile may be left out. */
  static Iterator<Node<?>> of(Node<?> parent) {
    return new Each(parent.children);
  }

  private static final class Each implements Iterator<Node<?>> {
    private @Nullable Siblings at;
    private int seat;
    private @Nullable Node<?> ahead;

    Each(@Nullable Siblings head) {
      sit(head);
      advance();
    }

    private void sit(@Nullable Siblings with) {
      at = with;
      seat = with == null ? 0 : Math.min(with.drawn, with.seats.length);
    }

    private void advance() {
      ahead = null;
      while (at != null && ahead == null) {
        if (seat == 0) {
          sit(at.older);
        } else {
          seat--;
          ahead = SEATS.getVolatile(at.seats, seat) instanceof Node<?> node ? node : null;
        }
      }
    }

    @Override
    public boolean hasNext() {
      return ahead != null;
    }

    @Override
    public Node<?> next() {
      Node<?> next = ahead;
      if (next == null) {
        throw new NoSuchElementException("no child is left");
      }
      advance();
      return next;
    }
  }
}
