package dev.loomray.model;

import dev.loomray.ObjectRef;
import dev.loomray.error.TaskException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** What is known of a task, and which answers are right for it. */
final class Fate extends Place {
  final int id;
  final Terms terms;
  // it waits for nothing but its arguments
  final boolean isLeaf;
  final List<Fate> arguments;
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicReference<Outcome> outcome = new AtomicReference<>();
  private volatile ObjectRef<Integer> ref;
  private volatile int attempt;
  private volatile int retried;
  private volatile Throwable thrown;
  private volatile Integer returned;
  private volatile long returnedAt;
  private volatile boolean cancelling;
  // it has ended as it did by chance
  private volatile boolean swayed;
  // it failed with what these have thrown
  private final Queue<Fate> leansOn = new ConcurrentLinkedQueue<>();
  // its own thread: it runs and has not waited yet
  private boolean holdsAll;

  Fate(Journal journal, int id, Place parent, Terms terms, boolean isLeaf, List<Fate> arguments) {
    super(journal, parent);
    this.id = id;
    this.terms = terms;
    this.isLeaf = isLeaf;
    this.arguments = List.copyOf(arguments);
  }

  ObjectRef<Integer> ref() {
    return ref;
  }

  void submitted(ObjectRef<Integer> submitted) {
    ref = submitted;
  }

  int attempt() {
    return attempt;
  }

  boolean isRunning() {
    return running.get() > 0;
  }

  /** The only value it can have. */
  int value() {
    int value = id;
    for (Fate argument : arguments) {
      value = 31 * value + argument.value();
    }
    return value;
  }

  /** Its code begins. */
  void begins(int number) {
    check(running.incrementAndGet() == 1, "two attempts run at the same time");
    check(number == attempt + 1, () -> "attempt " + number + " follows attempt " + attempt);
    check(number <= 1 + terms.retries(), () -> "attempt " + number + " of " + terms);
    Outcome seen = outcome.get();
    check(seen == null || !seen.isValue(), "runs after it had a value");
    attempt = number;
    for (Fate argument : arguments) {
      check(argument.ref.isReady(), "runs before task " + argument.id + " is ready");
    }
  }

  /** It holds all that it asked for, since it was admitted. */
  void holdsAll(boolean holds) {
    holdsAll = holds;
  }

  boolean holdsAll() {
    return holdsAll;
  }

  /** Its code ends with its value. */
  int returns() {
    returnedAt = journal.now();
    returned = value();
    running.decrementAndGet();
    return value();
  }

  /** Its code ends with an exception. */
  void fails(Throwable cause) {
    // what a task throws on from a get is the cause of its own failure too
    thrown = cause instanceof TaskException inner ? inner.getCause() : cause;
    if (terms.isRetried(attempt)) {
      retried = attempt;
    }
    running.decrementAndGet();
  }

  /** Somebody is about to cancel it. */
  void cancelling() {
    cancelling = true;
  }

  /** Its code goes on in a way that depends on time. */
  void sway() {
    swayed = true;
  }

  /** Its code throws what it was answered by another. */
  void leanOn(Fate other) {
    leansOn.add(other);
  }

  /** How it ended, once somebody was answered. */
  Outcome outcome() {
    return outcome.get();
  }

  /** Whether it ends in the same way in every run. */
  boolean isDetermined() {
    return !swayed
        && leavesAlone(Integer.MAX_VALUE)
        && arguments.stream().allMatch(Fate::isDetermined)
        && arguments.stream().filter(argument -> !argument.outcome().isValue()).count() <= 1
        && leansOn.stream().allMatch(Fate::isDetermined);
  }

  @Override
  boolean leavesAlone(int number) {
    return !cancelling && retried < number && super.leavesAlone(number);
  }

  @Override
  boolean mayBeCancelled() {
    return cancelling
        || super.mayBeCancelled()
        || arguments.stream().anyMatch(Fate::mayBeCancelled);
  }

  @Override
  boolean mayBeTimedOut() {
    return super.mayBeTimedOut() || arguments.stream().anyMatch(Fate::mayBeTimedOut);
  }

  @Override
  boolean mayStop(int number) {
    return mayBeCancelled() || retried >= number;
  }

  boolean mayHaveFailed() {
    return thrown != null || mayBeTimedOut() || arguments.stream().anyMatch(Fate::mayHaveFailed);
  }

  /** Somebody was given an answer. */
  void answered(Outcome answer) {
    Outcome first = outcome.compareAndExchange(null, answer);
    check(first == null || first.equals(answer), () -> "answers " + answer + " after " + first);
    check(ref == null || ref.isReady(), () -> "answers " + answer + " and is not ready");
    switch (answer.kind()) {
      case VALUE -> checkValue(answer.value());
      case FAILED -> checkFailure(answer.cause());
      case CANCELLED -> check(mayBeCancelled(), () -> "is cancelled by nobody: " + answer);
      case TIMED_OUT -> check(mayBeTimedOut(), () -> "is timed out before its time: " + answer);
    }
  }

  private void checkValue(Object value) {
    check(value.equals(returned), () -> "answers " + value + ", its code returned " + returned);
    check(
        dueBy == Long.MAX_VALUE || returnedAt - dueBy < journal.lateNanos(),
        () -> "has a value " + (returnedAt - dueBy) + " ns after its deadline");
  }

  private void checkFailure(Throwable cause) {
    boolean own = cause == thrown;
    check(!own || !isRunning(), "has failed and still runs");
    check(
        !own || !(cause instanceof Planned) || !terms.isRetried(attempt),
        "has failed though it has retries left");
    boolean argument = attempt == 0 && arguments.stream().anyMatch(fate -> fate.hasFailedBy(cause));
    check(own || argument, () -> "fails for a cause that nobody threw: " + cause);
  }

  boolean hasFailedBy(Throwable cause) {
    return thrown == cause || arguments.stream().anyMatch(fate -> fate.hasFailedBy(cause));
  }

  void check(boolean holds, String what) {
    check(holds, () -> what);
  }

  void check(boolean holds, Supplier<String> what) {
    if (!holds) {
      throw journal.violation("task " + id + " " + what.get() + "; " + this);
    }
  }

  @Override
  public String toString() {
    return "attempt=%d thrown=%s returned=%s terms=%s arguments=%s"
        .formatted(attempt, thrown, returned, terms, arguments.stream().map(f -> f.id).toList());
  }
}
