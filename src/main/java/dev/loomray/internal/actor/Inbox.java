package dev.loomray.internal.actor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The calls of an actor that runs one at a time, and who may run them.
 *
 * <pre>
 *            ┌───────── looks again ──────────┐
 *            ▼   a teller         a carrier   │
 *          IDLE ─────────▶ READY ─────────▶ RUN ──asked──▶ ASKED
 *            │               │  ▲◀───────────┘│              │
 *            └───────┬───────┘  │  batch over └─turn stolen─┐│ the turn that is between two calls
 *                    ▼          │                           ▼▼
 *                  OWNED ───────┴──────────────────────── OWNED ─────▶ DEAD
 *                          an instance lives
 * </pre>
 *
 * <ul>
 *   <li>IDLE: nobody runs it, and nothing waits
 *   <li>READY: it stands in a list, and whoever takes it from there runs it
 *   <li>RUN: a thread runs its calls
 *   <li>ASKED: that thread must let go before it begins the next call
 *   <li>OWNED: whoever has the actor's lock has the mailbox; calls wait for an instance
 *   <li>DEAD: the same, for ever; a teller that sees this after its offer has what is there refused
 * </ul>
 *
 * A turn: the runner's call is this one, its word to RUNNING, a look at this word, the code, its word to ENDED, a look at this word.
 * Whoever wants the mailbox writes ASKED, then reads the runner's call and tries to steal its turn: either the steal
 * wins, or the thread of the turn sees ASKED. All who ask have the actor's lock, so no steal comes late.
 */
final class Inbox extends Lanes {
  private static final int IDLE = 0;
  private static final int READY = 1;
  private static final int RUN = 2;
  private static final int ASKED = 3;
  private static final int OWNED = 4;
  private static final int DEAD = 5;

  private static final VarHandle WORD;

