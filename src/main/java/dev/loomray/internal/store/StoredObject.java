package dev.loomray.internal.store;

import dev.loomray.internal.serial.ValueType;
import dev.loomray.internal.serial.code.ClassNames;
import dev.loomray.internal.store.segment.ByteSize;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An object of the store: one word that says how it stands, who reads it and which of two places is its own.
 *
 * <pre>
 *     63        8 7 6 5      4       3     2..0
 *   |    pins    |  0  |  second  |  io  | state |
 * </pre>
 *
 * <ul>
 *   <li><b>pins</b>: how many read it. It is pinned in MEMORY and MOVING, never once it is DEAD.
 *   <li><b>second</b>: its place is {@code second}, else {@code first}. Whoever pins it reads that bit with the same
 *       compare-and-set, so it has the place that stays until it unpins.
 *   <li><b>io</b>: somebody moves it. Only one does, and only that one writes the place that is not in use.
 * </ul>
 *
 * <p>The end of a move takes the new place only if nobody reads the old one (one on the heap is left to the collector, so
 * its readers do not matter). A freed object's place is given back by exactly one: by whoever frees it if there are neither
 * pins nor a move, else by the end of the move, else by the last unpin, for (DEAD, no io, 0 pins) is entered once.
 */
final class StoredObject {
  private static final int STATE = 7;
  private static final long IO = 1 << 3;
  private static final long SECOND = 1 << 4;
  private static final long PIN = 1 << 8;
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

  private static ObjectState state(long word) {
    return ObjectState.of((int) (word & STATE));
  }

  private static long with(long word, ObjectState state) {
    return (word & ~STATE) | state.number();
  }

  private static long pins(long word) {
    return word / PIN;
  }

  private @Nullable Place place(long word) {
    return (word & SECOND) == 0 ? first : second;
  }

  @SuppressWarnings("NullAway") // whoever claims a move, or frees, finds the place of that word
  private Place requirePlace(long word) {
    return place(word);
  }

  ObjectState state() {
    return state(wordVolatile());
  }

  boolean isAlive() {
    return state() != ObjectState.DEAD;
  }

  /** Whether it could be moved now. */
  boolean isAtRest() {
    long now = wordVolatile();
    return state(now) == ObjectState.MEMORY && pins(now) == 0;
  }

  /** How many read it now. */
  long pins() {
    return pins(wordVolatile());
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

  /** Begins to read it; the place stays until {@link #unpin()}. Null if it was freed. */
  @Nullable Place pin() {
    while (true) {
      long before = wordVolatile();
      if (state(before) == ObjectState.DEAD) {
        return null;
      }
      if (casWord(before, before + PIN)) {
        return place();
      }
    }
  }

  /** Ends one pin; the place that is to be given back, or null. */
  @Nullable Place unpin() {
    while (true) {
      long before = wordVolatile();
      if (pins(before) == 0) {
        throw new IllegalStateException("unpinned without a pin: " + describe());
      }
      long after = before - PIN;
      if (casWord(before, after)) {
        return isOver(after) ? place() : null;
      }
    }
  }

  private static boolean isOver(long word) {
    return state(word) == ObjectState.DEAD && pins(word) == 0 && (word & IO) == 0;
  }

  /** Frees it; the place that is to be given back now, or null if somebody uses it, or it was freed before. */
  @Nullable Place free(End end) {
    while (true) {
      long before = wordVolatile();
      if (state(before) == ObjectState.DEAD) {
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
      if (state(before) != ObjectState.MEMORY || !mayLeave(before, place(before))) {
        return null;
      }
      if (casWord(before, with(before, ObjectState.MOVING) | IO)) {
        return place();
      }
    }
  }

  /** A place that nobody reads; one on the heap is left to the collector, whoever reads it. */
  private static boolean mayLeave(long word, @Nullable Place from) {
    return pins(word) == 0 || from instanceof Place.OnHeap;
  }

  /**
   * Ends the move that this thread has claimed.
   *
   * @param to the new place with the same bytes; null if there is none, and it stays
   * @param unused takes what is not used any more
   */
  void endMove(@Nullable Place to, Unused unused) {
    Place from = to == null ? null : change(to);
    Place left = from == null ? to : from;
    if (clearMove()) {
      unused.over(this, place());
    }
    if (left != null) {
      unused.giveBack(left);
    }
  }

  /** Says that nobody moves it any more; whether it is over. */
  private boolean clearMove() {
    while (true) {
      long before = wordVolatile();
      ObjectState then = state(before) == ObjectState.DEAD ? ObjectState.DEAD : ObjectState.MEMORY;
      long after = with(before & ~IO, then);
      if (casWord(before, after)) {
        return isOver(after);
      }
    }
  }

  /** Makes another place its own, and lets go of the old one, which is the answer; null if it must stay. */
  private @Nullable Place change(Place to) {
    while (true) {
      long before = wordVolatile();
      Place from = requirePlace(before);
      if (state(before) == ObjectState.DEAD || !mayLeave(before, from)) {
        return null;
      }
      boolean wasSecond = (before & SECOND) != 0;
      write(!wasSecond, to);
      if (casWord(before, before ^ SECOND)) {
        write(wasSecond, null);
        return from;
      }
    }
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
        + state(word)
        + ", pins="
        + pins(word)
        + ", io="
        + ((word & IO) != 0);
  }
}
