package dev.loomray.model;

import java.util.Random;

/**
 * What a program is made of.
 *
 * @param tasks how many tasks it starts, about
 * @param burst how many at most one after the other
 * @param failing how many tasks mean to fail
 * @param timed how many tasks and scopes have a timeout
 * @param asking how many tasks ask for CPUs, for GPUs, for a priority
 * @param nesting how many tasks have children of their own
 * @param cancelling how many of the actions are a cancel
 * @param scoping how many of the actions open a scope
 * @param closed how many programs are closed while they run
 * @param sleepingLong how many tasks sleep until something ends them
 * @param shortMicros how long anything short takes at most
 * @param isComparable whether the program does the same in every run, but for what depends on time
 */
public record Mix(
    int tasks,
    int burst,
    Chance failing,
    Chance timed,
    Chance asking,
    Chance nesting,
    Chance cancelling,
    Chance scoping,
    Chance closed,
    Chance sleepingLong,
    int shortMicros,
    boolean isComparable) {
  private static final Chance NEVER = Chance.of(0);

  /** Tasks that wait for the results of others. */
  public static Mix graphs() {
    return new Mix(
        50,
        1,
        Chance.of(20),
        NEVER,
        NEVER,
        Chance.of(10),
        NEVER,
        NEVER,
        NEVER,
        NEVER,
        2_000,
        false);
  }

  /** Attempts that fail and are retried, with deadlines above them. */
  public static Mix retries() {
    return new Mix(
        40,
        1,
        Chance.of(60),
        Chance.of(25),
        NEVER,
        Chance.of(40),
        NEVER,
        NEVER,
        NEVER,
        NEVER,
        4_000,
        false);
  }

  /** Deadlines that children inherit. */
  public static Mix deadlines() {
    return new Mix(
        40,
        1,
        NEVER,
        Chance.of(50),
        NEVER,
        Chance.of(70),
        NEVER,
        NEVER,
        NEVER,
        Chance.of(5),
        8_000,
        false);
  }

  /** Everybody cancels anybody. */
  public static Mix cancels() {
    return new Mix(
        50,
        1,
        Chance.of(10),
        NEVER,
        Chance.of(15),
        Chance.of(50),
        Chance.of(40),
        NEVER,
        NEVER,
        Chance.of(10),
        2_000,
        false);
  }

  /** Structured scopes, nested and opened in tasks. */
  public static Mix scopes() {
    return new Mix(
        50,
        1,
        Chance.of(10),
        Chance.of(10),
        NEVER,
        Chance.of(50),
        Chance.of(5),
        Chance.of(50),
        NEVER,
        Chance.of(5),
        2_000,
        false);
  }

  /** Resources and priorities, with CPUs given back while a task waits. */
  public static Mix resources() {
    return new Mix(
        50,
        1,
        Chance.of(10),
        Chance.of(5),
        Chance.of(60),
        Chance.of(40),
        Chance.of(10),
        Chance.of(10),
        NEVER,
        NEVER,
        2_000,
        false);
  }

  /** Closed while everything else goes on. */
  public static Mix closing() {
    return new Mix(
        50,
        1,
        Chance.of(20),
        Chance.of(10),
        Chance.of(20),
        Chance.of(40),
        Chance.of(10),
        Chance.of(15),
        Chance.of(100),
        Chance.of(10),
        2_000,
        false);
  }

  /** Something of everything. */
  public static Mix everything() {
    return new Mix(
        60,
        1,
        Chance.of(15),
        Chance.of(10),
        Chance.of(15),
        Chance.of(40),
        Chance.of(15),
        Chance.of(15),
        Chance.of(10),
        Chance.of(3),
        3_000,
        false);
  }

  /** Something of everything, in small programs that can be played again. */
  public static Mix compared() {
    return new Mix(
        20,
        1,
        Chance.of(15),
        Chance.of(3),
        Chance.of(10),
        Chance.of(40),
        Chance.of(3),
        Chance.of(8),
        NEVER,
        NEVER,
        300,
        true);
  }

  /** Something of everything, in great number and a short time. */
  public static Mix soak() {
    return new Mix(
        10_000,
        100,
        Chance.of(10),
        Chance.of(3),
        Chance.of(5),
        Chance.of(5),
        Chance.of(15),
        Chance.of(15),
        Chance.of(20),
        NEVER,
        20,
        false);
  }

  /** How many refs are read at the end; an exception with its stack is what costs most of a soak. */
  Chance reads() {
    return Chance.of(isComparable ? 100 : burst == 1 ? 66 : 10);
  }

  long shortNanos(Random random) {
    return random.nextInt(4) == 0 ? 0 : 1_000L * random.nextInt(1 + shortMicros);
  }
}
