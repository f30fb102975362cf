package dev.loomray.internal.task;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.AbstractQueue;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A queue without a bound for many threads, in arrays: four bytes for an element that waits, where a linked node takes 24.
 *
 * <pre>
 *   head ──▶ [ x x x d e f g h ] ──next──▶ [ i j k l m n o p ] ──next──▶ [ q r s . . . . . ] ◀── tail
 *                  ▲ taken                                                     ▲ added
 * </pre>
 *
 * Who adds draws the number of a place and puts its element there; who takes draws one too and leaves {@code x} there,
 * whatever it has found. An adder that comes after its taker finds the {@code x} and draws again. So nobody waits for anybody,
 * also not for a thread that was preempted between the two. A chunk is filled once, and forgotten when all of it is taken.
 *
 * <p>Who removes leaves {@code x} too, anywhere. So that this costs no room when nobody polls, whoever looks from the head goes
 * past every {@code x} there, and {@link #removeIf} takes chunks out of the list that hold nothing else.
 *
 * <p>This is the queue of Correia and Ramalhete (FAAArrayQueue, 2016), with a first element in each new chunk, and an iterator
 * that may remove. A dead chunk still knows its next one, which a collector of generations may keep a little longer for it.
 *
 * @param <E> the type of the elements
 */
final class ChunkedQueue<E> extends AbstractQueue<E> {
  private static final int SIZE = 512;
  private static final Object TAKEN = new Object();

  private static final VarHandle HEAD;
  private static final VarHandle TAIL;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      HEAD = lookup.findVarHandle(ChunkedQueue.class, "head", Chunk.class);
      TAIL = lookup.findVarHandle(ChunkedQueue.class, "tail", Chunk.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // any thread, by CAS to the next one; the tail may be behind the head
  private volatile Chunk head = new Chunk();
  private volatile Chunk tail = head;

  /** Places, each for one element, once. */
  private static final class Chunk {
    private static final VarHandle PLACES = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final VarHandle ADDED;
    private static final VarHandle TAKEN_UP_TO;
    private static final VarHandle NEXT;

    static {
      try {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        ADDED = lookup.findVarHandle(Chunk.class, "added", int.class);
        TAKEN_UP_TO = lookup.findVarHandle(Chunk.class, "taken", int.class);
        NEXT = lookup.findVarHandle(Chunk.class, "next", Chunk.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    // any thread: null, then an element or TAKEN; an element, then TAKEN
    private final @Nullable Object[] places = new Object[SIZE];
    // any thread: how many numbers were drawn; more than there are places, once it is full
    private volatile int added;
    private volatile int taken;
    // any thread: from null once, then to later ones
    private volatile @Nullable Chunk next;

    /** Draws a place; SIZE or more if there is none. */
    int drawToAdd() {
      return (int) ADDED.getAndAdd(this, 1);
    }

    /** Draws a place; SIZE or more if there is none. */
    int drawToTake() {
      return (int) TAKEN_UP_TO.getAndAdd(this, 1);
    }

    /** False if whoever takes from this place was there before. */
    boolean put(int place, Object element) {
      return PLACES.compareAndSet(places, place, null, element);
    }

    /** The element that was in the place, which nobody else gets; null for none. */
    @Nullable Object take(int place) {
      Object found = PLACES.getAndSet(places, place, TAKEN);
      return found == TAKEN ? null : found;
    }

    /** Takes this very element; false if somebody else has. */
    boolean take(int place, Object element) {
      return PLACES.compareAndSet(places, place, element, TAKEN);
    }

    /** The element in the place; null for none. */
    @Nullable Object look(int place) {
      Object found = PLACES.getVolatile(places, place);
      return found == TAKEN ? null : found;
    }

    /** Where elements end. */
    int end() {
      return Math.min(added, SIZE);
    }

    boolean isDrained() {
      return taken >= added;
    }

    boolean append(Chunk chunk) {
      return NEXT.compareAndSet(this, null, chunk);
    }

    /**
     * Goes past what was removed, as far as it stands at the front: nobody has drawn those places to take from them, or the CAS
     * fails, and nobody need. True if no place is left.
     */
    boolean passesRemoved() {
      for (int at = taken; at < end() && isTaken(at); at = taken) {
        TAKEN_UP_TO.compareAndSet(this, at, at + 1);
      }
      return taken >= SIZE;
    }

    /** Whether it has nothing, nor ever will. */
    boolean isDead() {
      for (int place = 0; place < SIZE; place++) {
        if (!isTaken(place)) {
          return false;
        }
      }
      return true;
    }

    private boolean isTaken(int place) {
      return PLACES.getVolatile(places, place) == TAKEN;
    }

    /**
     * Takes the dead chunk behind this out of the list, unless somebody has. Nothing is lost, however far behind others are:
     *
     * <ul>
     *   <li>No place of a dead chunk ever changes again, so whoever does not meet it misses nothing.
     *   <li>A dead chunk that has a next one keeps it, or gets a later one, past dead chunks alone. So from each chunk, in the list
     *       or not, {@code next} leads to all later ones that live: also from where the tail, the head or an iterator still are,
     *       or where the head goes yet.
     *   <li>The last chunk stays: {@code next} goes from null to a chunk by {@link #append} alone, once, and on from there by
     *       this alone, each time to a later chunk, so that no CAS takes one value for another.
     *   <li>Who has a next one is full: no number below SIZE is drawn to add to it, so an adder who is behind goes on to the next.
     * </ul>
     */
    void unlink(Chunk dead, Chunk behind) {
      NEXT.compareAndSet(this, dead, behind);
    }
  }

  @Override
  public boolean offer(E element) {
    while (true) {
      Chunk last = tail;
      int place = last.drawToAdd();
      if (place < SIZE ? last.put(place, element) : offerBehind(last, element)) {
        return true;
      }
    }
  }

  /** Puts the element into a chunk behind a full one; false if somebody else was faster to make one. */
  private boolean offerBehind(Chunk last, E element) {
    Chunk next = last.next;
    boolean appended = false;
    if (next == null) {
      next = new Chunk();
      next.drawToAdd();
      next.put(0, element);
      appended = last.append(next);
    }
    TAIL.compareAndSet(this, last, appended ? next : last.next);
    return appended;
  }

  @Override
  @SuppressWarnings("unchecked") // nothing else was put
  public @Nullable E poll() {
    while (true) {
      Chunk first = head;
      if (first.isDrained() && first.next == null) {
        return null;
      }
      int place = first.drawToTake();
      if (place < SIZE) {
        Object found = first.take(place);
        if (found != null) {
          return (E) found;
        }
      } else if (!leave(first)) {
        return null;
      }
    }
  }

  /** The first chunk from which something may be taken; else the last one. */
  private Chunk first() {
    Chunk first = head;
    while (first.passesRemoved() && leave(first)) {
      first = head;
    }
    return first;
  }

  /** Goes on to the chunk behind one of which every place has been drawn; false if there is none. */
  private boolean leave(Chunk first) {
    Chunk next = first.next;
    if (next != null) {
      HEAD.compareAndSet(this, first, next);
    }
    return next != null;
  }

  @Override
  public @Nullable E peek() {
    Iterator<E> elements = iterator();
    return elements.hasNext() ? elements.next() : null;
  }

  @Override
  public boolean isEmpty() {
    Chunk first = head;
    return (first.isDrained() && first.next == null) || peek() == null;
  }

  /** How many there are, counted one by one. */
  @Override
  public int size() {
    int size = 0;
    for (Iterator<E> all = iterator(); all.hasNext(); all.next()) {
      size++;
    }
    return size;
  }

  /** The elements, first in, first out, as they are met; who removes one that was taken meanwhile does nothing. */
  @Override
  public Iterator<E> iterator() {
    return new Elements<>(first());
  }

  @Override
  public boolean removeIf(Predicate<? super E> filter) {
    boolean removed = super.removeIf(filter);
    unlinkDead();
    return removed;
  }

  private void unlinkDead() {
    Chunk before = first();
    for (Chunk at = before.next; at != null; at = before.next) {
      Chunk behind = at.next;
      if (behind != null && at.isDead()) {
        before.unlink(at, behind);
      } else {
        before = at;
      }
    }
  }

  /** How many chunks there are. */
  int chunks() {
    int chunks = 0;
    for (Chunk at = head; at != null; at = at.next) {
      chunks++;
    }
    return chunks;
  }

  /** Without a size, which would be counted for it. */
  @Override
  public Spliterator<E> spliterator() {
    return Spliterators.spliteratorUnknownSize(
        iterator(), Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.CONCURRENT);
  }

  private static final class Elements<E> implements Iterator<E> {
    private @Nullable Chunk at;
    private int place;
    private @Nullable Object ahead;
    // where the last one was
    private @Nullable Chunk in;
    private int was;
    private @Nullable Object last;

    Elements(Chunk first) {
      at = first;
      place = first.taken;
      advance();
    }

    private void advance() {
      ahead = null;
      while (at != null && ahead == null) {
        if (place < at.end()) {
          ahead = at.look(place++);
        } else {
          at = place < SIZE ? null : at.next;
          place = 0;
        }
      }
    }

    @Override
    public boolean hasNext() {
      return ahead != null;
    }

    @Override
    @SuppressWarnings("unchecked") // nothing else was put
    public E next() {
      last = ahead;
      if (last == null) {
        throw new NoSuchElementException("no element is left");
      }
      in = at;
      was = place - 1;
      advance();
      return (E) last;
    }

    @Override
    public void remove() {
      if (in == null || last == null) {
        throw new IllegalStateException("expected next() before remove()");
      }
      in.take(was, last);
      last = null;
    }
  }
}