  static {
    try {
      WORD = MethodHandles.lookup().findVarHandle(Inbox.class, "word", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // immutable
  private final Actor actor;
  private final Life life;
  private final Carriers carriers;
  private final Mailbox mailbox = new Mailbox();

  // whoever runs it, and the monitor: a lost change costs a batch in the wrong place
  private volatile Temper temper = Temper.UNKNOWN;

  // any thread
  private volatile int word = OWNED;
  // under the lock of the actor's life; tellers read
  private volatile boolean stopping;

  // whoever runs it writes, whoever asks reads
  // (what changes with each turn is not here, since tellers read this word)
  private volatile @Nullable Batch runner;

  // under the actor's lock; whoever runs it reads
  private volatile @Nullable Instance open;

  Inbox(Actor actor, Carriers carriers) {
    this.actor = actor;
    this.life = actor.life();
    this.carriers = carriers;
  }

  private boolean cas(int from, int to) {
    return WORD.compareAndSet(this, from, to);
  }

  Actor actor() {
    return actor;
  }

  /** What is known of how its code behaves. */
  Temper temper() {
    return temper;
  }

  /** More is known of it. */
  void temper(Temper known) {
    if (temper != known) {
      temper = known;
    }
  }

  // ---- tellers

  /** Takes a call whose arguments are ready. */
  void tell(ActorCall<?> call) {
    if (stopping || call.terms().kind() == CallTerms.Kind.STOP) {
      life.tell(after -> deliver(call, after));
    } else if (call.queueNew()) {
      offer(call);
    }
  }

  private void offer(ActorCall<?> call) {
    mailbox.offer(call);
    offered();
  }

  private void offered() {
    int now = word;
    if (now == IDLE) {
      if (cas(IDLE, READY)) {
        carriers.ready(this);
      }
    } else if (now == DEAD) {
      sweep();
    }
  }

  @Override
  void deliver(ActorCall<?> call, After after) {
    life.lock().lock();
    try {
      if (isLate(call)) { // it is not queued, so that nobody takes it for one that waits for a turn
        Death late = Death.wanted(actor, "stop() was called before");
        after.add(() -> Actor.end(call, late));
      } else if (call.queue()) {
        put(call, after);
      }
    } finally {
      life.lock().unlock();
    }
  }

  private boolean isLate(ActorCall<?> call) {
    return life.isStopping() && call.terms().kind() != CallTerms.Kind.STOP;
  }

  private void put(ActorCall<?> call, After after) {
    if (call.terms().kind() == CallTerms.Kind.STOP) {
      life.stops(call);
      if (life.death() != null) {
        life.instances().restIfDone(after);
        return;
      }
      stopping = true;
    }
    mailbox.offer(call); // in order, also for those who have another lock
    after.add(this::offered);
  }

  @Override
  void back(ActorCall<?> call, After after) {
    mailbox.offer(call);
    after.add(this::offered);
  }

  private void sweep() {
    life.always(after -> mailbox.drain(call -> after.add(() -> actor.refuse(call))));
  }

  @Override
  void left(ActorCall<?> call, After after) {
    stopping = life.isStopping();
    endIfDone(after); // whoever takes it from the mailbox sees that it has ended
  }

  // ---- the thread that runs it

  /** Begins a batch; null if somebody else has it. */
  @Nullable Instance begin(Batch by) {
    if (!cas(READY, RUN)) {
      return null;
    }
    runner = by;
    Instance on = open;
    if (on == null) { // it was cut in the same moment: whoever did waits for this thread
      letGo();
    }
    return on;
  }

  /** The next call; null for none. */
  @Nullable ActorCall<?> next() {
    return mailbox.poll();
  }

  /** What a call finds whose turn is to begin. */
  enum Begun {
    /** It runs. */
    YES,
    /** It has ended before. */
    NO,
    /** The thread has let go of the mailbox. */
    LOST
  }

  /** The turn of the runner's call begins, if it may. */
  Begun begin(ActorCall<?> call) {
    if (!call.begin()) {
      return Begun.NO;
    }
    if (word == RUN) {
      return Begun.YES;
    }
    life.always(
        after -> {
          if (call.again()) {
            mailbox.addFirst(call); // not stolen: all who steal have the lock
            carryOut(after);
          } else {
            life.instances().leftBehind(call, after);
          }
        });
    return Begun.LOST;
  }

  /** A turn has ended as usual; false if the thread must let go. */
  boolean end(ActorCall<?> call) {
    if (call.finish()) {
      return word == RUN || letGo();
    }
    life.always(after -> life.instances().leftBehind(call, after));
    return false;
  }

  /** All that was called before {@code stop()} has been done; false if the thread must let go. */
  boolean stop(ActorCall<?> call) {
    boolean[] goesOn = new boolean[1];
    life.always(
        after -> {
          if (word == ASKED) {
            carryOut(after);
          } else if (call.hasEnded() || !life.supervisor().nothingRests()) {
            goesOn[0] = true; // it was cancelled, or a call waits for its time
          } else {
            life.dieStopped(true, after);
          }
        });
    return goesOn[0];
  }

  /** Somebody asks for the mailbox, and gets it. */
  private boolean letGo() {
    life.always(this::carryOut);
    return false;
  }

  private void carryOut(After after) {
    runner = null;
    if (life.death() != null) {
      word = DEAD;
      mailbox.drain(call -> after.add(() -> actor.refuse(call)));
      life.instances().restIfDone(after);
    } else if (open != null) {
      list(after);
    } else {
      word = OWNED;
    }
  }

  private void list(After after) {
    word = READY;
    after.add(() -> carriers.ready(this));
  }

  @Override
  boolean goesOn(Instance on, After after) {
    if (word == ASKED) {
      carryOut(after);
      return false;
    }
    return word == RUN && open == on;
  }

  /** A batch is over; true if the inbox must be listed again. */
  boolean pause(int turns) {
    mailbox.ran(turns);
    runner = null;
    if (!mailbox.isEmpty()) {
      return cas(RUN, READY) || letGo();
    }
    actor.system().changing(); // before it looks idle
    if (!cas(RUN, IDLE)) {
      return letGo();
    }
    if (!mailbox.isEmpty()) {
      return cas(IDLE, READY);
    }
    life.rests();
    return false;
  }

  // ---- under the actor's lock

  @Override
  void again(ActorCall<?> call) {
    mailbox.addFirst(call);
  }

  @Override
  void open(Instance on, After after) {
    open = on;
    if (word != OWNED) {
      return; // whoever runs it lets go soon, and lists it
    }
    word = IDLE;
    if (!mailbox.isEmpty() && cas(IDLE, READY)) {
      after.add(() -> carriers.ready(this));
    }
  }

  @Override
  void cut(Instance from, boolean byTurn) {
    open = null;
    if (byTurn) {
      runner = null;
      word = OWNED;
      return;
    }
    while (true) {
      int now = word;
      if (now == RUN) {
        if (cas(RUN, ASKED)) {
          steal(from);
          return;
        }
      } else if ((now != IDLE && now != READY) || cas(now, OWNED)) {
        return;
      }
    }
  }

  /** The call that has its turn; its runner may just have ended it. */
  private @Nullable ActorCall<?> running() {
    Batch by = runner;
    ActorCall<?> call = by == null ? null : by.call();
    return call != null && call.target() == actor ? call : null; // else its runner has moved on
  }

  private void steal(Instance from) {
    ActorCall<?> running = running();
    if (running != null && running.steal()) {
      word = OWNED;
      runner = null;
      from.begins(new Turn(from, running, null));
    }
  }

  @Override
  void takeAll(Consumer<ActorCall<?>> to) {
    if (word != ASKED) {
      word = DEAD;
      mailbox.drain(to);
    }
  }

  @Override
  boolean mayEnd() {
    return stopping;
  }

  @Override
  void endIfDone(After after) {
    boolean wanted = stopping || life.isAbandoned();
    if (!wanted || open == null || !life.supervisor().nothingRests() || !cas(IDLE, OWNED)) {
      return;
    }
    if (mailbox.isEmpty()) {
      end(after);
    }
    if (word == OWNED) { // not dead: somebody has called meanwhile
      list(after);
    }
  }

  private void end(After after) {
    if (stopping) {
      life.dieStopped(false, after);
    } else {
      life.dieIfAbandoned(after);
    }
  }

  @Override
  boolean hasLetGo() {
    return word != ASKED;
  }

  @Override
  boolean isIdle() {
    int now = word;
    return (now == IDLE || now == DEAD || now == OWNED) && mailbox.isEmpty();
  }

  @Override
  String describe() {
    String now =
        switch (word) {
          case IDLE -> "idle";
          case READY -> "ready";
          case RUN -> "running";
          case ASKED -> "asked";
          case OWNED -> "waiting for an instance";
          default -> "dead";
        };
    return ", " + now + (mailbox.isHot() ? ", hot" : "") + temper.describe();
  }

  @Override
  int size() {
    return mailbox.size();
  }

  @Override
  @Nullable ActorCall<?> ahead(String group) {
    ActorCall<?> running = running();
    if (running != null && running.isRunning()) {
      return running;
    }
    return life.isAlive() ? null : life.instances().running(call -> false);
  }

  @Override
  boolean isSerial() {
    return true;
  }

  @Override
  List<Turn> turns(Instance on) {
    ActorCall<?> running = running();
    return running != null && running.isRunning()
        ? List.of(new Turn(on, running, null))
        : List.of();
  }
}
