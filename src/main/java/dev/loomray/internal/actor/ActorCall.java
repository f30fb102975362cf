package dev.loomray.internal.actor;

import dev.loomray.ActorHandle;
import dev.loomray.function.Fn;
import dev.loomray.internal.base.StackRoom;
import dev.loomray.internal.serial.FunctionNames;
import dev.loomray.internal.task.Awaited;
import dev.loomray.internal.task.Call;
import dev.loomray.internal.task.Deadline;
import dev.loomray.internal.task.Execution;
import dev.loomray.internal.task.Failed;
import dev.loomray.internal.task.Invocation;
import dev.loomray.internal.task.Ref;
import dev.loomray.internal.task.Stop;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call of an actor: the message, and the ref to its answer.
 *
 * <pre>
 *   DELAYED ──its turn to queue──▶ QUEUED ──a turn begins──▶ RUNNING ──▶ ENDED
 *      │                             │ ▲                        │
 *      │                             │ └────it is run again─────┘
 *      └──────settled from outside───┴──▶ ENDED     RUNNING ──its instance is retired──▶ STOLEN ──▶ ENDED
 * </pre>
 *
 * <ul>
 *   <li>DELAYED: an argument of it, or of an earlier call of its caller, is not ready
 *   <li>QUEUED: it stands in the mailbox, or waits for a new instance or for a delay before it runs again
 *   <li>RUNNING: a thread runs it
 *   <li>STOLEN: a thread runs it, but not for its actor any more
 *   <li>ENDED: no thread runs it or ever will
 * </ul>
 *
 * As with a task, being stopped is a matter of the ref: whoever settles it looks at the word afterwards, whoever changes the
 * word looks at the ref afterwards.
 *
 * @param <T> the type of the answer
 */
final class ActorCall<T extends @Nullable Object> extends Execution<T> {
  private static final byte DELAYED = 0;
  private static final byte QUEUED = 1;
  private static final byte RUNNING = 2;
  private static final byte ENDED = 3;
  private static final byte STOLEN = 4;

  private static final VarHandle WORD;

