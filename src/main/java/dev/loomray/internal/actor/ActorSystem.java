package dev.loomray.internal.actor;

import dev.loomray.ActorHandle;
import dev.loomray.function.Fn;
import dev.loomray.internal.base.StackRoom;
import dev.loomray.internal.serial.Failure;
import dev.loomray.internal.serial.FunctionNames;
import dev.loomray.internal.task.Call;
import dev.loomray.internal.task.Execution;
import dev.loomray.internal.task.Invocation;
import dev.loomray.internal.task.OtherWork;
import dev.loomray.internal.task.Owner;
import dev.loomray.internal.task.TaskContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The actors of a Ray: makes them, finds them by name, and ends them with the Ray. */
public final class ActorSystem implements OtherWork {
  private static final int LISTED = 100;

  private final Owner owner;
  private final Names names;
  private final @Nullable Carriers carriers;
  private final AtomicLong numbers = new AtomicLong();
  // all that live, and the dead whose threads have not let go
  private final Set<Actor> actors = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Failure closed;
  private final LongAdder changes = new LongAdder();
  private final CallTerms plainTerms = CallTerms.plain();
  private final Locks locks = new Locks();

  /** The actors of a Ray whose names are in the given namespace. */
  public ActorSystem(Owner owner, String namespace) {
    this.owner = owner;
    this.names = new Names(namespace);
    this.carriers = owner.sharesThreads() ? new Carriers(owner) : null;
    owner.add(this);
  }

  Owner owner() {
    return owner;
  }

  /** What runs actors that need no more than to run one call after the other; null if the tasks' engine does. */
  @Nullable Carriers carriers() {
    return carriers;
  }

  long nextNumber() {
    return numbers.incrementAndGet();
  }

  /** What the calls have that ask for nothing. */
  CallTerms plainTerms() {
    return plainTerms;
  }

  Locks locks() {
    return locks;
  }

  Instant now() {
    return owner.env().clock().instant();
  }

  /** Makes an actor, or finds the one that has its name. */
  public <T> ActorHandle<T> start(
      ActorSettings settings, Fn fn, int refMask, @Nullable Object... args) {
    StackRoom.require();
    Invocation invocation = owner.submission().checked(fn, refMask, 0, args);
    owner.requireOpen();
    owner.submission().requirePlace(settings.resources());
    String name = FunctionNames.of(fn);
    Call constructor = owner.handover().call(owner.nextSequence(), name, invocation);
    Actor actor = new Actor(this, settings, constructor, name);
    Handle<T> handle = actor.anchors().first();
    for (Actor holder = names.register(actor); holder != actor; holder = names.register(actor)) {
      ActorHandle<T> other = holder.anchors().handle();
      if (holder.life().death() == null) {
        return other;
      }
      names.release(holder); // it has died in the same moment, and will not mind
    }
    actors.add(actor);
    Failure over = closed;
    if (over != null) {
      actor.life().close(over);
      throw owner.closed();
    }
    Beginning.of(actor, invocation);
    return handle;
  }

  /** The actor of a name, if it lives. */
  public <T> Optional<ActorHandle<T>> named(
      String name, @Nullable String namespace, Class<T> type) {
    owner.requireOpen();
    Actor actor = names.find(name, namespace);
    if (actor == null) {
      return Optional.empty();
    }
    actor.life().requireType(type);
    ActorHandle<T> handle = actor.anchors().handle();
    return actor.life().death() == null ? Optional.of(handle) : Optional.empty();
  }

  /** The names in the namespace of the Ray, sorted. */
  public List<String> names() {
    owner.requireOpen();
    return names.all();
  }

  /** Ends the actor whose code runs on this thread. */
  public static void exit() {
    Execution<?> current = TaskContext.current();
    if (current instanceof ActorCall<?> call && call.place() instanceof TurnPlace turn) {
      turn.exit();
      throw new ActorExit();
    }
    throw new IllegalStateException(
        "expected the code of an actor on this thread, found "
            + (current == null ? "thread " + Thread.currentThread().getName() : current.describe())
            + "; exitActor() is for an actor's constructor and methods");
  }

  /** An actor is about to change, or to come to rest. */
  void changing() {
    changes.increment();
  }

  /** It has died: others may have its name. */
  void died(Actor actor) {
    names.release(actor);
  }

  /** All its threads have let go. */
  void gone(Actor actor) {
    actors.remove(actor);
  }

  /** Closes an instance on a thread of the engine. */
  void close(Actor actor, AutoCloseable hook, Runnable then) {
    owner
        .engine()
        .background(
            () -> {
              try {
                hook.close();
              } catch (Throwable e) {
                owner
                    .env()
                    .reports()
                    .warning("close() of %s threw %s".formatted(actor.describe(), e));
              } finally {
                then.run();
              }
            });
  }

  @Override
  public boolean isIdle() {
    return actors.stream().allMatch(actor -> actor.life().isIdle());
  }

  @Override
  public long changes() {
    return changes.sum();
  }

  @Override
  public List<String> stop(Failure why) {
    closed = why;
    List<String> cut = new ArrayList<>();
    for (Actor actor : sorted(actors)) {
      if (!actor.life().isIdle()) {
        actor.life().instances().turns().forEach(turn -> cut.add(turn.call().name()));
      }
      actor.life().close(why);
    }
    return cut;
  }

  @Override
  public boolean hasEnded() {
    if (!actors.isEmpty()) {
      return false;
    }
    if (carriers == null) {
      return true;
    }
    if (closed != null && !carriers.isOver()) {
      carriers.shutdown();
    }
    return carriers.hasEnded();
  }

  @Override
  public List<Execution<?>> running() {
    List<Execution<?>> running = new ArrayList<>();
    for (Actor actor : sorted(actors)) {
      actor.life().instances().turns().forEach(turn -> running.add(turn.call()));
    }
    return running;
  }

  @Override
  public String describe() {
    List<Actor> all = sorted(actors);
    StringBuilder text = new StringBuilder();
    if (carriers != null && !all.isEmpty()) {
      text.append("  ").append(carriers.describe()).append('\n');
    }
    for (Actor actor : all.subList(0, Math.min(all.size(), LISTED))) {
      text.append("  ").append(actor.summary()).append('\n');
      for (Turn turn : actor.life().instances().turns()) {
        Object waits = turn.blockedOn();
        text.append("    ").append(turn.call().describe());
        text.append(waits == null ? "" : ", waits for " + waits).append('\n');
      }
    }
    if (all.size() > LISTED) {
      text.append("  and ").append(all.size() - LISTED).append(" more actors\n");
    }
    return text.toString();
  }

  private static List<Actor> sorted(Collection<Actor> actors) {
    return actors.stream().sorted(Comparator.comparingLong(Actor::number)).toList();
  }
}
