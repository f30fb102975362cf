package dev.loomray.internal.task;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * What follows from settling a ref: its waiters are told, which may settle other refs, and so on;
 * first in, first out, in a loop, so that a chain of a million dependents needs no stack. A waiter
 * that throws is logged and skipped.
 *
 * <p>The thread that settles is somebody's task or timer; after {@link #LIMIT} waiters the rest
 * goes to a thread of its own. For one thread at a time.
 */
public final class Cascade {
  private static final int LIMIT = 1_000;

  /** The waiters of a ref, made before the ref is settled so that nothing can fail afterwards. */
  static final class Notice {
    private final Ref<?> ref;
    private final Waiters waiters;
    private @Nullable Notice next;

    Notice(Ref<?> ref, Waiters waiters) {
      this.ref = ref;
      this.waiters = waiters;
    }
  }

  private final Owner owner;
  private @Nullable Notice first;
  private @Nullable Notice last;

  // the notice that is being told, and who is next
  private @Nullable Ref<?> ref;
  private @Nullable Iterator<Waiter> waiters;

  public Cascade(Owner owner) {
    this.owner = owner;
  }

  /** Adds the waiters of a ref that was just settled. */
  public void add(Notice notice) {
    if (last == null) {
      first = notice;
    } else {
      last.next = notice;
    }
    last = notice;
  }

  /** Tells everybody. */
  public void run() {
    for (int told = 0; told < LIMIT; told++) {
      if (!tellOne()) {
        return;
      }
    }
    owner.engine().background(this::runToTheEnd);
  }

  private void runToTheEnd() {
    while (tellOne()) {
      // until nobody is left
    }
  }

  private boolean tellOne() {
    while (waiters == null || !waiters.hasNext()) {
      Notice notice = first;
      if (notice == null) {
        return false;
      }
      first = notice.next;
      last = first == null ? null : last;
      ref = notice.ref;
      waiters = notice.waiters.iterator();
    }
    if (ref != null) {
      tell(ref, waiters.next());
    }
    return true;
  }

  private void tell(Ref<?> settled, Waiter waiter) {
    try {
      waiter.settled(settled, this);
    } catch (Throwable e) {
      owner.env().reports().bug("a waiter of " + settled.describe() + " threw", e);
    }
  }
}
