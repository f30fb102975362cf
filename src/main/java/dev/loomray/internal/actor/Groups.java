package dev.loomray.internal.actor;

import dev.loomray.internal.task.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The calls of an actor in groups, each with a limit of how many run at a time: a queue for each under the actor's lock, and
 * as many runners as the group allows, on leases or on the actor's own thread.
 */
final class Groups extends Lanes {
  // immutable
  private final Actor actor;
  private final Life life;
  private final ReentrantLock lock;

  // under the actor's lock
  private final Map<String, Group> groups = new LinkedHashMap<>();
  private final List<ActorCall<?>> stops = new ArrayList<>(0);
  private @Nullable Instance open;

  Groups(Actor actor) {
    this.actor = actor;
    this.life = actor.life();
    this.lock = life.lock();
    Concurrency concurrency = actor.settings().concurrency();
    groups.put("", new Group("", concurrency.max()));
    concurrency.groups().forEach((name, max) -> groups.put(name, new Group(name, max)));
  }

  @Override
  void deliver(ActorCall<?> call, After after) {
    lock.lock();
    try {
      if (isLate(call)) { // it is not queued, so that nobody takes it for one that waits for a turn
        Death late = Death.wanted(actor, "stop() was called before");
        after.add(() -> Actor.end(call, late));
      } else if (call.queue()) {
        put(call, after);
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isLate(ActorCall<?> call) {
    return !stops.isEmpty() && life.death() == null && call.terms().kind() != CallTerms.Kind.STOP;
  }

  private void put(ActorCall<?> call, After after) {
    if (call.terms().kind() == CallTerms.Kind.STOP) {
      life.stops(call);
      if (life.death() != null) {
        life.instances().restIfDone(after);
        return;
      }
      stops.add(call);
      endIfDone(after);
    } else if (life.death() != null) {
      after.add(() -> actor.refuse(call));
    } else {
      Group group = group(call);
      group.addLast(call);
      startRunner(group, after);
    }
  }

  private Group group(ActorCall<?> call) {
    Group group = groups.get(call.terms().group());
    if (group == null) {
      throw new IllegalStateException("no group " + call.terms().group());
    }
    return group;
  }

  /** One more call wants one more runner. */
  private void startRunner(Group group, After after) {
    Instance on = open;
    if (on != null && group.wantsRunner()) {
      Runner runner = new Runner(actor, this, group, on);
      after.add(runner::start);
    }
  }

  private void startRunners(Group group, After after) {
    for (int i = group.size(); i > 0; i--) {
      startRunner(group, after);
    }
  }

  /** The next turn of a runner; null if it must leave. */
  @Nullable Turn begin(Group group, Instance on, @Nullable Place place) {
    Turn turn;
    lock.lock();
    try {
      if (on != open) {
        return null; // it counts no more
      }
      turn = next(group, on, place);
    } finally {
      lock.unlock();
    }
    if (turn == null) {
      life.locked(this::endIfDone);
    }
    return turn;
  }

  private static @Nullable Turn next(Group group, Instance on, @Nullable Place place) {
    ActorCall<?> call = group.begin();
    if (call == null) {
      group.runnerLeaves();
      return null;
    }
    Turn turn = new Turn(on, call, place);
    on.begins(turn);
    return turn;
  }

  @Override
  void left(ActorCall<?> call, After after) {
    if (call.terms().kind() == CallTerms.Kind.CALL) {
      group(call).remove(call);
    }
    stops.remove(call);
    endIfDone(after);
  }

  @Override
  void again(ActorCall<?> call) {
    group(call).addFirst(call);
  }

  @Override
  void back(ActorCall<?> call, After after) {
    Group group = group(call);
    group.addLast(call);
    startRunner(group, after);
  }

  @Override
  void open(Instance on, After after) {
    open = on;
    groups.values().forEach(group -> startRunners(group, after));
  }

  @Override
  void cut(Instance from, boolean byTurn) {
    open = null;
    groups.values().forEach(Group::forgetRunners);
  }

  @Override
  void takeAll(Consumer<ActorCall<?>> to) {
    for (Group group : groups.values()) {
      for (ActorCall<?> call = group.take(); call != null; call = group.take()) {
        to.accept(call);
      }
    }
  }

  @Override
  boolean goesOn(Instance on, After after) {
    return on == open;
  }

  @Override
  void endIfDone(After after) {
    if (open == null || !isIdle() || !life.supervisor().nothingRests()) {
      return;
    }
    if (!stops.isEmpty()) {
      life.dieStopped(false, after);
    } else {
      life.dieIfAbandoned(after);
    }
  }

  @Override
  @Nullable ActorCall<?> ahead(String name) {
    Group group = groups.get(name);
    boolean isOne = group != null && group.isSerial();
    return life.instances().running(call -> isOne && call.terms().group().equals(name));
  }

  @Override
  boolean isSerial() {
    return actor.settings().concurrency().isSerial();
  }

  @Override
  boolean isIdle() {
    return groups.values().stream().allMatch(Group::isIdle);
  }

  @Override
  int size() {
    return groups.values().stream().mapToInt(Group::size).sum();
  }
}
