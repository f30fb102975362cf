package dev.loomray.internal.actor;

import dev.loomray.ActorHandle;
import dev.loomray.internal.base.Require;
import dev.loomray.internal.serial.Failure;
import dev.loomray.internal.serial.code.Thrown;
import dev.loomray.internal.task.Call;
import dev.loomray.internal.task.Failed;
import dev.loomray.internal.task.Owner;
import dev.loomray.internal.task.Place;
import dev.loomray.internal.task.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An actor: its calls, its instance, and what becomes of both.
 *
 * <pre>
 *   PENDING_CREATION ──constructed──▶ ALIVE ──restart──▶ RESTARTING ──constructed──▶ ALIVE …
 *          │   ▲                        │                  │    ▲
 *          │   └──────── (restart) ─────┼──────────────────┘    │ the constructor threw, restarts left
 *          │                            │                       │
 *          └──────constructor threw─────┴──kill, stop, exit, no restart left──▶ DEAD
 * </pre>
 *
 * The calls of a group wait in its queue; as many runners as the group allows take them, on leases or on the actor's own
 * thread. A restart retires the instance and its runners, and keeps the queues; who is still on a retired instance ends its
 * turn there, and nobody reads its result.
 *
 * <p>Everything is decided under the lock; what follows for others (answers, threads, hooks) is done after it was left.
 */
final class Actor {
  // immutable
  private final ActorSystem system;
  private final ActorSettings settings;
  private final Call constructor;
  private final String constructorName;
  private final long number;
  private final Delays delays;
  private final Anchors anchors;
  private final @Nullable PendingLimit limit;
  private final CallTerms plain = CallTerms.plain();
  private final ReentrantLock lock = new ReentrantLock();
  private final Lanes lanes;

  // under the lock; any thread reads the volatile ones
  private volatile ActorHandle.State state = ActorHandle.State.PENDING_CREATION;
  private volatile @Nullable Death death;
  private @Nullable Instance instance;
  private volatile int restarts;
  // how many restarts there were since a call has returned: so much longer it waits
  private volatile int restartsInARow;
  private volatile boolean abandoned;
  private final List<ActorCall<?>> stops = new ArrayList<>(0);
  // instances whose last turn, or whose close, has not ended; how many are being closed
  private final List<Instance> lingering = new ArrayList<>(0);
  private int hooks;

  Actor(ActorSystem system, ActorSettings settings, Call constructor, String name) {
    this.system = system;
    this.settings = settings;
    this.constructor = constructor;
    this.constructorName = name;
    this.number = system.nextNumber();
    this.delays = new Delays(this);
    this.anchors = new Anchors(this);
    this.limit =
        settings.limit().isNone()
            ? null
            : new PendingLimit(settings.limit(), system.owner().parking());
    Carriers carriers = system.carriers();
    this.lanes =
        carriers != null && settings.concurrency().isPlain()
            ? new Inbox(this, lock, carriers)
            : new Groups(this, lock);
  }

  Owner owner() {
    return system.owner();
  }

  ActorSystem system() {
    return system;
  }

  ActorSettings settings() {
    return settings;
  }

  Delays delays() {
    return delays;
  }

  Anchors anchors() {
    return anchors;
  }

  @Nullable PendingLimit limit() {
    return limit;
  }

  CallTerms plainTerms() {
    return plain;
  }

  ActorHandle.State state() {
    return state;
  }

  /** Why it is dead; null while it is not. */
  @Nullable Death death() {
    return death;
  }

  boolean wasRestarted() {
    return restarts > 0;
  }

  ActorHandle<?> handle() {
    return anchors.handle();
  }

  long number() {
    return number;
  }

  boolean hasGroups() {
    return !settings.concurrency().groups().isEmpty();
  }

  Set<String> groupNames() {
    return settings.concurrency().groups().keySet();
  }

  boolean hasGroup(String group) {
    return group.isEmpty() || groupNames().contains(group);
  }

  /** Refuses a class that its object is not of, if there is one now. */
  void requireType(Class<?> type) {
    Object object;
    lock.lock();
    try {
      object = instance == null ? null : instance.object();
    } finally {
      lock.unlock();
    }
    if (object != null && !type.isInstance(object)) {
      throw Require.refused(
          "type", describe() + " to be a " + type.getName(), object.getClass().getName());
    }
  }

  /** What this is, for messages. */
  String describe() {
    String className =
        constructorName.endsWith(".new")
            ? constructorName.substring(0, constructorName.length() - ".new".length())
            : constructorName;
    String name = settings.identity().name();
    return "actor " + className + (name == null ? "" : " '" + name + "'") + " (@" + number + ")";
  }

  // ---- calls

