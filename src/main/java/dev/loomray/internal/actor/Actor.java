package dev.loomray.internal.actor;

import dev.loomray.ActorHandle;
import dev.loomray.internal.base.Require;
import dev.loomray.internal.serial.Failure;
import dev.loomray.internal.serial.code.Thrown;
import dev.loomray.internal.task.Call;
import dev.loomray.internal.task.Failed;
import dev.loomray.internal.task.Holding;
import dev.loomray.internal.task.Owner;
import dev.loomray.internal.task.Place;
import dev.loomray.internal.task.Timer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
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

  // under the lock; any thread reads the volatile ones
  private final Map<String, Group> groups = new LinkedHashMap<>();
  private volatile ActorHandle.State state = ActorHandle.State.PENDING_CREATION;
  private volatile @Nullable Death death;
  private @Nullable Instance instance;
  private volatile int restarts;
  // how many restarts there were since a call has returned: so much longer it waits
  private int restartsInARow;
  private boolean abandoned;
  // what it asks for while it lives; whether that and the arguments of its constructor are there
  private @Nullable Holding holding;
  private boolean provided;
  private @Nullable Timer rebirth;
  // calls that wait for their time to run again
  private final Map<ActorCall<?>, Timer> resting = new LinkedHashMap<>(0);
  private final List<ActorCall<?>> stops = new ArrayList<>(0);
  // instances whose last turn, or whose close, has not ended; how many are being closed
  private final List<Instance> lingering = new ArrayList<>(0);
  private int hooks;

  // any thread: how many threads have changed something, and have not told all others yet
  private final AtomicInteger telling = new AtomicInteger();

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
    groups.put("", new Group("", settings.concurrency().max()));
    settings
        .concurrency()
        .groups()
        .forEach((group, max) -> groups.put(group, new Group(group, max)));
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
    return groups.size() > 1;
  }

  Set<String> groupNames() {
    return settings.concurrency().groups().keySet();
  }

  boolean hasGroup(String group) {
    return groups.containsKey(group);
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

  /** Puts a call whose arguments are ready into its queue. */
  void deliver(ActorCall<?> call) {
    tell(after -> deliver(call, after));
  }

  /** The same; what follows is left to the caller. */
  void deliver(ActorCall<?> call, After after) {
    lock.lock();
    try {
      if (call.queue()) {
        put(call, after);
      }
    } finally {
      lock.unlock();
    }
  }

  private void put(ActorCall<?> call, After after) {
    Death dead = death;
    if (dead != null) {
      after.add(() -> refuse(call, dead));
    } else if (call.terms().kind() == CallTerms.Kind.STOP) {
      stops.add(call);
      endIfDone(after);
    } else if (!stops.isEmpty()) {
      Death stopping = Death.wanted(this, system.now(), "stop() was called before");
      after.add(() -> refuse(call, stopping));
    } else {
      enqueue(call, after);
    }
  }

  private void enqueue(ActorCall<?> call, After after) {
    Group group = group(call);
    group.addLast(call);
    startRunners(group, after);
  }

  private Group group(ActorCall<?> call) {
    Group group = groups.get(call.terms().group());
    if (group == null) {
      throw new IllegalStateException("no group " + call.terms().group() + " in " + describe());
    }
    return group;
  }

  private static void refuse(ActorCall<?> call, Death dead) {
    if (call.terms().kind() == CallTerms.Kind.STOP) {
      call.answer(ActorCall.NOTHING);
    } else {
      call.answer(dead.of(call));
    }
    call.stopped();
  }

  private void startRunners(Group group, After after) {
    Instance on = instance;
    while (on != null && state == ActorHandle.State.ALIVE && group.wantsRunner()) {
      Runner runner = new Runner(this, group, on);
      after.add(runner::start);
    }
  }

  /** The next turn of a runner; null if it must leave. */
  @Nullable Turn begin(Group group, Instance on, @Nullable Place place) {
    Turn turn;
    lock.lock();
    try {
      if (on.isRetired()) {
        return null; // it counts no more
      }
      turn = next(group, on, place);
    } finally {
      lock.unlock();
    }
    if (turn == null) {
      locked(this::endIfDone);
    }
    return turn;
  }

  private @Nullable Turn next(Group group, Instance on, @Nullable Place place) {
    ActorCall<?> call = state == ActorHandle.State.ALIVE ? group.begin() : null;
    if (call == null) {
      group.runnerLeaves();
      return null;
    }
    Turn turn = new Turn(on, call, place);
    on.begins(turn);
    return turn;
  }

  /** A call was settled from outside before its turn began. */
  void left(ActorCall<?> call, boolean wasDelayed) {
    if (wasDelayed) {
      delays.left(call);
      return;
    }
    always(
        after -> {
          stops.remove(call);
          group(call).remove(call);
          Timer timer = resting.remove(call);
          after.add(() -> owner().timers().cancel(timer));
          endIfDone(after);
        });
  }

  // ---- ends of turns

  /** The code of a call has returned, with this outcome, or thrown: decides what follows, and then answers. */
  void ended(Turn turn, Object value, @Nullable Throwable thrown) {
    ActorCall<?> call = turn.call();
    owner().tree().closeScopesOf(call);
    boolean again = thrown != null && !turn.exits() && CallFailure.runsAgain(call, thrown);
    Object outcome = thrown == null ? value : CallFailure.of(call, thrown);
    always(
        after -> {
          turn.instance().ends(turn);
          decide(turn, new Result(outcome, thrown, again), after);
          closeIfDone(turn.instance(), after);
          endIfDone(after);
        });
  }

  /**
   * How the code of a call has ended.
   *
   * @param outcome what it has returned, or the failure
   * @param thrown what it threw
   * @param again whether it is to run again
   */
  private record Result(Object outcome, @Nullable Throwable thrown, boolean again) {}

  private void decide(Turn turn, Result result, After after) {
    ActorCall<?> call = turn.call();
    boolean isStale = turn.instance().isRetired();
    if (call.terms().kind() == CallTerms.Kind.CREATION) {
      decideCreation(turn, isStale, result, after);
    } else if (turn.exits() && !isStale) {
      Death exited = Death.wanted(this, system.now(), "it called exitActor()");
      die(exited, after);
      leave(call, exited.of(call), after);
    } else if (result.thrown == null || isStale) {
      restartsInARow = isStale ? restartsInARow : 0;
      leave(call, call.terms().isReplaced() ? null : result.outcome, after);
    } else {
      decideFailure(call, result, result.thrown, after);
    }
  }

  private void decideCreation(Turn turn, boolean isStale, Result result, After after) {
    Throwable thrown = result.thrown;
    turn.instance()
        .made(thrown == null && result.outcome != ActorCall.NOTHING ? result.outcome : null);
    leave(turn.call(), thrown == null ? ActorCall.NOTHING : result.outcome, after);
    if (isStale) {
      return;
    }
    if (turn.exits()) {
      die(Death.wanted(this, system.now(), "its constructor called exitActor()"), after);
    } else if (thrown != null) {
      String why = "its constructor threw " + Thrown.text(thrown);
      if (settings.restartsOn(thrown)) {
        restart(why, thrown, after);
      } else {
        die(Death.of(this, system.now(), why, thrown).from(result.outcome), after);
      }
    } else if (turn.instance().object() == null) {
      die(Death.of(this, system.now(), "its constructor returned null", null), after);
    } else {
      state = ActorHandle.State.ALIVE;
      groups.values().forEach(group -> startRunners(group, after));
    }
  }

  private void decideFailure(ActorCall<?> call, Result result, Throwable thrown, After after) {
    boolean again = result.again && !call.isSettled();
    boolean restarts = mustRestart(call, thrown);
    if (again) {
      call.terms().nextAttempt();
      call.leave();
      again = call.again();
    }
    if (again) {
      runAgain(call, after);
    } else {
      leave(call, result.outcome, after);
    }
    if (restarts) {
      restart("a call threw " + Thrown.text(thrown), thrown, after);
    }
  }

  /** What a stopped call throws says nothing of the actor: it was interrupted. */
  private boolean mustRestart(ActorCall<?> call, Throwable thrown) {
    return settings.restartsOn(thrown) && (thrown instanceof Error || !call.isSettled());
  }

  /** A call that has thrown has another turn: at once it is the next, after a delay it is the last. */
  private void runAgain(ActorCall<?> call, After after) {
    long delay =
        call.terms().retry().backoff().delayNanos(call.attempt() - 1, owner().env().random());
    if (delay == 0) {
      group(call).addFirst(call);
    } else {
      Timer timer = owner().timers().prepare(delay, () -> back(call));
      resting.put(call, timer);
      after.add(() -> owner().timers().schedule(timer));
    }
    if (call.isSettled()) {
      after.add(call::stopped);
    }
  }

  private void back(ActorCall<?> call) {
    locked(
        after -> {
          if (resting.remove(call) != null) {
            enqueue(call, after);
          }
        });
  }

  /** A call leaves its thread, and is answered; with null it was answered already. */
  private static void leave(ActorCall<?> call, @Nullable Object outcome, After after) {
    call.leave();
    after.add(
        () -> {
          if (outcome != null) {
            call.answer(outcome);
          }
          call.end();
        });
  }

  // ---- lives and deaths

  /** Its constructor's arguments are ready: asks for what it needs while it lives. */
  void admit() {
    if (settings.resources().isEmpty()) {
      provided();
      return;
    }
    Holding asked =
        new Holding(owner(), constructorName, settings.resources(), this::provided, this::notHeld);
    locked(
        after -> {
          holding = asked;
          after.add(asked::start);
        });
  }

  /** All that its constructor needs is there. */
  private void provided() {
    locked(
        after -> {
          provided = true;
          construct(after);
        });
  }

  private void notHeld(Failed failed) {
    String why = "it was not made, since it did not get its resources: ";
    Failure failure = failed.failure();
    locked(
        after ->
            die(Death.of(this, system.now(), why + failure.message(), failure.cause()), after));
  }

  /** An argument of its constructor has failed. */
  void notMade(Failed argument) {
    String why = "it was not made, since an argument of its constructor failed: ";
    Failure failure = argument.failure();
    locked(
        after ->
            die(Death.of(this, system.now(), why + failure.message(), failure.cause()), after));
  }

  /** The delay of a restart is over, unless there was another meanwhile. */
  private void reborn(int life) {
    locked(
        after -> {
          if (life == restarts) {
            construct(after);
          }
        });
  }

  /** Makes an instance. */
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
    locked(after -> restart("restart() was called", null, after));
  }

  /** Ends it at once. */
  void kill(String why) {
    locked(after -> die(Death.wanted(this, system.now(), why), after));
  }

  /** Ends it with the Ray. */
  void close(Failure failure) {
    locked(after -> die(new Death(failure, true, null), after));
  }

  /** Its last handle is gone. */
  void abandon() {
    locked(
        after -> {
          abandoned = !anchors.isHeld();
          endIfDone(after);
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

  /** A change, and what others must be told of it. */
  interface Change {
    /** Makes it; what others must be told is left for afterwards. */
    void make(After after);
  }

  /** Makes a change and tells others; until then, nobody finds the actor idle. */
  void tell(Change change) {
    After after = new After();
    system.changing();
    telling.incrementAndGet();
    try {
      change.make(after);
      after.run();
    } finally {
      telling.decrementAndGet();
      owner().quieter();
    }
  }

  private void always(Change change) {
    tell(
        after -> {
          lock.lock();
          try {
            change.make(after);
          } finally {
            lock.unlock();
          }
        });
  }

  /** Makes a change under the lock, if it lives. */
  private void locked(Change change) {
    always(
        after -> {
          if (death == null) {
            change.make(after);
          }
        });
  }

  /** No call of it is delayed any more. */
  void noneIsDelayed() {
    locked(this::endIfDone);
  }

  private void restart(String why, @Nullable Throwable cause, After after) {
    if (!settings.supervision().allows(restarts)) {
      int max = settings.supervision().maxRestarts();
      String left =
          max == 0 ? ", and maxRestarts=0" : ", and all maxRestarts=" + max + " are used up";
      die(
          cause == null
              ? Death.wanted(this, system.now(), why + left)
              : Death.of(this, system.now(), why + left, cause),
          after);
      return;
    }
    if (!provided) {
      return; // nothing has begun
    }
    int life = restarts + 1;
    restarts = life;
    state = ActorHandle.State.RESTARTING;
    Failure lost =
        new Failure(
            Failure.Kind.ACTOR_UNAVAILABLE,
            describe()
                + " was restarted while it ran this call: "
                + why
                + "; maxTaskRetries has it run again",
            cause);
    retire(turn -> lose(turn.call(), lost, after), after);
    long delay =
        settings.supervision().backoff().delayNanos(++restartsInARow, owner().env().random());
    endRebirth(after);
    Timer timer = owner().timers().prepare(delay, () -> reborn(life));
    rebirth = timer;
    after.add(() -> owner().timers().schedule(timer));
  }

  private void endRebirth(After after) {
    Timer timer = rebirth;
    rebirth = null;
    after.add(() -> owner().timers().cancel(timer));
  }

  /** A running call has lost its instance: it runs again, or fails. */
  private void lose(ActorCall<?> call, Failure lost, After after) {
    Call code = call.call();
    if (call.terms().kind() == CallTerms.Kind.CALL
        && call.terms().mayRunAgain()
        && code != null
        && !call.isSettled()) {
      ActorCall<?> twin = call.twin(code);
      group(call).addFirst(twin);
      after.add(() -> call.replaced());
    } else {
      Failed failed = Failed.because(call.kind(), call.name(), "was lost", lost);
      after.add(() -> call.stop(failed));
    }
  }

  private interface Each {
    void turn(Turn turn);
  }

  private void retire(Each each, After after) {
    Instance old = instance;
    instance = null;
    groups.values().forEach(Group::forgetRunners);
    if (old != null) {
      old.retire();
      lingering.add(old);
      old.turns().reversed().forEach(each::turn); // each before those that have begun later
      closeIfDone(old, after);
    }
  }

  /** All its calls get the death as their answer; those of {@code stop()} when it has been closed. */
  private void die(Death dead, After after) {
    death = dead;
    state = ActorHandle.State.DEAD;
    system.died(this);
    List<ActorCall<?>> calls = new ArrayList<>(resting.keySet());
    resting.values().forEach(timer -> after.add(() -> owner().timers().cancel(timer)));
    resting.clear();
    endRebirth(after);
    for (Group group : groups.values()) {
      for (ActorCall<?> call = group.take(); call != null; call = group.take()) {
        calls.add(call);
      }
    }
    List<ActorCall<?>> running = new ArrayList<>();
    retire(turn -> running.add(turn.call()), after);
    after.add(
        () -> {
          running.forEach(call -> call.stop(dead.of(call)));
          calls.forEach(call -> end(call, dead));
          delays.endAll(dead);
        });
    goneIfDone(after);
    if (hooks == 0) {
      after.add(this::answerStops);
    }
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
    always(
        after -> {
          hooks--;
          lingering.remove(old);
          goneIfDone(after);
          if (death != null && hooks == 0) {
            after.add(this::answerStops);
          }
        });
  }

  private void goneIfDone(After after) {
    if (death != null && lingering.isEmpty()) {
      Holding held = holding;
      if (held != null) {
        after.add(held::end);
      }
      after.add(() -> system.gone(this));
    }
  }

  private void answerStops() {
    for (ActorCall<?> stop : List.copyOf(stops)) {
      stop.answer(ActorCall.NOTHING);
      stop.stopped();
    }
  }

  private void endIfDone(After after) {
    if (death != null || state != ActorHandle.State.ALIVE || !resting.isEmpty()) {
      return;
    }
    for (Group group : groups.values()) {
      if (!group.isIdle()) {
        return;
      }
    }
    if (!stops.isEmpty()) {
      die(Death.wanted(this, system.now(), "stop() was called"), after);
    } else if (abandoned && delays.isEmpty()) {
      die(Death.wanted(this, system.now(), "its last handle was collected"), after);
    }
  }

  /** Whether nothing is queued, delayed or running, and no hook. */
  boolean isIdle() {
    lock.lock();
    try {
      Instance now = instance;
      return delays.isEmpty()
          && telling.get() == 0
          && resting.isEmpty()
          && hooks == 0
          && lingering.isEmpty()
          && (death != null || state == ActorHandle.State.ALIVE)
          && (now == null || now.turns().isEmpty())
          && groups.values().stream().allMatch(Group::isIdle);
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
      int queued = groups.values().stream().mapToInt(Group::size).sum();
      return "%s, %s, %d calls queued, %d delayed, %d restarts"
          .formatted(describe(), state, queued, delayed, restarts);
    } finally {
      lock.unlock();
    }
  }
}
