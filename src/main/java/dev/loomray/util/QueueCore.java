package dev.loomray.util;

import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The actor of an {@link ActorQueue}. No call of it waits: a put without room and a take without an element are written
 * down, and the later call that can serve them does so.
 *
 * <p>Each attempt brings a {@link Ticket}. The one {@code cancel()} that ends it decides what has become of the attempt:
 * a put is done by the actor that cancels it, a take by the taker's own side when the elements have arrived there. If
 * the timer runs out before, or its owner gives up, the cancel of the other side answers false and nothing has happened.
 *
 * @param <E> the type of the elements
 */
final class QueueCore<E> {
  /** Longer than any program runs; a timer of this length is there to be cancelled. */
  static final Duration FOREVER = Duration.ofDays(36_500);

  private static final int FEW = 64;

  /**
   * The timer of one attempt.
   *
   * @param timer it runs out with the attempt's time
   */
  record Ticket(ObjectRef<Void> timer) {
    /** Decides; true for the one call that did. */
    boolean use() {
      return timer.cancel();
    }

    boolean isOver() {
      return timer.isReady();
    }
  }

  /** What has become of a put. */
  enum Entry {
    /** The elements are in. */
    DONE,
    /** It waits for room; its ticket is used when the element is in. */
    WAITS,
    /** There was no room, and it does not wait. */
    FULL,
    /** The queue takes no more elements. */
    CLOSED
  }

  /** What a take gets. */
  sealed interface Exit<E> {
    /**
     * Elements, which have left the queue.
     *
     * @param elements from the head on
     */
    record Taken<E>(List<E> elements) implements Exit<E> {}

    /**
     * It stands in line.
     *
     * @param wake cancelled when {@link #resume} has something to say
     */
    record Later<E>(ObjectRef<Void> wake) implements Exit<E> {}

    /** There were not enough elements. */
    record Nothing<E>() implements Exit<E> {}

    /** There are no elements, and there will be none. */
    record Closed<E>() implements Exit<E> {}
  }

  private record Putter<E>(Ticket ticket, E element) {}

  private record Taker(Ticket ticket, ObjectRef<Void> wake) {}

  // immutable
  private final int capacity;

  // only the actor's own turn
  private final ArrayDeque<E> elements = new ArrayDeque<>();
  private final ArrayDeque<Putter<E>> putters =
      new ArrayDeque<>(); // none that lives while there is room
  private final ArrayDeque<Taker> takers =
      new ArrayDeque<>(); // none that lives while there are elements
  private final Map<String, E> reserved =
      new HashMap<>(); // for woken takers, by the ids of their tickets
  private int manyPutters = FEW;
  private int manyTakers = FEW;
  private boolean closed;

  QueueCore(int capacity) {
    this.capacity = capacity;
  }

  Entry put(E element, Ticket ticket) {
    if (closed) {
      return Entry.CLOSED;
    }
    if (hasRoomFor(1)) {
      return enter(List.of(element), ticket);
    }
    putters.add(new Putter<>(ticket, element));
    if (putters.size() > manyPutters) {
      putters.removeIf(putter -> putter.ticket.isOver());
      manyPutters = Math.max(FEW, 2 * putters.size());
    }
    return Entry.WAITS;
  }

  Entry offer(List<E> all, Ticket ticket) {
    return closed ? Entry.CLOSED : hasRoomFor(all.size()) ? enter(all, ticket) : Entry.FULL;
  }

  private Entry enter(List<E> all, Ticket ticket) {
    if (ticket.use()) {
      elements.addAll(all);
      serve();
    }
    return Entry.DONE;
  }

  Exit<E> take(Ticket ticket) {
    if (ticket
        .isOver()) { // given up before this call came: no element leaves, not even for a moment
      return new Exit.Nothing<>();
    }
    if (!elements.isEmpty() || closed) {
      return poll(1);
    }
    ObjectRef<Void> wake = Ray.current().after(FOREVER);
    takers.add(new Taker(ticket, wake));
    if (takers.size() > manyTakers) {
      takers.removeIf(QueueCore::isGone);
      manyTakers = Math.max(FEW, 2 * takers.size());
    }
    return new Exit.Later<>(wake);
  }

  /** Whether it has given up; its other timer is then of no more use. */
  private static boolean isGone(Taker taker) {
    boolean gone = taker.ticket.isOver();
    if (gone) {
      taker.wake.cancel();
    }
    return gone;
  }

  Exit<E> poll(int count) {
    if (count > 0 && closed && elements.isEmpty()) {
      return new Exit.Closed<>();
    }
    if (count > elements.size()) {
      return new Exit.Nothing<>();
    }
    List<E> taken = new ArrayList<>(count);
    while (taken.size() < count) {
      taken.add(elements.remove());
    }
    serve();
    return new Exit.Taken<>(taken);
  }

  /** What a taker that was woken gets. */
  Exit<E> resume(Ticket ticket) {
    E element = reserved.remove(ticket.timer().id());
    if (element != null) {
      return new Exit.Taken<>(List.of(element));
    }
    return closed ? new Exit.Closed<>() : new Exit.Nothing<>();
  }

  /** Elements come back whose taker has given up meanwhile. */
  void giveBack(List<E> taken) {
    taken.reversed().forEach(elements::addFirst);
    serve();
  }

  /** Whoever waits for room gets it now, so that nobody waits for takers who may never come. */
  void close() {
    closed = true;
    for (Putter<E> putter = putters.poll(); putter != null; putter = putters.poll()) {
      enter(putter);
    }
    serve();
    takers.forEach(taker -> taker.wake.cancel()); // there are some only if no element is left
    takers.clear();
  }

  int size() {
    return elements.size();
  }

  int remainingCapacity() {
    return capacity == Integer.MAX_VALUE ? capacity : Math.max(0, capacity - elements.size());
  }

  private boolean hasRoomFor(int count) {
    return count <= remainingCapacity();
  }

  /** Brings those that wait together with elements and room. */
  private void serve() {
    do {
      for (Taker taker = nextTaker(); taker != null; taker = nextTaker()) {
        if (!isGone(taker)) {
          reserved.put(taker.ticket.timer().id(), elements.remove());
          taker.wake.cancel();
        }
      }
      for (Putter<E> putter = nextPutter(); putter != null; putter = nextPutter()) {
        enter(putter);
      }
    } while (!elements.isEmpty() && !takers.isEmpty());
  }

  private @Nullable Taker nextTaker() {
    return elements.isEmpty() ? null : takers.poll();
  }

  private @Nullable Putter<E> nextPutter() {
    return hasRoomFor(1) ? putters.poll() : null;
  }

  private void enter(Putter<E> putter) {
    if (putter.ticket.use()) {
      elements.add(putter.element);
    }
  }
}
