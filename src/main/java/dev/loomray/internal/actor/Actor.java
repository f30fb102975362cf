package dev.loomray.internal.actor;

import dev.loomray.ActorHandle;
import dev.loomray.internal.task.Call;
import dev.loomray.internal.task.Owner;
import dev.loomray.internal.task.Ref;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** An actor: what it is called, where its calls wait, and its {@link Life}. */
final class Actor {
  private static final String CONSTRUCTOR = ".new";

  private final ActorSystem system;
  private final ActorSettings settings;
  private final String constructorName;
  private final long number;
  private final Anchors anchors;
  private final @Nullable PendingLimit limit;
  private final Life life;
  private final Lanes lanes;

  // made when a call must wait for the first time
  private volatile @Nullable Delays delays;

  Actor(ActorSystem system, ActorSettings settings, Call constructor, String name) {
    this.system = system;
    this.settings = settings;
    this.constructorName = name;
    this.number = system.nextNumber();
    this.anchors = new Anchors(this);
    this.limit =
        settings.limit().isNone()
            ? null
            : new PendingLimit(settings.limit(), system.owner().parking());
    this.life = new Life(this, constructor);
    Carriers carriers = system.carriers();
    this.lanes =
        carriers != null && settings.concurrency().isPlain()
            ? new Inbox(this, carriers)
            : new Groups(this);
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

  String constructorName() {
    return constructorName;
  }

  long number() {
    return number;
  }

  ReentrantLock lock() {
    return system.locks().of(number);
  }

  /** The calls that cannot be queued yet. */
  Delays delays() {
    Delays now = delays;
    return now == null ? beginDelays() : now;
  }

  private Delays beginDelays() {
    lock().lock();
    try {
      Delays now = delays;
      if (now == null) {
        now = new Delays(this);
        delays = now;
      }
      return now;
    } finally {
      lock().unlock();
    }
  }

  /** Those there have been up to now; null for none. */
  @Nullable Delays delaysIfAny() {
    return delays;
  }

  /** Whether a call cannot be queued yet. */
  boolean hasDelayed() {
    Delays now = delays;
    return now != null && !now.isEmpty();
  }

  Anchors anchors() {
    return anchors;
  }

  @Nullable PendingLimit limit() {
    return limit;
  }

  CallTerms plainTerms() {
    return system.plainTerms();
  }

  Life life() {
    return life;
  }

  Lanes lanes() {
    return lanes;
  }

  ActorHandle<?> handle() {
    return anchors.handle();
  }

  boolean hasGroups() {
    return !groupNames().isEmpty();
  }

  Set<String> groupNames() {
    return settings.concurrency().groups().keySet();
  }

  boolean hasGroup(String group) {
    return group.isEmpty() || groupNames().contains(group);
  }

  /** The same in each run of a program, so that sets of actors are walked in the same order. */
  @Override
  public int hashCode() {
    return Long.hashCode(number);
  }

  /** What this is, for messages. */
  String describe() {
    String className =
        constructorName.endsWith(CONSTRUCTOR)
            ? constructorName.substring(0, constructorName.length() - CONSTRUCTOR.length())
            : constructorName;
    String name = settings.identity().name();
    return "actor " + className + (name == null ? "" : " '" + name + "'") + " (@" + number + ")";
  }

  /** One line for people. */
  String summary() {
    return "%s, %s, %d calls queued, %d delayed, %d restarts%s"
        .formatted(
            describe(), life.state(), lanes.size(), delayed(), life.restarts(), lanes.describe());
  }

  private int delayed() {
    Delays now = delays;
    return now == null ? 0 : now.size();
  }

  /** Takes a call whose arguments are ready. */
  void deliver(ActorCall<?> call) {
    if (lanes instanceof Inbox inbox) {
      inbox.tell(call);
    } else {
      life.tell(after -> lanes.deliver(call, after));
    }
  }

  /** A call was settled from outside before its turn began. */
  void left(ActorCall<?> call, boolean wasDelayed) {
    if (wasDelayed) {
      delays().left(call);
    } else {
      life.left(call);
    }
  }

  /** A call comes too late. */
  void refuse(ActorCall<?> call) {
    Death dead = life.death();
    if (dead == null) {
      return;
    }
    if (call.terms().kind() == CallTerms.Kind.STOP) {
      if (call.isDelayed()) { // else it is among those that are answered at the end
        answerStop(call);
      }
    } else {
      end(call, dead);
    }
  }

  /** A call has the death as its answer. */
  static void end(ActorCall<?> call, Death dead) {
    if (call.answer(dead.of(call))) {
      call.stopped();
    }
  }

  /** A call of {@code stop()} has what it wants. */
  static void answerStop(ActorCall<?> call) {
    if (call.answer(Ref.NULL)) {
      call.stopped();
    }
  }
}
