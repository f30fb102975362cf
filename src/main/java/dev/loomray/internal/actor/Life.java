package dev.loomray.internal.actor;

import dev.loomray.ActorHandle;
import dev.loomray.internal.base.Require;
import dev.loomray.internal.serial.Failure;
import dev.loomray.internal.task.Call;
import dev.loomray.internal.task.Failed;
import dev.loomray.internal.task.Owner;
import dev.loomray.internal.task.Timer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an actor and of its instances.
 *
 * <pre>
 *   PENDING_CREATION ──constructed──▶ ALIVE ──restart──▶ RESTARTING ──constructed──▶ ALIVE …
 *          │   ▲                        │                  │    ▲
 *          │   └──────── (restart) ─────┼──────────────────┘    │ the constructor threw, restarts left
 *          │                            │                       │
 *          └──────constructor threw─────┴──kill, stop, exit, no restart left──▶ DEAD
 * </pre>
 *
 * A restart retires the instance and keeps the calls that wait; who is still on a retired instance ends its turn there, and
 * nobody reads its result.
 *
 * <p>Everything is decided under the lock; what follows for others (answers, threads, hooks) is done after it was left.
 */
final class Life {
  private static final VarHandle TELLING;

  static {
    try {
      TELLING = MethodHandles.lookup().findVarHandle(Life.class, "telling", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // immutable
  private final Actor actor;
  private final Supervisor supervisor;
  private final Instances instances;

  // under the lock; any thread reads the volatile ones
  private @Nullable Call constructor;
  private volatile ActorHandle.State state = ActorHandle.State.PENDING_CREATION;
  private volatile @Nullable Death death;
  private volatile boolean abandoned;
  private volatile boolean gone;
  private volatile int restarts;
  private boolean provided;
  private @Nullable Timer rebirth;
  // only of an actor that asks for some
  private @Nullable Provision provision;
  private @Nullable List<ActorCall<?>> stops;

  // any thread: how many threads have changed something, and have not told all others yet
  @SuppressWarnings("UnusedVariable") // through the VarHandle
  private volatile int telling;

  Life(Actor actor, Call constructor) {
    this.actor = actor;
    this.constructor = constructor;
    this.supervisor = new Supervisor(actor, this);
    this.instances = new Instances(actor, this);
  }

  private Owner owner() {
    return actor.owner();
  }

  ReentrantLock lock() {
    return actor.lock();
  }

  private void lockIt() {
    actor.lock().lock();
  }

  private void unlockIt() {
    actor.lock().unlock();
  }

  Supervisor supervisor() {
    return supervisor;
  }

  Instances instances() {
    return instances;
  }

  ActorHandle.State state() {
    return state;
  }

  boolean isAlive() {
    return state == ActorHandle.State.ALIVE;
  }

  /** Why it is dead; null while it is not. */
  @Nullable Death death() {
    return death;
  }

  int restarts() {
    return restarts;
  }

  /** Whether nobody can call it any more. */
  boolean isAbandoned() {
    return abandoned && !actor.hasDelayed();
  }

  // ---- changes

  /** A change, and what others must be told of it. */
  interface Change {
    /** Makes it; what others must be told is left for afterwards. */
    void make(After after);
  }

  /** Makes a change and tells others; until then, nobody finds the actor idle. */
  void tell(Change change) {
    After after = new After();
    actor.system().changing();
    TELLING.getAndAdd(this, 1);
    try {
      change.make(after);
      after.run(owner().env().reports());
    } finally {
      if ((int) TELLING.getAndAdd(this, -1) == 1 && gone) {
        actor.system().gone(actor);
      }
      owner().quieter();
    }
  }

  /** Makes a change under the lock. */
  void always(Change change) {
    tell(
        after -> {
          lockIt();
          try {
            change.make(after);
          } finally {
            unlockIt();
          }
        });
  }

  /** Makes a change under the lock, if it lives. */
  void locked(Change change) {
    always(
        after -> {
          if (death == null) {
            change.make(after);
          }
        });
  }

  // ---- birth

  /** The arguments of its constructor are ready: asks for what it needs while it lives. */
  void admit() {
    if (actor.settings().resources().isEmpty()) {
      provided();
      return;
    }
    Provision asked = new Provision(actor);
    locked(after -> asked.ask(this::provided, this::notMade, after));
  }

  /** All that its constructor needs is there. */
  private void provided() {
    locked(
        after -> {
          provided = true;
          construct(after);
        });
  }

  /** It asks for what it needs; under the lock. */
  void needs(Provision asked) {
    provision = asked;
  }

  /** Something that its constructor needs has failed. */
  void notMade(Failed failed) {
    Failure failure = failed.failure();
    String why = "it was not made, since what it needs has failed: " + failure.message();
    locked(after -> die(Death.of(actor, why, failure.cause()), false, after));
  }

  private void construct(After after) {
    ActorCall<Object> creation =
        new ActorCall<>(actor, CallTerms.ours(CallTerms.Kind.CREATION, actor.constructorName()));
    if (constructor != null) {
      creation.runs(constructor);
    }
    creation.queue();
    try {
      Instance made = instances.make();
      after.add(new Creation(actor, creation, made)::start);
    } catch (Throwable e) { // no memory for a thread of its own
      die(Death.of(actor, "no thread could be started for it: " + e, e), false, after);
    }
  }

  /** Its constructor has returned. */
  void born(Instance instance, After after) {
    if (!actor.settings().supervision().allows(restarts)) {
      constructor = null; // there is no next time
    }
    state = ActorHandle.State.ALIVE;
    actor.lanes().open(instance, after);
  }

  // ---- restarts

  /** Restarts it at once, or ends it if no restart is left. */
  void restart() {
    locked(after -> restart("restart() was called", null, false, after));
  }

  /**
   * The same, under the lock.
   *
   * @param cause what was thrown, or null if somebody asked for it
   * @param byTurn whether the thread of a turn calls, whose own turn is over
   */
  void restart(String why, @Nullable Throwable cause, boolean byTurn, After after) {
    Supervision supervision = actor.settings().supervision();
    if (!supervision.allows(restarts)) {
      String end = why + supervision.noneLeft();
      die(cause == null ? Death.wanted(actor, end) : Death.of(actor, end, cause), byTurn, after);
      return;
    }
    if (!provided) {
      return; // nothing has begun
    }
    int number = restarts + 1;
    restarts = number;
    state = ActorHandle.State.RESTARTING;
    instances.retire(call -> supervisor.lose(call, why, cause, after), byTurn, after);
    endRebirth(after);
    long delay =
        supervision.backoff().delayNanos(supervisor.restartsAgain(), owner().env().random());
    Timer timer = owner().timers().prepare(delay, () -> reborn(number));
    rebirth = timer;
    after.add(() -> owner().timers().schedule(timer));
  }

  /** The delay of a restart is over, unless there was another meanwhile. */
  private void reborn(int number) {
    locked(
        after -> {
          if (number == restarts) {
            construct(after);
          }
        });
  }

  private void endRebirth(After after) {
    Timer timer = rebirth;
    rebirth = null;
    after.add(() -> owner().timers().cancel(timer));
  }

  // ---- death

  /** Ends it at once. */
  void kill(String why) {
    locked(after -> die(Death.wanted(actor, why), false, after));
  }

  /** Ends it with the Ray. */
  void close(Failure failure) {
    locked(after -> die(Death.closed(actor, failure), false, after));
  }

  /** Its last handle is gone. */
  void abandon() {
    locked(
        after -> {
          abandoned = !actor.anchors().isHeld();
          actor.lanes().endIfDone(after);
        });
  }

  /** It has a handle again; under the lock. */
  void adopt() {
    abandoned = false;
  }

  /** Whether somebody waits for its end. */
  boolean isStopping() {
    return stops != null;
  }

  /** A call of {@code stop()} is answered when it has ended. */
  void stops(ActorCall<?> call) {
    stops = stops == null ? new ArrayList<>(1) : stops;
    stops.add(call);
  }

  /** What was called before {@code stop()} has been done. */
  void dieStopped(boolean byTurn, After after) {
    die(Death.wanted(actor, "stop() was called"), byTurn, after);
  }

  /** Nothing is left to do. */
  void dieIfAbandoned(After after) {
    if (isAbandoned()) {
      die(Death.wanted(actor, "its last handle was collected"), false, after);
    }
  }

  /** All its calls get the death as their answer; those of {@code stop()} when it has been closed. */
  void die(Death dead, boolean byTurn, After after) {
    death = dead;
    constructor = null; // a dead actor keeps no arguments
    state = ActorHandle.State.DEAD;
    actor.system().died(actor);
    endRebirth(after);
    List<ActorCall<?>> calls = supervisor.takeResting(after);
    List<ActorCall<?>> running = new ArrayList<>();
    instances.retire(running::add, byTurn, after);
    actor.lanes().takeAll(calls::add);
    after.add(
        () -> {
          running.forEach(call -> call.stop(dead.of(call)));
          calls.forEach(actor::refuse);
          endDelayed(dead);
        });
    instances.restIfDone(after);
  }

  private void endDelayed(Death dead) {
    Delays delays = actor.delaysIfAny();
    if (delays != null) {
      delays.endAll(dead);
    }
  }

  /** All its instances have ended, and it is dead. */
  void gone(After after) {
    Provision held = provision;
    if (held != null) {
      after.add(held::end);
    }
    gone = true; // it is counted until all have been told
  }

  /** It is dead, and nothing of it is being closed. */
  void answerStops(After after) {
    List<ActorCall<?>> all = stops;
    stops = null;
    if (all != null) {
      after.add(() -> all.forEach(Actor::answerStop));
    }
  }

  // ---- questions and news

  /** A call was settled from outside before its turn began. */
  void left(ActorCall<?> call) {
    always(
        after -> {
          withdraw(call);
          supervisor.forget(call, after);
          actor.lanes().left(call, after);
        });
  }

  private void withdraw(ActorCall<?> call) {
    if (stops != null && stops.remove(call) && stops.isEmpty()) {
      stops = null;
    }
  }

  /** No call of it is delayed any more. */
  void noneIsDelayed() {
    locked(actor.lanes()::endIfDone);
  }

  /** Nothing is left to run for now. */
  void rests() {
    if (abandoned || actor.lanes().mayEnd()) {
      locked(actor.lanes()::endIfDone);
    } else {
      owner().quieter();
    }
  }

  /** Whether nothing is queued, delayed or running, and no hook. */
  boolean isIdle() {
    lockIt();
    try {
      return !actor.hasDelayed()
          && telling == 0
          && supervisor.nothingRests()
          && instances.areQuiet()
          && (death != null || isAlive())
          && actor.lanes().isIdle();
    } finally {
      unlockIt();
    }
  }

  /** Refuses a class that its object is not of, if there is one now. */
  void requireType(Class<?> type) {
    Object object;
    lockIt();
    try {
      object = instances.object();
    } finally {
      unlockIt();
    }
    if (object != null && !type.isInstance(object)) {
      throw Require.refused(
          "type", actor.describe() + " to be a " + type.getName(), object.getClass().getName());
    }
  }
}
