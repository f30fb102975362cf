package dev.loomray.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/** A place in the tree of a program: a task or a scope, and what may end what stands below it. */
abstract class Place {
  private final Queue<Place> children = new ConcurrentLinkedQueue<>();
  final Journal journal;
  final Place parent;
  // which attempt of the parent has made this
  final int parentAttempt;
  // the deadline lies between these two, since a program sees the time before and after a call
  volatile long dueFrom = Long.MAX_VALUE;
  volatile long dueBy = Long.MAX_VALUE;

  Place(Journal journal, Place parent) {
    this.journal = journal;
    this.parent = parent;
    this.parentAttempt = parent instanceof Fate fate ? fate.attempt() : 0;
    if (parent != null) {
      dueFrom = parent.dueFrom;
      dueBy = parent.dueBy;
      parent.children.add(this);
    }
  }

  /** It is about to be given a timeout. */
  final void mayBeDueIn(long nanos) {
    if (nanos > 0) {
      dueFrom = Math.min(dueFrom, journal.now() + nanos);
    }
  }

  /** It has been given a timeout. */
  final void isDueIn(long nanos) {
    if (nanos > 0) {
      dueBy = Math.min(dueBy, journal.now() + nanos);
    }
  }

  /** Whether somebody may have ended it with a cancellation. */
  boolean mayBeCancelled() {
    return journal.isClosing() || (parent != null && parent.mayStop(parentAttempt));
  }

  /** Whether its deadline may have passed. */
  boolean mayBeTimedOut() {
    return journal.now() >= dueFrom;
  }

  /** Whether what the given attempt has made may have been cancelled. */
  abstract boolean mayStop(int attempt);

  /** Whether nothing that the given attempt has made is ended by somebody, in no run. */
  boolean leavesAlone(int attempt) {
    return dueFrom == Long.MAX_VALUE && (parent == null || parent.leavesAlone(parentAttempt));
  }

  /** The task in which this was made, or null. */
  final Fate submitter() {
    return parent == null || parent instanceof Fate ? (Fate) parent : parent.submitter();
  }

  /** All tasks below whose submission has returned. */
  final List<Fate> below() {
    List<Fate> found = new ArrayList<>();
    List<Place> open = new ArrayList<>(children);
    for (int i = 0; i < open.size(); i++) {
      open.addAll(open.get(i).children);
      if (open.get(i) instanceof Fate fate && fate.ref() != null) {
        found.add(fate);
      }
    }
    return found;
  }

  /** Whether a task directly below, perhaps still in its submission, is such. */
  final boolean anyChild(Predicate<Fate> condition) {
    return children.stream().anyMatch(child -> child instanceof Fate fate && condition.test(fate));
  }

  /** Whether it is this or stands above. */
  final boolean isAbove(Place other) {
    for (Place at = other; at != null; at = at.parent) {
      if (at == this) {
        return true;
      }
    }
    return false;
  }
}