  static {
    try {
      WORD = MethodHandles.lookup().findVarHandle(ActorCall.class, "word", byte.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // immutable
  private final Actor actor;
  private final CallTerms terms;

  // any thread
  private volatile byte word; // DELAYED; no initial write, which would be a fence

  // whoever moved the word: a function without arguments, or a call; null once it has ended
  private @Nullable Object code;

  ActorCall(Actor actor, CallTerms terms) {
    super(actor.owner());
    this.actor = actor;
    this.terms = terms;
  }

  Actor target() {
    return actor;
  }

  CallTerms terms() {
    return terms;
  }

  @Override
  public boolean isStored() {
    return terms.isStored();
  }

  /** What it will run: a call without arguments is its function alone. */
  void runs(Call call) {
    code =
        call instanceof Invocation invocation && invocation.count() == 0 ? invocation.fn() : call;
  }

  /** What it runs; null once it has ended. */
  @Override
  public @Nullable Call call() {
    Object now = code;
    return now instanceof Fn fn ? Invocation.of(fn) : (Call) now;
  }

  private boolean cas(byte from, byte to) {
    return WORD.compareAndSet(this, from, to);
  }

  /** It may stand in the mailbox now; false if it has ended. */
  boolean queue() {
    return cas(DELAYED, QUEUED);
  }

  /** The same for a call that was just made: if it is neither in the tree nor has a timer, nobody else knows it yet. */
  boolean queueNew() {
    if (isLinked() || terms.timer() != null || isSettled()) {
      return queue();
    }
    WORD.set(this, QUEUED);
    return true;
  }

  /** A turn begins; false if it has ended. */
  boolean begin() {
    return cas(QUEUED, RUNNING);
  }

  /** Its turn is over, and it will have another. */
  boolean again() {
    return cas(RUNNING, QUEUED);
  }

  boolean isDelayed() {
    return word == DELAYED;
  }

  boolean isRunning() {
    return word == RUNNING;
  }

  boolean hasEnded() {
    return word == ENDED;
  }

  /** Answers it, or the call in whose place it runs; false if that was settled before. */
  boolean answer(Object outcome) {
    ActorCall<?> original = terms.original();
    terms.leave();
    if (original == null) {
      return settle(outcome);
    }
    settle(Ref.NULL);
    original.terms.leave();
    boolean won = original.settle(outcome);
    original.letGoIfEnded();
    return won;
  }

  /** Ends it from outside, or the call in whose place it runs, with all that it has started. */
  void stop(Failed failed) {
    terms.leave();
    ActorCall<?> original = terms.original();
    ActorCall<?> target = original == null ? this : original;
    owner().tree().stop(target, failed, Stop.below(failed));
  }

  /** The next attempt of a call that a thread will not let go of. */
  ActorCall<T> twin(Call call) {
    ActorCall<?> first = terms.original();
    ActorCall<T> other = new ActorCall<>(actor, terms.again(this));
    other.runs(call);
    other.queue();
    terms.twin(other);
    if (first != null) {
      first.terms.twin(other);
    }
    return other;
  }

  /** A twin runs in its place: what this attempt has started is stopped, and so is its code. */
  void replaced() {
    owner().tree().stop(this, Stop.attemptFailed(kind() + name(), attempt()));
    stopTwin(); // whoever has settled it may not have seen the twin
    interrupt();
  }

  /** Its turn is over; false if it was stolen. To be followed by {@link #tidy}. */
  boolean finish() {
    return cas(RUNNING, ENDED);
  }

  /** Its turn counts for nothing any more; false if it does not run. */
  boolean steal() {
    return cas(RUNNING, STOLEN);
  }

  boolean isStolen() {
    return word == STOLEN;
  }

  /** No thread has it any more. */
  void tidy() {
    if (isStolen()) {
      cas(STOLEN, ENDED);
    }
    code = null;
    if (terms.original() != null) {
      settle(Ref.NULL); // nobody reads it
    }
    if (isSettled() || !terms.isReplaced()) {
      letGo();
    }
  }

  /** A twin has answered it: if its own turn is over, nobody else will let it go. */
  private void letGoIfEnded() {
    if (hasEnded()) {
      letGo();
    }
  }

  /** It has ended and is settled: it holds nothing. May be called twice, by its thread and by whoever settled it. */
  private void letGo() {
    owner().timers().cancel(terms.timer());
    terms.leave();
    owner().tree().unlink(this);
  }

  private void stopTwin() {
    Failed failed = failed();
    if (failed != null) {
      terms.stopTwin(failed);
    }
  }

  @Override
  public void stopped() {
    stopTwin();
    while (!stopFrom(word)) {
      owner().env().idle().spin();
    }
  }

  /** Ends or interrupts it; false if it has moved on meanwhile. */
  private boolean stopFrom(byte now) {
    if (now == ENDED) {
      letGo();
      return true;
    }
    if (now == RUNNING || now == STOLEN) {
      return interrupt(); // false between the end of the user's code and the next word
    }
    if (!cas(now, ENDED)) {
      return false;
    }
    tidy();
    actor.left(this, now == DELAYED);
    return true;
  }

  /** Its timeout is over. */
  void timedOut(Deadline deadline) {
    String what = kind() + name();
    owner().tree().stop(this, Stop.timedOut(deadline.failure(what, name(), describe())));
  }

  @Override
  public boolean cancel() {
    StackRoom.require();
    return !owner().tree().stop(this, Stop.cancelled(kind() + name())).isEmpty();
  }

  @Override
  public int attempt() {
    return terms.attempt();
  }

  @Override
  public void usesCpus(boolean uses) {} // an actor holds what it holds as long as it lives

  @Override
  public Optional<ActorHandle<?>> actor() {
    return Optional.of(actor.handle());
  }

  @Override
  public boolean wasRestarted() {
    return actor.life().restarts() > 0;
  }

  @Override
  public @Nullable Deadline deadline() {
    return terms.deadline();
  }

  @Override
  public String kind() {
    return "call ";
  }

  @Override
  public String name() {
    String chosen = terms.name();
    return chosen != null ? chosen : terms.nameOf(functionName());
  }

  private @Nullable String functionName() {
    Object now = code;
    if (now instanceof Fn fn) {
      return FunctionNames.of(fn);
    }
    return now instanceof Invocation invocation ? FunctionNames.of(invocation.fn()) : null;
  }

  @Override
  public List<? extends Awaited> behind() {
    if (isSettled() || deadline() != null) {
      return List.of();
    }
    return switch (word) {
      case DELAYED -> actor.heldBack(this);
      case QUEUED -> actor.lanes().behind(this);
      case RUNNING -> terms.isReplaced() ? List.of() : super.behind();
      default -> List.of(); // what its thread does counts for nothing
    };
  }

  @Override
  public String because(Awaited next) {
    if (!(next instanceof Ref<?>)) {
      return super.because(next);
    }
    String how = isDelayed() ? "cannot be queued before " : "is queued behind ";
    return how + next.describe();
  }

  @Override
  public String describe() {
    String state =
        switch (word) {
          case DELAYED -> "DELAYED";
          case QUEUED -> "QUEUED";
          case RUNNING -> "RUNNING";
          case STOLEN -> "STOLEN";
          default -> "ENDED";
        };
    return "call %s of %s (#%d, %s, attempt %d)"
        .formatted(name(), actor.describe(), sequence(), state, attempt());
  }
}
