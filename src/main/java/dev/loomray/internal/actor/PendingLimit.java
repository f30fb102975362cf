package dev.loomray.internal.actor;

import dev.loomray.error.PendingCallsLimitException;
import dev.loomray.internal.task.Parking;
import java.util.ArrayDeque;
import java.util.Deque;
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
  private final ReentrantLock lock = new ReentrantLock();

  // under the lock
  private int pending;
  private final Deque<Waiting> line = new ArrayDeque<>();

  /** A thread in the line. */
  private static final class Waiting {
    private final Thread thread = Thread.currentThread();
    // set under the lock
    private volatile boolean admitted;

    boolean isAdmitted() {
      return admitted;
    }
  }

  PendingLimit(CallLimit limit, Parking parking) {
    this.limit = limit;
    this.parking = parking;
  }

  /** Makes room for a call; {@code isOwn} if the actor calls itself, and so must not wait. */
  void enter(Actor actor, boolean isOwn) {
    Waiting waiting = enterOrWait(actor, isOwn);
    if (waiting != null) {
      await(actor, waiting);
    }
  }

  private @Nullable Waiting enterOrWait(Actor actor, boolean isOwn) {
    lock.lock();
    try {
      if (line.isEmpty() && pending < limit.maxPending()) {
        pending++;
        return null;
      }
      if (!limit.blocksWhenFull() || isOwn) {
        throw full(actor, isOwn);
      }
      Waiting waiting = new Waiting();
      line.add(waiting);
      return waiting;
    } finally {
      lock.unlock();
    }
  }

  private void await(Actor actor, Waiting waiting) {
    boolean held = false;
    try {
      held =
          parking.await(
              waiting::isAdmitted, Parking.FOREVER, "room among the calls of " + actor.describe());
    } finally {
      if (!held) {
        giveUp(waiting);
      }
    }
  }

  private void giveUp(Waiting waiting) {
    lock.lock();
    try {
      if (!line.remove(waiting)) {
        passOn(); // it was admitted in the same moment
      }
    } finally {
      lock.unlock();
    }
  }

  /** A call counts from now on. */
  void counts(CallTerms terms) {
    terms.isCounted = true;
  }

  /** A call has ended; once for each. */
  void leave(CallTerms terms) {
    lock.lock();
    try {
      if (terms.isCounted) {
        terms.isCounted = false;
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
      first.admitted = true;
      LockSupport.unpark(first.thread);
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
