package dev.loomray.internal.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Tasks that wait for each other at the same time: one is told of the deadlock, and the others have their answers. */
final class DeadlockStress {
  private DeadlockStress() {}

  /** Tasks in a ring, each of which waits for the next. */
  static class Ring {
    private final Owner owner = StillOwner.withCpus(1);
    private final Task<?>[] tasks;

    Ring(int size) {
      tasks = new Task<?>[size];
      for (int i = 0; i < size; i++) {
        int next = (i + 1) % size;
        tasks[i] = StillTask.submitted(owner, Settings.DEFAULT, () -> ask(next));
      }
    }

    private String ask(int next) {
      return StillOwner.answer(tasks[next]::get).equals("ActorDeadlockException")
          ? "told"
          : "answered";
    }

    String run(int index) {
      StillTask.run(tasks[index]);
      return String.valueOf(tasks[index].value());
    }
  }

  /** Two. */
  @JCStressTest
  @Outcome(
      id = {"told, answered", "answered, told"},
      expect = ACCEPTABLE,
      desc = "one of them")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "none or both")
  @State
  public static class Two {
    private final Ring ring = new Ring(2);

    @Actor
    public void first(LL_Result r) {
      r.r1 = ring.run(0);
    }

    @Actor
    public void second(LL_Result r) {
      r.r2 = ring.run(1);
    }
  }

  /** Three. */
  @JCStressTest
  @Outcome(
      id = {"told, answered, answered", "answered, told, answered", "answered, answered, told"},
      expect = ACCEPTABLE,
      desc = "one of them")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "none, or several")
  @State
  public static class Three {
    private final Ring ring = new Ring(3);

    @Actor
    public void first(LLL_Result r) {
      r.r1 = ring.run(0);
    }

    @Actor
    public void second(LLL_Result r) {
      r.r2 = ring.run(1);
    }

    @Actor
    public void third(LLL_Result r) {
      r.r3 = ring.run(2);
    }
  }
}
