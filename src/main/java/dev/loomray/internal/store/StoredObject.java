package dev.loomray.internal.store;

import static dev.loomray.internal.store.ObjectWord.IO;
import static dev.loomray.internal.store.ObjectWord.PIN;
import static dev.loomray.internal.store.ObjectWord.SECOND;
import static dev.loomray.internal.store.ObjectWord.TOUCHED;
import static dev.loomray.internal.store.ObjectWord.isBusy;
import static dev.loomray.internal.store.ObjectWord.isOver;
import static dev.loomray.internal.store.ObjectWord.pinsOf;
import static dev.loomray.internal.store.ObjectWord.stateOf;
import static dev.loomray.internal.store.ObjectWord.with;

import dev.loomray.internal.base.Spilled;
import dev.loomray.internal.serial.ValueType;
import dev.loomray.internal.serial.code.ClassNames;
import dev.loomray.internal.store.segment.ByteSize;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An object of the store: one {@link ObjectWord word} that says how it stands, who reads it and which of two places is its
 * own. Whoever pins it reads that bit with the same compare-and-set, so it has the place that stays until it unpins.
 *
 * <p>The end of a move takes the new place only if nobody reads the old one (one on the heap is left to the collector, so
 * its readers do not matter). A spill is a move to a place that cannot be read, and a restore one from there; both leave io
 * set until the old place is forgotten, so that the next move does not find it. A freed object's place is given back by exactly
 * one: by whoever frees it if there are neither pins nor a move, else by the end of the move, else by the last unpin, for
 * (DEAD, no io, 0 pins) is entered once.
 */
