package dev.loomray.simulation.actor;

import dev.loomray.ActorHandle;
import dev.loomray.Engine;
import dev.loomray.ObjectRef;
import dev.loomray.Ray;
import dev.loomray.error.RayException;
import dev.loomray.function.Act0;
import dev.loomray.internal.runtime.Boot;
import dev.loomray.simulation.World;
import dev.loomray.simulation.schedule.Schedule;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** A program of actors and their callers, and what is known of it. */
final class ActorPlay {
  private static final Duration LONG = Duration.ofDays(1);
  // longer than all that sleeps, shorter than a carrier without work
  private static final long LATE_NANOS = 2_000_000_000;
  private static final Duration LATER = Duration.ofSeconds(1);

  final World world;
  final Schedule schedule;
  final Ray ray;
  final List<Role> roles = new ArrayList<>();
  final List<Role> forgotten = new ArrayList<>();
  final List<Asked> calls = new ArrayList<>();
  private final Random random;
  final Mix mix;
  private final ReentrantLock lock = new ReentrantLock();
  private int callers;
  private int asks;
  boolean isClosing;
  boolean isOver;

  ActorPlay(Schedule schedule, World world, Engine engine, Mix mix) {
    this.schedule = schedule;
    this.world = world;
    this.random = new Random(world.random().nextLong());
    this.mix = mix;
    this.ray = Boot.start(config -> config.engine(engine), world.environment());
  }

  /** Plays it. */
  void run(boolean closes) {
    schedule.atEnd(this::checkEnd);
    for (int i = mix.actors(random); i > 0; i--) {
      Role role = new Role(this, roles.size(), new Random(random.nextLong()));
      roles.add(role);
      role.handle = start(role);
    }
    try {
      int threads = 1 + random.nextInt(2);
      CountDownLatch done = new CountDownLatch(threads);
      for (int i = 0; i < threads; i++) {
        Caller caller = Caller.outside(this, random, false);
        Caller task = Caller.outside(this, random, random.nextInt(4) == 0);
        world.start(() -> call(caller, task, done));
      }
      if (closes) {
        ray.sleep(Duration.ofNanos(random.nextInt(100_000)));
      } else {
        done.await();
        check(schedule.elapsed() < LATE_NANOS, () -> "somebody has slept for long: " + ray.dump());
        check(ray.awaitIdle(LONG), () -> "never idle: " + ray.dump());
        calls.forEach(asked -> check(asked.ref.isReady(), asked + " has no answer"));
        ray.sleep(LATER);
        forgotten.forEach(role -> check(role.isClosed(), () -> role + " lives on: " + ray.dump()));
        check(ray.awaitIdle(LONG), () -> "not idle again: " + ray.dump());
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      isClosing = true;
      ray.close();
      isOver = !closes;
    }
  }

  private void call(Caller caller, Caller task, CountDownLatch done) {
    try {
      ObjectRef<Void> ref = ray.run(() -> task.act(mix.acts()));
      caller.act(mix.acts());
      if (task.isCancelled()) {
        ref.cancel();
      }
      var unused = ray.waitFor(1, List.of(ref));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } catch (RayException e) {
      check(isClosing, () -> "what a thread does has failed: " + e);
    } finally {
      done.countDown();
    }
  }

  private ActorHandle<Player> start(Role role) {
    return ray.actorOptions(role::options).actor(Player::new, role);
  }

  int nextCaller() {
    return callers++;
  }

  int nextCall() {
    return asks++;
  }

  /** A call was made. */
  void asked(Asked asked, ObjectRef<Integer> ref) {
    asked.ref = ref;
    calls.add(asked);
    CompletableFuture<Integer> future = ref.toFuture(); // refused after a close
    asked.isHeard = true;
    future.whenComplete(asked::answered);
  }

  ObjectRef<Integer> argument(Asked asked, Random from) {
    int nanos = from.nextInt(20_000);
    int number = asked.number;
    return ray.call(
        () -> {
          ray.sleep(Duration.ofNanos(nanos));
          return number;
        });
  }

  ObjectRef<Integer> failing(Random from) {
    int nanos = from.nextInt(20_000);
    return ray.call(
        () -> {
          ray.sleep(Duration.ofNanos(nanos));
          throw new Player.Boom();
        });
  }

  Role addForgotten(Random from) {
    Role role = new Role(this, 100 + forgotten.size(), new Random(from.nextLong()));
    role.handle = start(role);
    role.mayDie = true;
    forgotten.add(role);
    return role;
  }

  /** Nobody has a handle of it any more. */
  void forget(Role role) {
    try {
      Field anchor = role.handle.getClass().getDeclaredField("anchor");
      anchor.setAccessible(true);
      world.forget(anchor.get(role.handle));
      role.handle = null;
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("no anchor in a handle", e);
    }
  }

  void locked(Act0 action) throws Exception {
    lock.lockInterruptibly();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  private void checkEnd() {
    calls.forEach(new Verdict(this)::check);
    roles.forEach(Role::checkEnd);
    forgotten.forEach(Role::checkEnd);
    check(!ray.dump().contains("actor "), () -> "an actor is left: " + ray.dump());
    schedule.tell("calls", String.valueOf(calls.size()));
  }

  void check(boolean holds, String what) {
    check(holds, () -> what);
  }

  void check(boolean holds, Supplier<String> what) {
    if (!holds) {
      AssertionError error = new AssertionError(what.get());
      schedule.fail(error);
    }
  }
}
