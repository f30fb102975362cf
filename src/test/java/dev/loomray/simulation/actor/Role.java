package dev.loomray.simulation.actor;

import dev.loomray.ActorHandle;
import dev.loomray.ActorOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** An actor of a play: how it is started, and what is known of its instances. */
final class Role {
  private static final int[] RESTARTS = {0, 1, 3, -1};
  private static final int[] RETRIES = {0, 0, 1, -1};

  final ActorPlay play;
  final int index;
  final Random random;
  final boolean isSerial;
  final boolean isLimited;
  final boolean runsCallsAgain;
  private final boolean hasGroup;
  private final boolean hasOwnThread;
  private final boolean blocksWhenFull;
  private final int maxRestarts;
  private final int maxTaskRetries;
  private final long backoffNanos;

  ActorHandle<Player> handle;
  final List<Player> made = new ArrayList<>();
  int begun;
  // somebody knows that it is dead
  boolean isDead;
  // somebody has done what may end it, or restart it
  boolean mayDie;
  boolean mayRestart;

  Role(ActorPlay play, int index, Random random) {
    this.play = play;
    this.index = index;
    this.random = random;
    int kind = play.mix == Mix.MIXED ? random.nextInt(9) : 9;
    isSerial = kind > 1;
    hasGroup = kind == 1;
    hasOwnThread = kind == 2;
    isLimited = play.mix != Mix.BUSY && random.nextInt(4) == 0;
    blocksWhenFull = random.nextBoolean();
    maxRestarts = play.mix == Mix.BUSY ? -1 : RESTARTS[random.nextInt(RESTARTS.length)];
    maxTaskRetries = RETRIES[random.nextInt(RETRIES.length)];
    runsCallsAgain = maxTaskRetries != 0;
    backoffNanos = random.nextInt(2) * random.nextInt(20_000);
  }

  ActorOptions options(ActorOptions options) {
    ActorOptions all =
        options
            .maxRestarts(maxRestarts)
            .maxTaskRetries(maxTaskRetries)
            .retryOn(Player.Boom.class)
            .restartOn(Player.Crash.class)
            .backoff(Duration.ofNanos(backoffNanos));
    if (!isSerial) {
      all = hasGroup ? all.concurrencyGroup("others", 2) : all.maxConcurrency(3);
    }
    if (hasOwnThread) {
      all = all.ownThread();
    }
    if (isLimited) {
      all = all.maxPendingCalls(3);
      all = blocksWhenFull ? all.blockWhenFull() : all;
    }
    return all;
  }

  String group() {
    return hasGroup && random.nextBoolean() ? "others" : "";
  }

  /** Whether a newer instance has begun. */
  boolean isOver(int instance) {
    return instance < begun;
  }

  void dies() {
    isDead = true;
    mayDie = true;
  }

  /** Whether each instance was closed. */
  boolean isClosed() {
    return made.stream().allMatch(player -> player.closes() > 0);
  }

  /** Each instance was closed, once and after its turns. */
  void checkEnd() {
    for (Player player : made) {
      play.check(player.running() == 0, "a turn of " + this + " still runs at the end");
      play.check(player.closes() == 1, this + " was closed " + player.closes() + " times");
    }
  }

  @Override
  public String toString() {
    return "actor " + index + (isSerial ? "" : ", not serial");
  }
}