  /** Takes a call whose arguments are ready. */
  void deliver(ActorCall<?> call) {
    if (lanes instanceof Inbox inbox) {
      inbox.tell(call);
      return;
    }
    After after = new After();
    lanes.deliver(call, after);
    after.run();
  }

  /** The same; what follows is left to the caller. */
  void deliver(ActorCall<?> call, After after) {
    lanes.deliver(call, after);
  }

  /** A call comes too late. */
  void refuse(ActorCall<?> call) {
    Death dead = death;
    if (dead == null) {
      return;
    }
    if (call.terms().kind() == CallTerms.Kind.STOP) {
      call.answer(Ref.NULL);
      call.stopped();
    } else {
      end(call, dead);
    }
  }

  /** A call comes after {@code stop()}. */
  void refuseStopping(ActorCall<?> call) {
    end(call, Death.wanted(this, system.now(), "stop() was called before"));
  }

  /** A call was settled from outside before its turn began. */
  void left(ActorCall<?> call, boolean wasDelayed) {
    if (wasDelayed) {
      delays.left(call);
    } else {
      lanes.left(call);
    }
    owner().quieter();
  }

  // ---- ends of turns

  /**
   * The code of a call has returned or thrown: decides what follows, and then answers.
   *
   * @return whether its thread has the next call of the actor too
   */
  boolean ended(Ended turn) {
    ActorCall<?> call = turn.call();
    Throwable thrown = turn.thrown();
    owner().tree().closeScopesOf(call);
    boolean again = thrown != null && !turn.exits() && CallFailure.runsAgain(call, thrown);
    Object outcome = thrown == null ? turn.value() : CallFailure.of(call, thrown);
    After after = new After();
    boolean goesOn = false;
    lock.lock();
    try {
      if (call.isStolen()) {
        leftBehind(call, after);
      } else {
        turn.instance().ends(call);
        decide(turn, outcome, again, after);
        closeIfDone(turn.instance(), after);
        lanes.endIfDone(after);
        goesOn = lanes.goesOn(turn.instance(), after);
      }
    } finally {
      lock.unlock();
    }
    after.run();
    owner().quieter();
    return goesOn;
  }

  /** The thread of a turn that was stolen has left it. */
  void leftBehind(ActorCall<?> call, After after) {
    call.leave();
    after.add(call::tidy);
    for (Instance old : List.copyOf(lingering)) {
      if (old.ends(call)) {
        closeIfDone(old, after);
      }
    }
  }

  /** Whether the end of each turn is news. */
  boolean minds() {
    return restartsInARow > 0;
  }

  /** What was called before {@code stop()} has been done; by the thread that runs the actor. */
  void stopReached(ActorCall<?> call) {
    locked(
        after -> {
          stops.add(call);
          die(Death.wanted(this, system.now(), "stop() was called"), true, after);
        });
  }

  /** Nothing is left to run for now. */
  void rests() {
    if (abandoned) {
      locked(lanes::endIfDone);
    } else {
      owner().quieter();
    }
  }

  boolean isAbandoned() {
    return abandoned && delays.isEmpty();
  }

  private void decide(Ended turn, Object outcome, boolean again, After after) {
    ActorCall<?> call = turn.call();
    boolean isStale = turn.instance().isRetired();
    if (call.terms().kind() == CallTerms.Kind.CREATION) {
      decideCreation(turn, isStale, outcome, after);
    } else if (turn.exits() && !isStale) {
      Death exited = Death.wanted(this, system.now(), "it called exitActor()");
      die(exited, true, after);
      leave(call, exited.of(call), after);
    } else if (turn.thrown() == null || isStale) {
      restartsInARow = isStale ? restartsInARow : 0;
      leave(call, outcome, after);
    } else {
      decideFailure(call, outcome, again, turn.thrown(), after);
    }
  }

  private void decideCreation(Ended turn, boolean isStale, Object outcome, After after) {
    Throwable thrown = turn.thrown();
    turn.instance().made(thrown == null && outcome != Ref.NULL ? outcome : null);
    leave(turn.call(), thrown == null ? Ref.NULL : outcome, after);
    if (isStale) {
      return;
    }
    if (turn.exits()) {
      die(Death.wanted(this, system.now(), "its constructor called exitActor()"), false, after);
    } else if (thrown != null) {
      String why = "its constructor threw " + Thrown.text(thrown);
      if (settings.restartsOn(thrown)) {
        restart(why, thrown, true, after);
      } else {
        die(Death.of(this, system.now(), why, thrown).from(outcome), false, after);
      }
    } else if (turn.instance().object() == null) {
      die(Death.of(this, system.now(), "its constructor returned null", null), false, after);
    } else {
      state = ActorHandle.State.ALIVE;
      lanes.open(turn.instance(), after);
    }
  }

