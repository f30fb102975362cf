package dev.loomray.internal.task;

import dev.loomray.ObjectRef;
import dev.loomray.ObjectView;
import dev.loomray.Pin;
import dev.loomray.function.Act1;
import dev.loomray.function.Fn1;
import dev.loomray.internal.base.Require;
import dev.loomray.internal.store.Stored;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A ref: one field that goes from pending to settled, once.
 *
 * <pre>
 *   null ──addWaiter──▶ Waiters ──addWaiter──▶ Waiters …      pending
 *     │                    │
 *     └──────settle────────┴──▶ value | NULL | Stored | Failed    settled
 * </pre>
 *
 * <ul>
 *   <li>{@code null}: pending, and nobody waits
 *   <li>{@link Waiters}: pending, and these are told when it is settled
 *   <li>any other object: the value itself; {@code NULL} stands for null
 *   <li>{@link Stored}: the value is in the object store, and every reader gets a fresh copy
 *   <li>{@link Failed}: there is no value, and every reader gets an exception
 * </ul>
 *
 * Every change is a CAS on that field; {@link #settle} has a single winner, which tells the waiters. {@link #free} makes a
 * value a failure, which nobody is told; a stored one stays, and the store refuses its readers.
 *
 * @param <T> the type of the value
 */
public class Ref<T extends @Nullable Object> implements ObjectRef<T>, Awaited {
  /** The outcome that stands for null. */
  public static final Object NULL = new Object();

  private static final VarHandle STATE;
  private static final VarHandle SEQUENCE;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      STATE = lookup.findVarHandle(Ref.class, "state", Object.class);
      SEQUENCE = lookup.findVarHandle(Ref.class, "sequence", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // immutable
  private final Owner owner;

  // any thread: stateVolatile, casState
  @SuppressWarnings("UnusedVariable") // through the VarHandle
  private @Nullable Object state;

  // 0 until somebody asks: most refs are never spoken of, and all threads would share the counter
  @SuppressWarnings("UnusedVariable") // through the VarHandle
  private long sequence;

  public Ref(Owner owner) {
    this.owner = owner;
  }

  /** A ref that has its number already, and a value. */
  Ref(Owner owner, long sequence, Object outcome) {
    this.owner = owner;
    this.sequence = sequence;
    this.state = outcome;
  }

  public final Owner owner() {
    return owner;
  }

  /** Its number: unique in its Ray, given when first asked for. */
  public final long sequence() {
    long known = (long) SEQUENCE.getOpaque(this);
    return known == 0 ? giveNumber() : known;
  }

  private long giveNumber() {
    long before = (long) SEQUENCE.compareAndExchange(this, 0L, owner.nextSequence());
    return before == 0 ? (long) SEQUENCE.getOpaque(this) : before;
  }

  /** Pairs with {@link #casState}: who sees an outcome sees all that was written before it was settled, and who
   * changed a task's status before reads an outcome that was settled before its status was read. */
  public final @Nullable Object stateVolatile() {
    return STATE.getVolatile(this);
  }

  private boolean casState(@Nullable Object from, Object to) {
    return STATE.compareAndSet(this, from, to);
  }

  private static boolean isOutcome(@Nullable Object state) {
    return state != null && !(state instanceof Waiters);
  }

  public final boolean isSettled() {
    return isOutcome(stateVolatile());
  }

  /** The failure, or null while pending or if there is a value. */
  public final @Nullable Failed failed() {
    return stateVolatile() instanceof Failed failed ? failed : null;
  }

  /** Settles this ref and tells its waiters; false if it was settled before. */
  public final boolean settle(Object outcome) {
    Cascade cascade = new Cascade(owner);
    boolean won = settle(outcome, cascade);
    cascade.run();
    return won;
  }

  /** Settles this ref and leaves the telling to the cascade; false if it was settled before. */
  public final boolean settle(Object outcome, Cascade cascade) {
    while (true) {
      Object before = stateVolatile();
      if (isOutcome(before)) {
        return false;
      }
      Waiters waiters = (Waiters) before;
      Cascade.Notice notice = waiters == null ? null : new Cascade.Notice(this, waiters);
      if (casState(before, outcome)) {
        if (notice != null) {
          cascade.add(notice);
        }
        if (outcome instanceof Failed failed && (waiters == null || !waiters.anyReading())) {
          owner.watch(this, failed);
        }
        return true;
      }
    }
  }

  /** Registers a waiter; false if there is nothing to wait for, and the waiter will not be told. */
  public final boolean addWaiter(Waiter waiter) {
    while (true) {
      Object before = stateVolatile();
      if (isOutcome(before)) {
        return false;
      }
      if (casState(before, Waiters.with((Waiters) before, waiter))) {
        return true;
      }
    }
  }

  /** The value, read by whoever holds the settled ref. Throws a fresh exception if it failed. */
  @SuppressWarnings({"unchecked", "NullAway"}) // null is a value of T if it was settled with null
  public final T value() {
    Object outcome = stateVolatile();
    if (outcome instanceof Failed failed) {
      failed.markRead();
      throw failed.toException();
    }
    if (outcome instanceof Stored stored) {
      return (T) owner.store().get(stored);
    }
    return outcome == NULL ? null : (T) outcome;
  }

  @Override
  public List<? extends Awaited> behind() {
    return List.of();
  }

  @Override
  public String because(Awaited next) {
    return "waits for " + next.describe();
  }

  @Override
  public String describe() {
    return "object #" + sequence();
  }

  @Override
  public final T get() {
    owner.waits().get(this);
    return value();
  }

  @Override
  public final T get(Duration timeout) {
    long nanos = Require.nanos(timeout, "timeout");
    owner.waits().get(this, nanos);
    return value();
  }

  @Override
  public final boolean isReady() {
    return isSettled();
  }

  @Override
  public final String id() {
    return owner.objectId(sequence()).hex();
  }

  @Override
  public boolean cancel() {
    return false;
  }

  @Override
  public final ObjectView view() {
    owner.waits().get(this);
    return owner.store().view(stored("view()"));
  }

  @Override
  public final Pin pin() {
    owner.waits().get(this);
    return owner.store().pin(stored("pin()"));
  }

  private Stored stored(String call) {
    if (stateVolatile() instanceof Stored stored) {
      return stored;
    }
    T value = value(); // a failure is thrown
    throw new IllegalStateException(
        "expected a stored object for "
            + call
            + ", found "
            + describe()
            + " with a value on the heap (class="
            + (value == null ? "null" : value.getClass().getTypeName())
            + "); get() it, put() it, or run its task with options(o -> o.stored())");
  }

  @Override
  public final void free() {
    owner.requireOpen();
    Object before = stateVolatile();
    if (!isOutcome(before)) {
      throw new IllegalStateException(
          "expected a ref that is ready for free(), found "
              + describe()
              + " unfinished; cancel() it, or wait for it");
    }
    String by = TaskContext.whoAmI();
    if (before instanceof Stored stored) {
      owner.store().free(stored, by);
    } else if (!(before instanceof Failed)) {
      casState(before, Failed.freed(describe(), by)); // else another has freed it
    }
  }

  @Override
  public final <R extends @Nullable Object> ObjectRef<R> then(Fn1<? super T, ? extends R> fn) {
    return owner.submission().submit(Require.notNull(fn, "fn"), 1, this);
  }

  @Override
  public final ObjectRef<Void> thenRun(Act1<? super T> fn) {
    return owner.submission().submit(Require.notNull(fn, "fn"), 1, this);
  }

  @Override
  public final CompletableFuture<T> toFuture() {
    return owner.waits().future(this);
  }

  /** By number, so that sets of refs have the same order whenever a program runs in the same order. */
  @Override
  public final int hashCode() {
    return Long.hashCode(sequence());
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public final String toString() {
    return describe();
  }
}
