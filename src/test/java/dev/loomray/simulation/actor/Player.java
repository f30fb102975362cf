package dev.loomray.simulation.actor;

import dev.loomray.Ray;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The class of all actors of a play; each turn is held against what is known. */
final class Player implements AutoCloseable {
  private static final int MOST_NANOS = 20_000;

  /** What a call throws and its actor survives. */
  static final class Boom extends Exception {
    private static final long serialVersionUID = 1;
  }

  /** What restarts the actor. */
  static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private final Role role;
  private final ActorPlay play;
  private final int instance;
  // the last call of each caller that has begun here
  private final Map<Caller, Integer> last = new HashMap<>();
  private int running;
  private int closes;

  Player(Role role) throws InterruptedException {
    this.role = role;
    this.play = role.play;
    this.instance = ++role.begun;
    play.check(!play.isOver, role + " is made after the end");
    switch (role.random.nextInt(play.mix == Mix.BUSY ? 300 : 30)) {
      case 0 -> throw crash();
      case 1 -> exit();
      case 2, 3, 4, 5 -> sleep(role.random.nextInt(MOST_NANOS));
      default -> {}
    }
    role.made.add(this);
  }

  int running() {
    return running;
  }

  int closes() {
    return closes;
  }

  /** A call. */
  int play(Asked asked) throws Exception {
    begins(asked);
    try {
      act(asked);
      return asked.result();
    } catch (Throwable e) {
      asked.threw = true;
      throw e;
    } finally {
      running--;
      asked.running--;
    }
  }

  /** A call that had to wait for its argument. */
  int playWith(Asked asked, int argument) throws Exception {
    play.check(argument == asked.number, asked + " has the argument " + argument);
    return play(asked);
  }

  private void begins(Asked asked) {
    play.check(!play.isOver, asked + " begins after the end");
    play.check(closes == 0, asked + " begins on a closed instance");
    play.check(!asked.isLate, asked + " begins, of a dead actor");
    play.check(!asked.failingArgument, asked + " begins, with a failed argument");
    play.check(running == 0 || !role.isSerial, asked + " begins beside another turn");
    play.check(asked.starts == 0 || role.runsCallsAgain, asked + " begins again");
    if (asked.starts == 0 && role.isSerial) {
      int before = last.getOrDefault(asked.caller, -1);
      play.check(before < asked.number, asked + " begins after call " + before);
      if (!role.isOver(instance)) {
        role.made.forEach(player -> player.last.put(asked.caller, asked.number));
      }
      last.put(asked.caller, asked.number);
    }
    asked.starts++;
    asked.running++;
    running++;
  }

  private void act(Asked asked) throws Exception {
    switch (asked.deed) {
      case NOTHING -> {}
      case SLEEP -> sleep(asked.random.nextInt(MOST_NANOS));
      case DEAF -> sleepDeaf(asked.random.nextInt(MOST_NANOS));
      case LOCK -> play.locked(() -> sleep(asked.random.nextInt(MOST_NANOS)));
      case THROW -> throwOneIn(2, asked, new Boom());
      case CRASH -> throwOneIn(2, asked, crash());
      case EXIT -> exit();
      case ACT -> Caller.within(play, asked).act(1 + asked.random.nextInt(3));
    }
  }

  private static void throwOneIn(int chances, Asked asked, Exception thrown) throws Exception {
    if (asked.random.nextInt(chances) == 0) {
      throw thrown;
    }
  }

  private Crash crash() {
    role.mayDie = true;
    role.mayRestart = true;
    return new Crash();
  }

  private void exit() {
    role.mayDie = true;
    Ray.exitActor();
  }

  private void sleep(int nanos) throws InterruptedException {
    play.ray.sleep(Duration.ofNanos(nanos));
  }

  private void sleepDeaf(int nanos) {
    play.schedule.parkNanos("deaf", nanos);
  }

  @Override
  public void close() {
    play.check(running == 0, role + " is closed during a turn");
    play.check(closes == 0, role + " is closed twice");
    play.check(!play.isOver, role + " is closed after the end");
    closes++;
  }
}