  private void decideFailure(
      ActorCall<?> call, Object outcome, boolean retries, Throwable thrown, After after) {
    boolean again = retries && !call.isSettled();
    if (again) {
      call.terms().nextAttempt();
      call.leave();
      again = call.again();
    }
    if (again) {
      runAgain(call, after);
    } else {
      leave(call, outcome, after);
    }
    if (settings.restartsOn(thrown)) {
      restart("a call threw " + Thrown.text(thrown), thrown, true, after);
    }
  }

  /** A call that has thrown has another turn: at once it is the next, after a delay it is the last. */
  private void runAgain(ActorCall<?> call, After after) {
    long delay =
        call.terms().retry().backoff().delayNanos(call.attempt() - 1, owner().env().random());
    if (delay == 0) {
      lanes.again(call);
    } else {
      after.add(() -> owner().timers().schedule(owner().timers().prepare(delay, () -> back(call))));
    }
    if (call.isSettled()) {
      after.add(call::stopped);
    }
  }

  private void back(ActorCall<?> call) {
    After after = new After();
    lanes.back(call, after);
    after.run();
  }

  /** A call leaves its thread, and is answered. */
  private static void leave(ActorCall<?> call, Object outcome, After after) {
    call.leave();
    call.finish();
    after.add(
        () -> {
          call.answer(outcome);
          call.tidy();
        });
  }

  // ---- lives and deaths

  /** Its constructor's arguments are ready: asks for what it needs while it lives. */
  void admit() {
    construct();
  }

  /** An argument of its constructor has failed. */
  void notMade(Failed argument) {
    String why = "it was not made, since an argument of its constructor failed: ";
    Failure failure = argument.failure();
    locked(
        after ->
            die(
                Death.of(this, system.now(), why + failure.message(), failure.cause()),
                false,
                after));
  }

  /** Makes an instance. */
  void construct() {
    After after = new After();
    lock.lock();
    try {
      if (death == null) {
        construct(after);
      }
    } finally {
      lock.unlock();
    }
    after.run();
  }

  private void construct(After after) {
    ActorCall<Object> creation =
        new ActorCall<>(this, CallTerms.ours(CallTerms.Kind.CREATION, constructorName));
    creation.runs(constructor);
    creation.queue();
    Instance made = new Instance(ownThread());
    instance = made;
    after.add(new Creation(this, creation, made)::start);
  }

  private @Nullable OwnThread ownThread() {
    return settings.concurrency().hasOwnThread()
        ? OwnThread.start(owner().env(), "loomray-" + owner().name() + "-" + describe())
        : null;
  }

  /** The constructor's turn; null if it has been overtaken. */
  @Nullable Turn begin(ActorCall<?> creation, Instance on, @Nullable Place place) {
    lock.lock();
    try {
      if (on.isRetired() || !creation.begin()) {
        return null;
      }
      Turn turn = new Turn(on, creation, place);
      on.begins(turn);
      return turn;
    } finally {
      lock.unlock();
    }
  }

  /** Restarts it at once, or ends it if no restart is left. */
  void restart() {
    locked(after -> restart("restart() was called", null, false, after));
  }

  /** Ends it at once. */
  void kill(String why) {
    locked(after -> die(Death.wanted(this, system.now(), why), false, after));
  }

  /** Ends it with the Ray. */
  void close(Failure failure) {
    locked(after -> die(new Death(failure, true, null), false, after));
  }

  /** Its last handle is gone. */
  void abandon() {
    locked(
        after -> {
          abandoned = !anchors.isHeld();
          lanes.endIfDone(after);
        });
  }

  /** It has a handle again. */
  void adopt() {
    lock.lock();
    try {
      abandoned = false;
    } finally {
      lock.unlock();
    }
  }

  private interface Change {
    void make(After after);
  }

  private void locked(Change change) {
    After after = new After();
    lock.lock();
    try {
      if (death == null) {
        change.make(after);
      }
    } finally {
      lock.unlock();
    }
    after.run();
    owner().quieter();
  }

  private void restart(String why, @Nullable Throwable cause, boolean byTurn, After after) {
    if (!settings.supervision().allows(restarts)) {
      int max = settings.supervision().maxRestarts();
      String left =
          max == 0 ? ", and maxRestarts=0" : ", and all maxRestarts=" + max + " are used up";
      die(
          cause == null
              ? Death.wanted(this, system.now(), why + left)
              : Death.of(this, system.now(), why + left, cause),
          byTurn,
          after);
      return;
    }
    int before = restarts;
    restarts = before + 1;
    int inARow = restartsInARow + 1;
    restartsInARow = inARow;
    state = ActorHandle.State.RESTARTING;
    Failure lost =
        new Failure(
            Failure.Kind.ACTOR_UNAVAILABLE,
            describe()
                + " was restarted while it ran this call: "
                + why
                + "; maxTaskRetries has it run again",
            cause);
    retire(turn -> lose(turn.call(), lost, after), byTurn, after);
    long delay = settings.supervision().backoff().delayNanos(inARow, owner().env().random());
    after.add(() -> owner().timers().schedule(owner().timers().prepare(delay, this::construct)));
  }

