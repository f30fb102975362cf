package dev.loomray.internal.task;

import dev.loomray.internal.base.StackRoom;
import dev.loomray.internal.serial.FunctionNames;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A task: its own ref, its place in the tree, and how far it has come.
 *
 * <pre>
 *   WAITING ──arguments ready──▶ QUEUED ──resources free──▶ STARTING ──its thread runs──▶ RUNNING ──▶ ENDED
 *                                  ▲                                                          │
 *                                  └───────delay over─────── BACKOFF ◀──threw, retries left───┘
 *
 *   WAITING, QUEUED, STARTING, BACKOFF ──the ref is settled from outside──▶ ENDED
 * </pre>
 *
 * <ul>
 *   <li>WAITING: some argument is not ready
 *   <li>QUEUED: the resources it asks for are not free
 *   <li>STARTING: admitted, with its resources; a thread is on its way
 *   <li>RUNNING: a thread runs its code
 *   <li>BACKOFF: an attempt threw, and the next one waits for a timer
 *   <li>ENDED: no thread runs it or ever will
 * </ul>
 *
 * Being stopped is a matter of the ref, not of this word: whoever wins {@link #settle} has decided the outcome, and a
 * task whose ref is settled while it runs is cancelled, for good, whatever its code does with the interrupt. Whoever
 * settles looks at the word afterwards, and whoever changes the word looks at the ref afterwards ({@link #advance}), so
 * one of the two takes the task to ENDED; the CAS to ENDED has one winner, which runs {@link TaskEnd}.
 *
 * A thread may run another task as soon as this one has left it, and must not be interrupted for this one then:
 *
 * <pre>
 *   OPEN ──stopped──▶ SENDING ──interrupt()──▶ SENT      by whoever stops it
 *     │                                          │
 *     └────────────────── leave ─────────────────┴──▶ CLOSED   by its thread, which takes the flag back
 * </pre>
 *
 * <table>
 *   <caption>fields</caption>
 *   <tr><th>field</th><th>read</th><th>write</th><th>guard</th></tr>
 *   <tr><td>status</td><td>volatile</td><td>CAS</td><td></td></tr>
 *   <tr><td>runner</td><td>plain</td><td>plain</td><td>its own thread; who interrupts it has moved the interrupt word from
 *   OPEN to SENDING before it reads; for people what may be old</td></tr>
 *   <tr><td>place, blockedOn</td><td>plain</td><td>plain</td><td>its own thread; for people what may be old</td></tr>
 *   <tr><td>interrupt</td><td>volatile</td><td>CAS</td><td></td></tr>
 *   <tr><td>call, attempt, timers</td><td>plain</td><td>plain</td><td>whoever moved the status</td></tr>
 * </table>
 *
 * @param <T> the type of the result
 */
final class Task<T extends @Nullable Object> extends Node<T> implements TaskEngine.Work {
  /** How far a task has come. */
  enum Status {
    WAITING,
    QUEUED,
    STARTING,
    RUNNING,
    BACKOFF,
    ENDED
  }

  /** Whether its thread may be interrupted for it. */
  private enum Interrupt {
    OPEN,
    SENDING,
    SENT,
    CLOSED
  }

  private static final VarHandle STATUS;
  private static final VarHandle INTERRUPT;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      STATUS = lookup.findVarHandle(Task.class, "status", Status.class);
      INTERRUPT = lookup.findVarHandle(Task.class, "interrupt", Interrupt.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // immutable
  private final Settings settings;
  private final String name;
  private final @Nullable Deadline deadline;
  private final @Nullable Scope scope;

  // any thread: status(), casStatus()
  @SuppressWarnings("UnusedVariable") // through the VarHandle
  private Status status = Status.WAITING;

  // its own thread opens and closes it, whoever stops it sends
  private volatile Interrupt interrupt = Interrupt.CLOSED;

  // its own thread writes, any thread reads: after the interrupt word, or for people
  private @Nullable Thread runner;
  private TaskEngine.Place place = OwnPlace.OWN;
  private @Nullable Object blockedOn;

  // whoever moved the status; the CAS that follows publishes them
  @Nullable Call call;
  @Nullable Arguments arguments;
  @Nullable Timer deadlineTimer;
  @Nullable Timer backoffTimer;
  int attempt = 1;

  // under the lock of admission
  boolean holdsResources;

  Task(Owner owner, Settings settings, Invocation invocation, Node<?> parent) {
    super(owner);
    this.settings = settings;
    this.scope = parent instanceof Scope of ? of : null;
    String chosen = settings.name();
    this.name = chosen != null ? chosen : FunctionNames.of(invocation.fn());
    this.deadline = Deadline.earlier(own(owner, settings, name), parent.deadline());
  }

  private static @Nullable Deadline own(Owner owner, Settings settings, String name) {
    long nanos = settings.timeoutNanos();
    return nanos == 0 ? null : new Deadline(owner.env().clock().nanoTime() + nanos, nanos, name);
  }

  Settings settings() {
    return settings;
  }

  @Override
  @Nullable Deadline deadline() {
    return deadline;
  }

  /** Tells the scope it was submitted to that it has failed. */
  void tellScope(Failed failed) {
    if (scope != null) {
      scope.taskFailed(failed);
    }
  }

  @Override
  String name() {
    return name;
  }

  Status status() {
    return (Status) STATUS.getVolatile(this);
  }

  /** Moves the status and nothing else; true for one caller. */
  boolean casStatus(Status from, Status to) {
    return STATUS.compareAndSet(this, from, to);
  }

  /**
   * Moves to the next status, unless the ref was settled from outside: then to the end.
   *
   * @return whether the task goes on
   */
  boolean advance(Status from, Status to) {
    if (!casStatus(from, to)) {
      return false;
    }
    if (isSettled() && to != Status.RUNNING) {
      endFrom(to);
      return false;
    }
    return true;
  }

  /** Ends a task that no thread runs; true for one caller. */
  boolean endFrom(Status from) {
    if (!casStatus(from, Status.ENDED)) {
      return false;
    }
    TaskEnd.after(this, from);
    return true;
  }

  @Nullable Thread runner() {
    return runner;
  }

  /** What the engine lets its thread do. */
  TaskEngine.Place place() {
    return place;
  }

  /** An attempt begins on this thread. */
  void enter(Thread thread, TaskEngine.Place of) {
    place = of;
    runner = thread;
    interrupt = Interrupt.OPEN;
  }

  /** The attempt has left its thread, which takes back an interrupt that was sent for it. */
  void leave() {
    while (interrupt != Interrupt.CLOSED
        && !INTERRUPT.compareAndSet(this, Interrupt.OPEN, Interrupt.CLOSED)) {
      if (interrupt == Interrupt.SENT) {
        Thread.interrupted();
        interrupt = Interrupt.CLOSED;
      } else {
        owner().env().idle().spin(); // for the moment that another thread needs to send it
      }
    }
    runner = null;
    place = OwnPlace.OWN; // a ref keeps no thread
  }

  /** A task that ran on this task's thread has taken its interrupt away: it comes back if it was meant for this one. */
  void interruptAgain() {
    while (interrupt == Interrupt.SENDING) {
      owner().env().idle().spin(); // for the moment that another thread needs to send it
    }
    if (interrupt == Interrupt.SENT) {
      Thread.currentThread().interrupt();
    }
  }

  /** Interrupts the thread that runs it; false if the attempt has left it. */
  private boolean interrupt() {
    if (!INTERRUPT.compareAndSet(this, Interrupt.OPEN, Interrupt.SENDING)) {
      return false;
    }
    try {
      Thread thread = runner; // the thread that has opened it, and waits now before it leaves
      if (thread != null) {
        thread.interrupt();
      }
    } finally { // what a user's channel does when it is interrupted may throw
      interrupt = Interrupt.SENT;
    }
    return true;
  }

  /** What its thread waits for, for people; null if it does not wait in a call of ours. */
  @Nullable Object blockedOn() {
    return blockedOn;
  }

  void blockedOn(@Nullable Object what) {
    blockedOn = what;
  }

  @Override
  public boolean cancel() {
    StackRoom.require();
    return !owner().tree().stop(this, Stop.cancelled("task " + name)).isEmpty();
  }

  @Override
  void stopped() {
    Failed failed = failed();
    if (failed != null) {
      tellScope(failed); // before it ends, so that a join sees the failure when it sees the end
    }
    while (!stopFrom(status())) {
      owner().env().idle().spin();
    }
  }

  /** Ends or interrupts the task; false if it has moved on meanwhile. */
  private boolean stopFrom(Status now) {
    return switch (now) {
      case ENDED -> true;
      case WAITING, QUEUED, STARTING, BACKOFF -> endFrom(now);
      case RUNNING -> interrupt(); // false between the end of the user's code and the next status
    };
  }

  @Override
  public void run(TaskEngine.Place of) {
    new TaskRun(this).run(of);
  }

  @Override
  public void goOn(Throwable thrown) {
    new TaskRun(this).goOn(thrown);
  }

  @Override
  public boolean refused(Throwable reason) {
    return new TaskRun(this).refused(reason);
  }

  @Override
  public boolean wantsItsOwnThread() {
    return settings.hasOwnThread();
  }

  @Override
  public boolean isTask() {
    return true;
  }

  @Override
  public boolean isOver() {
    return status() != Status.STARTING;
  }

  @Override
  String describe() {
    return "task " + name + " (#" + sequence() + ", " + status() + ", attempt " + attempt + ")";
  }
}
