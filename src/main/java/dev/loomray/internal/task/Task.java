package dev.loomray.internal.task;

import dev.loomray.function.Fn;
import dev.loomray.internal.base.StackRoom;
import dev.loomray.internal.serial.FunctionNames;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
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
 * <table>
 *   <caption>fields</caption>
 *   <tr><th>field</th><th>read</th><th>write</th><th>guard</th></tr>
 *   <tr><td>status</td><td>volatile</td><td>CAS</td><td></td></tr>
 *   <tr><td>code, terms' attempt and timers</td><td>plain</td><td>plain</td><td>whoever moved the status</td></tr>
 * </table>
 *
 * @param <T> the type of the result
 */
public final class Task<T extends @Nullable Object> extends Execution<T>
    implements TaskEngine.Work {
  /** How far a task has come. */
  enum Status {
    WAITING,
    QUEUED,
    STARTING,
    RUNNING,
    BACKOFF,
    ENDED
  }

  private static final VarHandle STATUS;

  static {
    try {
      STATUS = MethodHandles.lookup().findVarHandle(Task.class, "status", byte.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final List<Status> STATUSES = List.of(Status.values());

  private static final String NAMELESS = "unknown";

  // immutable
  private final Terms terms;

  // any thread: status(), casStatus(); as a byte, of which there are millions
  @SuppressWarnings("UnusedVariable") // through the VarHandle
  private byte status = byteOf(Status.WAITING);

  // whoever moved the status: a function without arguments, a call, or one that awaits its
  // arguments; its name once it has ended.
  // Any thread reads it for the name, which is the same in all of them
  private Object code;

  Task(Owner owner, Settings settings, Invocation invocation, Node<?> parent) {
    super(owner);
    this.terms = Terms.of(settings, invocation, parent);
    this.code = shortest(invocation);
  }

  @SuppressWarnings("EnumOrdinal") // in memory alone
  private static byte byteOf(Status status) {
    return (byte) status.ordinal();
  }

  Settings settings() {
    return terms.settings;
  }

  @Override
  public boolean isStored() {
    return settings().isStored();
  }

  /** What it has beyond a plain call. */
  Terms terms() {
    return terms;
  }

  @Override
  public int attempt() {
    return terms.attempt;
  }

  /** What it runs; null once it has ended. */
  @Override
  public @Nullable Call call() {
    Object now = code;
    return now instanceof Fn fn ? Invocation.of(fn) : madeCall(now);
  }

  /** The call if there is one; null for a name, and of arguments that were given up, whose task has its name by then. */
  private static @Nullable Call madeCall(Object code) {
    if (code instanceof Arguments arguments) {
      return arguments.call();
    }
    return code instanceof Call call ? call : null;
  }

  /** The refs that it has waited for, or does; null for none, and once it has ended. */
  @Nullable Arguments arguments() {
    return code instanceof Arguments arguments ? arguments : null;
  }

  /** It waits for refs, and runs its call afterwards. */
  void awaits(Arguments arguments) {
    code = arguments;
  }

  /** What it will run, as it goes to its thread. */
  void runs(Call call) {
    code = shortest(call);
  }

  /** A call without arguments is its function alone. */
  private static Object shortest(Call call) {
    return call instanceof Invocation invocation && invocation.count() == 0
        ? invocation.fn()
        : call;
  }

  /** It keeps nothing of its call but the name, or less if there is no memory to find that. */
  void forget() {
    try {
      code = name();
    } catch (Throwable e) {
      code = NAMELESS;
    }
  }

  @Override
  public @Nullable Deadline deadline() {
    return terms.deadline;
  }

  /** Tells the scope it was submitted to that it has failed. */
  void tellScope(Failed failed) {
    if (terms.scope != null) {
      terms.scope.taskFailed(failed);
    }
  }

  @Override
  public String name() {
    String chosen = terms.settings.name();
    if (chosen != null) {
      return chosen;
    }
    Object now = code;
    if (now instanceof Fn fn) {
      return FunctionNames.of(fn);
    }
    Call call = madeCall(now);
    return call == null ? (String) code : call.name(); // read again: see giveUp() of Arguments
  }

  Status status() {
    return STATUSES.get((byte) STATUS.getVolatile(this));
  }

  /** Moves the status and nothing else; true for one caller. */
  boolean casStatus(Status from, Status to) {
    return STATUS.compareAndSet(this, byteOf(from), byteOf(to));
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

  @Override
  public @Nullable TaskPlace place() {
    return (TaskPlace) super.place();
  }

  @Override
  public void usesCpus(boolean uses) {
    if (uses) {
      owner().admission().takeCpus(this);
    } else {
      owner().admission().giveBackCpus(this);
    }
  }

  @Override
  public boolean cancel() {
    StackRoom.require();
    return !owner().tree().stop(this, Stop.cancelled("task " + name())).isEmpty();
  }

  @Override
  public void stopped() {
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
  public void run(TaskPlace of) {
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
    return terms.settings.hasOwnThread();
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
  public List<? extends Awaited> behind() {
    if (status() != Status.WAITING) {
      return super.behind();
    }
    Arguments waitsFor = arguments();
    return waitsFor == null || isSettled() || deadline() != null ? List.of() : waitsFor.unsettled();
  }

  @Override
  public String because(Awaited next) {
    return next instanceof WaitEdge ? super.because(next) : "has the argument " + next.describe();
  }

  @Override
  public String describe() {
    return "task " + name() + " (#" + sequence() + ", " + status() + ", attempt " + attempt() + ")";
  }
}
