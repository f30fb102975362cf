package dev.loomray.internal.task;

import dev.loomray.ObjectRef;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gives refs out in the order in which they are settled. */
final class Completed<T extends @Nullable Object> implements Iterator<ObjectRef<T>> {
  private final Owner owner;
  private final Parking parking;

  // any thread adds, the iterating thread takes
  private final Queue<Ref<?>> ready = new ConcurrentLinkedQueue<>();

  // the iterating thread
  private int left;

  // written by the iterating thread, read by those that settle
  private volatile @Nullable Thread thread;

  Completed(Owner owner, Parking parking, List<Ref<T>> refs) {
    this.owner = owner;
    this.parking = parking;
    this.left = refs.size();
    Arrival arrival = new Arrival(this);
    for (Ref<T> ref : refs) {
      if (!ref.addWaiter(arrival)) {
        ready.add(ref);
      }
    }
  }

  @Override
  public boolean hasNext() {
    return left > 0;
  }

  @Override
  @SuppressWarnings("unchecked") // refs of this type alone are added
  public ObjectRef<T> next() {
    if (left == 0) {
      throw new NoSuchElementException("all refs were given out");
    }
    owner.requireOpen();
    thread = Thread.currentThread();
    try {
      parking.await(() -> !ready.isEmpty(), Parking.FOREVER, "the next of " + left + " refs");
    } finally {
      thread = null;
    }
    Ref<T> next = (Ref<T>) ready.remove();
    left--;
    Waits.markRead(next);
    return next;
  }

  private void arrived(Ref<?> ref) {
    ready.add(ref);
    LockSupport.unpark(thread);
  }

  /** The waiter on all refs; it does not keep an iterator that was left early. */
  private static final class Arrival extends Waiter {
    private final Supplier<@Nullable Completed<?>> iterator;

    Arrival(Completed<?> iterator) {
      this.iterator = iterator.owner.env().reclaim().weakly(iterator);
    }

    @Override
    public boolean readsFailures() {
      return false;
    }

    @Override
    public boolean isLive() {
      return iterator.get() != null;
    }

    @Override
    public void settled(Ref<?> ref, Cascade cascade) {
      Completed<?> completed = iterator.get();
      if (completed != null) {
        completed.arrived(ref);
      }
    }
  }
}
