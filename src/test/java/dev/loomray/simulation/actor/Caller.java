package dev.loomray.simulation.actor;

import dev.loomray.ActorHandle;
import dev.loomray.ObjectRef;
import dev.loomray.error.ActorDeadlockException;
import dev.loomray.error.PendingCallsLimitException;
import dev.loomray.error.RayClosedException;
import dev.loomray.error.RayException;
import java.time.Duration;
import java.util.Random;

/** Calls actors, in order: a task, a thread, or a turn of an actor. */
final class Caller {
  private static final int MOST_NANOS = 30_000;

  private final ActorPlay play;
  private final int number;
  // the number of the actor whose turn it is: it may wait for those after it; -1 for none
  private final int actor;
  private final boolean isTimed;
  private final boolean isCancelled;
  private final Random random;

  private Caller(ActorPlay play, int actor, boolean isTimed, boolean isCancelled, Random random) {
    this.play = play;
    this.number = play.nextCaller();
    this.actor = actor;
    this.isTimed = isTimed;
    this.isCancelled = isCancelled;
    this.random = new Random(random.nextLong());
  }

  /** A task, which may be cancelled, or a thread. */
  static Caller outside(ActorPlay play, Random random, boolean isCancelled) {
    return new Caller(play, -1, false, isCancelled, random);
  }

  /** The turn of a call. */
  static Caller within(ActorPlay play, Asked asked) {
    return new Caller(play, asked.role.index, asked.isTimed(), false, asked.random);
  }

  /** Whether its calls inherit a deadline. */
  boolean isTimed() {
    return isTimed;
  }

  /** Whether it may be cancelled, and its calls with it. */
  boolean isCancelled() {
    return isCancelled;
  }

  /** Does so many things, as long as the play wants more. */
  void act(int acts) throws InterruptedException {
    for (int i = 0; i < acts && play.calls.size() < play.mix.calls() && !play.isClosing; i++) {
      try {
        act();
      } catch (ActorDeadlockException e) {
        play.check(
            false,
            "a false alarm: "
                + e.getMessage()); // who waits without a limit waits for those after it
      } catch (RayException e) {
        // the call or the wait was refused, or what it waited for has failed: judged at the end
      }
    }
  }

  private void act() throws InterruptedException {
    Role role = play.roles.get(random.nextInt(play.roles.size()));
    switch (random.nextInt(40)) {
      case 0, 1 -> restart(role);
      case 2, 3 -> end(role);
      case 4, 5, 6 -> cancel();
      case 7, 8, 9 -> play.ray.sleep(Duration.ofNanos(random.nextInt(MOST_NANOS)));
      case 10, 11 -> forget();
      case 12, 13, 14, 15, 16, 17, 18, 19 -> await(tell(role));
      default -> tell(role);
    }
  }

  private void end(Role role) {
    if (play.mix == Mix.BUSY && random.nextInt(8) > 0) {
      restart(role);
    } else if (random.nextBoolean()) {
      stop(role);
    } else {
      kill(role);
    }
  }

  private void kill(Role role) {
    role.mayDie = true;
    role.handle.kill();
    role.dies();
  }

  private void restart(Role role) {
    role.mayRestart = true;
    role.mayDie = true;
    role.handle.restart();
  }

  private void stop(Role role) {
    role.mayDie = true;
    ObjectRef<Void> stopped = role.handle.stop();
    if (actor < 0 && random.nextBoolean()) {
      stopped.get();
      role.dies();
    }
  }

  private void cancel() {
    if (!play.calls.isEmpty()) {
      Asked asked = play.calls.get(random.nextInt(play.calls.size()));
      asked.wasCancelled = true;
      asked.ref.cancel();
    }
  }

  private void await(Asked asked) {
    if (asked.role.index > actor) {
      asked.ref.get();
    } else {
      asked.ref.get(Duration.ofNanos(random.nextInt(MOST_NANOS)));
    }
  }

  private Asked tell(Role role) {
    if (role.isLimited && role.index <= actor) {
      throw new PendingCallsLimitException("not to wait in a circle", null);
    }
    Asked asked =
        new Asked(
            play.nextCall(), this, role, play.mix.deed(random), new Random(random.nextLong()));
    ActorHandle<Player> handle = role.handle;
    String group = role.group();
    if (random.nextInt(8) == 0) {
      asked.hasTimeout = true;
      Duration timeout = Duration.ofNanos(1 + random.nextInt(MOST_NANOS));
      handle = handle.options(o -> o.timeout(timeout));
    } else if (!group.isEmpty()) {
      handle = handle.options(o -> o.concurrencyGroup(group));
    }
    play.asked(asked, submit(handle, asked));
    return asked;
  }

  private ObjectRef<Integer> submit(ActorHandle<Player> handle, Asked asked) {
    return switch (random.nextInt(8)) {
      case 0 -> handle.call(Player::playWith, asked, play.argument(asked, random));
      case 1 -> {
        asked.failingArgument = true;
        yield handle.call(Player::playWith, asked, play.failing(random));
      }
      default -> handle.call(Player::play, asked);
    };
  }

  /** Makes an actor whose handle it drops. */
  private void forget() {
    Role role = play.addForgotten(random);
    try {
      for (int i = random.nextInt(3); i > 0; i--) {
        tell(role);
      }
    } catch (PendingCallsLimitException | RayClosedException e) {
      // as much as it takes
    } finally {
      play.forget(role);
    }
  }

  @Override
  public String toString() {
    return "caller " + number;
  }
}
