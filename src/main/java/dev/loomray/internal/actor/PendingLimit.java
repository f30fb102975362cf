package dev.loomray.internal.actor;

import dev.loomray.error.PendingCallsLimitException;
import dev.loomray.internal.base.StackSafeLock;
import dev.loomray.internal.task.Awaited;
import dev.loomray.internal.task.Parking;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How many calls of an actor may be unfinished. One more is refused, or waits in line until there is room: the place of a
 * call that ends goes to the first in the line.
 */
final class PendingLimit {
  private final CallLimit limit;
  private final Parking parking;
  private final ReentrantLock lock = new StackSafeLock();

  // under the lock
  private int pending;
  // how many of them have a deadline, and how many are not made yet
  private int timed;
  private int entering;
  private final Deque<Waiting> line = new ArrayDeque<>();
  // for those who look at it: as long as nobody comes or leaves it stays the same
  private @Nullable FullMailbox seen;

  /** A thread in the line. */
  private final class Waiting implements Awaited {
    private final Thread thread = Thread.currentThread();
    private final Actor actor;
    private final CallTerms terms;
    // set under the lock
    private volatile boolean admitted;
    // under the lock: it looked when nobody could know what keeps it
    private boolean isUnsure;
    // set under the lock, taken back by its thread: what keeps it can be seen now, and could not
    // before
    private volatile boolean looksAgain;

    Waiting(Actor actor, CallTerms terms) {
      this.actor = actor;
      this.terms = terms;
    }

    boolean isAdmittedOrLooks() {
      return admitted || looksAgain;
    }

    @Override
    public List<FullMailbox> behind() {
      return full(this);
    }

    @Override
    public String because(Awaited next) {
      return "";
    }

    @Override
    public String describe() {
      return "room among the calls of " + actor.describe();
    }

    @Override
    public String toString() {
      return describe();
    }
  }

  PendingLimit(CallLimit limit, Parking parking) {
    this.limit = limit;
    this.parking = parking;
  }

  /**
   * Makes room for a call, which counts from now on; to be followed by {@link #entered} or {@link #leave}.
   *
   * @param isOwn whether the actor calls itself, and so must not wait
   */
  void enter(Actor actor, CallTerms terms, boolean isOwn) {
    Waiting waiting = enterOrWait(actor, terms, isOwn);
    if (waiting != null) {
      await(waiting);
    }
  }

  private @Nullable Waiting enterOrWait(Actor actor, CallTerms terms, boolean isOwn) {
    lock.lock();
    try {
      if (line.isEmpty() && pending < limit.maxPending()) {
        pending++;
        counts(terms);
        return null;
      }
      if (!limit.blocksWhenFull() || isOwn) {
        throw full(actor, isOwn);
      }
      Waiting waiting = new Waiting(actor, terms);
      line.add(waiting);
      return waiting;
    } finally {
      lock.unlock();
    }
  }

  private void counts(CallTerms terms) {
    terms.isCounted = true;
    terms.isEntering = true;
    entering++;
    timed += terms.deadline() == null ? 0 : 1;
    seen = null;
  }

  private void await(Waiting waiting) {
    boolean held = false;
    try {
      while (!waiting.admitted) {
        waiting.looksAgain = false;
        parking.await(waiting::isAdmittedOrLooks, Parking.FOREVER, waiting, waiting);
      }
      held = true;
    } finally {
      if (!held) {
        giveUp(waiting);
      }
    }
  }

  private void giveUp(Waiting waiting) {
    lock.lock();
    try {
      if (!line.remove(waiting)) { // it was admitted in the same moment
        leave(waiting.terms);
      }
    } finally {
      lock.unlock();
    }
  }

  /** A call that was admitted is about to stand where calls wait for their turn, and ends there. */
  void entered(CallTerms terms) {
    lock.lock();
    try {
      if (terms.isEntering) {
        terms.isEntering = false;
        entering--;
        seen = null;
        lookAgain();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Those who wait looked for a circle when nobody could know what keeps them; it may have closed meanwhile. */
  private void lookAgain() {
    if (entering == 0) {
      for (Waiting waiting : line) {
        if (waiting.isUnsure) {
          waiting.isUnsure = false;
          waiting.looksAgain = true;
          LockSupport.unpark(waiting.thread);
        }
      }
    }
  }

  /** A call has ended; once for each. */
  void leave(CallTerms terms) {
    lock.lock();
    try {
      entered(terms);
      if (terms.isCounted) {
        terms.isCounted = false;
        timed -= terms.deadline() == null ? 0 : 1;
        seen = null;
        passOn();
      }
    } finally {
      lock.unlock();
    }
  }

  private void passOn() {
    Waiting first = line.poll();
    if (first == null) {
      pending--;
    } else {
      counts(first.terms);
      first.admitted = true;
      LockSupport.unpark(first.thread);
    }
  }

  /** What keeps a thread in the line, if that does not end in time or by those who are just coming. */
  private List<FullMailbox> full(Waiting waiting) {
    lock.lock();
    try {
      waiting.isUnsure = entering > 0;
      if (waiting.admitted || timed > 0 || entering > 0) {
        return List.of();
      }
      if (seen == null) {
        seen = new FullMailbox(waiting.actor);
      }
      return List.of(seen);
    } finally {
      lock.unlock();
    }
  }

  private PendingCallsLimitException full(Actor actor, boolean isOwn) {
    String advice =
        isOwn
            ? "it called itself, and would wait for itself"
            : "wait for some, raise the limit, or use blockWhenFull()";
    return new PendingCallsLimitException(
        "expected fewer than maxPendingCalls=%d unfinished calls of %s, found %d; %s"
            .formatted(limit.maxPending(), actor.describe(), pending, advice),
        null);
  }
}