  /** A running call has lost its instance: it runs again, or fails. */
  private void lose(ActorCall<?> call, Failure lost, After after) {
    Call code = call.call();
    if (call.terms().kind() == CallTerms.Kind.CALL
        && call.terms().mayRunAgain()
        && code != null
        && !call.isSettled()) {
      ActorCall<?> twin = call.twin(code);
      lanes.again(twin);
      after.add(call::interrupt);
    } else {
      Failed failed = Failed.because(call.kind(), call.name(), "was lost", lost);
      after.add(
          () -> {
            if (call.answer(failed)) {
              call.stopped();
            }
          });
    }
  }

  private interface Each {
    void turn(Turn turn);
  }

  private void retire(Each each, boolean byTurn, After after) {
    Instance old = instance;
    instance = null;
    if (old != null) {
      old.retire();
      lanes.cut(old, byTurn);
      lingering.add(old);
      List.copyOf(old.turns()).forEach(each::turn);
      closeIfDone(old, after);
    }
  }

  /** All its calls get the death as their answer; those of {@code stop()} when it has been closed. */
  private void die(Death dead, boolean byTurn, After after) {
    death = dead;
    state = ActorHandle.State.DEAD;
    system.died(this);
    List<ActorCall<?>> calls = new ArrayList<>();
    retire(turn -> calls.add(turn.call()), byTurn, after);
    lanes.takeAll(calls::add);
    after.add(
        () -> {
          calls.forEach(this::refuse);
          delays.endAll(dead);
        });
    if (hooks == 0) {
      after.add(this::answerStops);
    }
    goneIfDone(after);
  }

  /** A call has the death as its answer. */
  static void end(ActorCall<?> call, Death dead) {
    if (call.answer(dead.of(call))) {
      call.stopped();
    }
  }

  // ---- the end of an instance

  private void closeIfDone(Instance old, After after) {
    if (!old.mustBeClosed()) {
      return;
    }
    OwnThread thread = old.thread();
    if (thread != null) {
      after.add(thread::end);
    }
    if (old.object() instanceof AutoCloseable hook) {
      hooks++;
      after.add(() -> system.close(this, hook, () -> closed(old)));
    } else {
      lingering.remove(old);
      goneIfDone(after);
    }
  }

  private void closed(Instance old) {
    After after = new After();
    lock.lock();
    try {
      hooks--;
      lingering.remove(old);
      if (death != null && hooks == 0) {
        after.add(this::answerStops);
      }
      goneIfDone(after);
    } finally {
      lock.unlock();
    }
    after.run();
    owner().quieter();
  }

  private void goneIfDone(After after) {
    if (death != null && lingering.isEmpty()) {
      after.add(() -> system.gone(this));
    }
  }

  private void answerStops() {
    for (ActorCall<?> stop : List.copyOf(stops)) {
      stop.answer(Ref.NULL);
      stop.stopped();
    }
  }

  /** What was called before {@code stop()} has been done. */
  void dieStopped(After after) {
    die(Death.wanted(this, system.now(), "stop() was called"), false, after);
  }

  /** Nothing is left to do. */
  void dieIfAbandoned(After after) {
    if (isAbandoned()) {
      die(Death.wanted(this, system.now(), "its last handle was collected"), false, after);
    }
  }

  /** A call of {@code stop()} is answered when the actor has ended. */
  void stops(ActorCall<?> call) {
    stops.add(call);
  }

  /** Whether nothing is queued, delayed or running, and no hook. */
  boolean isIdle() {
    lock.lock();
    try {
      Instance now = instance;
      return delays.isEmpty()
          && hooks == 0
          && lingering.isEmpty()
          && (death != null || state == ActorHandle.State.ALIVE)
          && (now == null || now.turns().isEmpty())
          && lanes.isIdle();
    } finally {
      lock.unlock();
    }
  }

  /** The turns that run, for people. */
  List<Turn> turns() {
    lock.lock();
    try {
      List<Turn> turns = new ArrayList<>();
      lingering.forEach(old -> turns.addAll(old.turns()));
      if (instance != null) {
        turns.addAll(instance.turns());
        turns.addAll(lanes.turns(instance));
      }
      return turns;
    } finally {
      lock.unlock();
    }
  }

  /** One line for people. */
  String summary() {
    int delayed = delays.size();
    lock.lock();
    try {
      return "%s, %s, %d calls queued, %d delayed, %d restarts"
          .formatted(describe(), state, lanes.size(), delayed, restarts);
    } finally {
      lock.unlock();
    }
  }
}