final class StoredObject {
  private static final VarHandle WORD;
  private static final VarHandle ROOT;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      WORD = lookup.findVarHandle(StoredObject.class, "word", long.class);
      ROOT = lookup.findVarHandle(StoredObject.class, "root", Supplier.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /**
   * What does not change.
   *
   * @param number its ref's
   * @param type how its bytes are to be read
   * @param bytes how many there are
   * @param valueClass the class of its value, for people
   * @param bornNanos when it was stored
   * @param site where, or empty
   */
  record Facts(
      long number, ValueType type, long bytes, Class<?> valueClass, long bornNanos, String site) {}

  /** The end of an object, for messages. */
  record End(String by, long nanos) {}

  private final Facts facts;

  // the refs in it, which it keeps until it is over
  private volatile List<Object> handles;

  // any thread: wordVolatile, casWord. The places are written before the word that names them
  @SuppressWarnings("UnusedVariable") // through the VarHandle
  private long word;

  private @Nullable Place first;
  private @Nullable Place second;

  // written by who spills or restores it: a copy of it, which stays good, and why it is lost
  private volatile @Nullable Spilled file;
  private volatile @Nullable IOException damage;

  // written once, after it may have ended already: takes the watch on its refs away
  private volatile @Nullable Runnable watch;

  // written before the object is DEAD
  private volatile @Nullable End end;

  // any thread: rootAcquire, casRoot
  @SuppressWarnings("UnusedVariable") // through the VarHandle
  private @Nullable Supplier<@Nullable PinRoot> root;

  // under the lock of its stripe of the roster
  private final Roster.Links links = new Roster.Links();

  StoredObject(Facts facts, List<Object> handles, Place place) {
    this.facts = facts;
    this.handles = handles;
    this.first = place;
  }

  Facts facts() {
    return facts;
  }

  /** The refs in it; none once it is over. */
  List<Object> handles() {
    return handles;
  }

  /** Its refs are watched; to be taken away when it ends otherwise. */
  void watch(Runnable end) {
    watch = end;
  }

  /** Nobody need watch its refs any more. */
  void unwatch() {
    Runnable end = watch;
    if (end != null) {
      watch = null;
      end.run();
    }
  }

  /** It is over: what is left of it keeps nothing, however long a ref to it lives. */
  void letGo() {
    handles = List.of();
    if (place() instanceof Place.OnHeap) {
      write((wordVolatile() & SECOND) != 0, Place.OnHeap.nothing());
    }
  }

  Roster.Links links() {
    return links;
  }

  private long wordVolatile() {
    return (long) WORD.getVolatile(this);
  }

  private boolean casWord(long from, long to) {
    return WORD.compareAndSet(this, from, to);
  }

  private @Nullable Place place(long word) {
    return (word & SECOND) == 0 ? first : second;
  }

  @SuppressWarnings("NullAway") // whoever claims a move, or frees, finds the place of that word
  private Place requirePlace(long word) {
    return place(word);
  }

  ObjectState state() {
    return stateOf(wordVolatile());
  }

  boolean isAlive() {
    return state() != ObjectState.DEAD;
  }

  /** Whether it could be moved now. */
  boolean isAtRest() {
    return ObjectWord.isAtRest(wordVolatile());
  }

  /** Whether somebody is about to bring it to memory, or has just taken it from there; who ends that tells those who wait. */
  boolean isChanging() {
    long now = wordVolatile();
    ObjectState state = stateOf(now);
    return isBusy(now) && (state == ObjectState.DISK || state == ObjectState.RESTORING);
  }

  /** How many read it now. */
  long pins() {
    return pinsOf(wordVolatile());
  }

  /** Its place now; only one on the heap may be read without a pin. */
  Place place() {
    while (true) { // until the word and the place are of one time
      Place place = place(wordVolatile());
      if (place != null) {
        return place;
      }
    }
  }

  /** How it ended; null while it lives. */
  @Nullable End end() {
    return end;
  }

  /** Begins to read it; the place stays until {@link #unpin()}. Null if it is not in memory. */
  @Nullable Place pin() {
    while (true) {
      long before = wordVolatile();
      if (!stateOf(before).isInMemory()) {
        return null;
      }
      if (casWord(before, (before | TOUCHED) + PIN)) {
        return place();
      }
    }
  }

  /** Whether it was pinned since this was asked last. */
  boolean wasTouched() {
    while (true) {
      long before = wordVolatile();
      if ((before & TOUCHED) == 0) {
        return false;
      }
      if (casWord(before, before & ~TOUCHED)) {
        return true;
      }
    }
  }

  /** Ends one pin; the place that is to be given back, or null. */
  @Nullable Place unpin() {
    while (true) {
      long before = wordVolatile();
      if (pinsOf(before) == 0) {
        throw new IllegalStateException("unpinned without a pin: " + describe());
      }
      long after = before - PIN;
      if (casWord(before, after)) {
        return isOver(after) ? place() : null;
      }
    }
  }

  /** Frees it; the place that is to be given back now, or null if somebody uses it, or it was freed before. */
  @Nullable Place free(End end) {
    while (true) {
      long before = wordVolatile();
      if (stateOf(before) == ObjectState.DEAD) {
        return null;
      }
      this.end = end;
      long after = with(before, ObjectState.DEAD);
      if (casWord(before, after)) {
        return isOver(after) ? place() : null;
      }
    }
  }

  /** Claims the move of an object that nobody reads, or that is on the heap; the place to copy from, or null. */
  @Nullable Place beginMove() {
    while (true) {
      long before = wordVolatile();
      if (stateOf(before) != ObjectState.MEMORY
          || isBusy(before)
          || !mayLeave(before, place(before))) {
        return null;
      }
      if (casWord(before, with(before, ObjectState.MOVING) | IO)) {
        return place();
      }
    }
  }

  /** Claims the spill of an object that nobody reads; the place to write from, or null. */
  @Nullable Place beginSpill() {
    return begin(ObjectState.MEMORY, ObjectState.SPILLING);
  }

  /** Claims to bring an object back to memory; false if it is not in a file, or somebody else does it. */
  boolean beginRestore() {
    return begin(ObjectState.DISK, ObjectState.RESTORING) != null;
  }

  private @Nullable Place begin(ObjectState from, ObjectState to) {
    while (true) {
      long before = wordVolatile();
      if (stateOf(before) != from || isBusy(before) || pinsOf(before) != 0) {
        return null;
      }
      long touched =
          to == ObjectState.RESTORING ? TOUCHED : 0; // it is wanted: it shall not leave at once
      if (casWord(before, with(before, to) | IO | touched)) {
        return place();
      }
    }
  }

  /** A place that nobody reads; one on the heap is left to the collector, whoever reads it. */
  private static boolean mayLeave(long word, @Nullable Place from) {
    return pinsOf(word) == 0 || from instanceof Place.OnHeap;
  }

  /**
   * Ends the move that this thread has claimed.
   *
   * @param to the new place with the same bytes; null if there is none, and it stays
   * @param unused takes what is not used any more
   */
  void endMove(@Nullable Place to, Unused unused) {
    end(to, ObjectState.MOVING, ObjectState.MEMORY, unused);
  }

  /**
   * Ends the spill that this thread has claimed.
   *
   * @param to the file; null if there is none, and it stays in memory
   * @param unused takes what is not used any more
   * @return whether it has left the memory
   */
  boolean endSpill(Place.@Nullable OnDisk to, Unused unused) {
    if (to != null) {
      file = to.file();
    }
    return end(to, ObjectState.DISK, ObjectState.MEMORY, unused);
  }

  /** Ends the restore that this thread has claimed: it is in memory again. */
  void endRestore(Place to, Unused unused) {
    end(to, ObjectState.MEMORY, ObjectState.MEMORY, unused);
  }

  /** Ends a restore that did not succeed; another may be tried. */
  void restoreLater(Unused unused) {
    end(null, ObjectState.DISK, ObjectState.DISK, unused);
  }

  /** Ends a restore that can never succeed. */
  void lose(IOException why, Unused unused) {
    damage = why;
    end(null, ObjectState.LOST, ObjectState.LOST, unused);
  }

  private boolean end(@Nullable Place to, ObjectState there, ObjectState here, Unused unused) {
    Place from = to == null ? null : change(to, there);
    Place left = from == null ? to : from;
    if (finish(from == null ? here : there)) {
      unused.over(this, place());
    }
    if (left != null) {
      unused.giveBack(left);
    }
    return from != null;
  }

  /** Says that nobody moves it any more; whether it is over. */
  private boolean finish(ObjectState after) {
    ObjectState then = after == ObjectState.MOVING ? ObjectState.MEMORY : after;
    while (true) {
      long before = wordVolatile();
      ObjectState state = stateOf(before) == ObjectState.DEAD ? ObjectState.DEAD : then;
      long word = with(before & ~IO, state);
      if (casWord(before, word)) {
        return isOver(word);
      }
    }
  }

  /** Makes another place its own, and lets go of the old one, which is the answer; null if it must stay. */
  private @Nullable Place change(Place to, ObjectState there) {
    while (true) {
      long before = wordVolatile();
      Place from = requirePlace(before);
      if (stateOf(before) == ObjectState.DEAD || !mayLeave(before, from)) {
        return null;
      }
      boolean wasSecond = (before & SECOND) != 0;
      write(!wasSecond, to);
      if (casWord(before, with(before ^ SECOND, there))) {
        write(wasSecond, null);
        return from;
      }
    }
  }

  /** A copy of it in a file, if there is one. */
  @Nullable Spilled file() {
    return file;
  }

  /** Forgets a file that is not needed while it is in memory; null if there is none. For who spills objects. */
  @Nullable Spilled dropCopy() {
    Spilled copy = file;
    if (copy == null || !isAtRest()) {
      return null;
    }
    file = null;
    return copy;
  }

  /** Why it is lost; null if it is not. */
  @Nullable IOException damage() {
    return damage;
  }

  private void write(boolean toSecond, @Nullable Place place) {
    if (toSecond) {
      second = place;
    } else {
      first = place;
    }
  }

  /** The root that its views share, if one is left. */
  @Nullable PinRoot root() {
    @SuppressWarnings("unchecked")
    Supplier<@Nullable PinRoot> kept = (Supplier<@Nullable PinRoot>) ROOT.getAcquire(this);
    return kept == null ? null : kept.get();
  }

  /** Has views share a root; of two at the same time either will do. */
  void root(Supplier<@Nullable PinRoot> made) {
    ROOT.setRelease(this, made);
  }

  String describe() {
    return "object #"
        + facts.number
        + " ("
        + ClassNames.of(facts.valueClass)
        + ", "
        + ByteSize.text(facts.bytes)
        + ")";
  }

  @Override
  public String toString() {
    long word = wordVolatile();
    return describe()
        + ", state="
        + stateOf(word)
        + ", pins="
        + pinsOf(word)
        + ", io="
        + isBusy(word);
  }
}
