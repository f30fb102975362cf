package dev.loomray.jmh;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One line of {@link IdleActors}, in a JVM of its own. */
final class IdleCase<A, F> {
  private static final int AT_ONCE = 1_000;
  private static final double NANOS_PER_SECOND = 1e9;

  private final ActorWork<A, F> work;

  private IdleCase(ActorWork<A, F> work) {
    this.work = work;
  }

  /** Takes the contender and the number of actors. */
  public static void main(String[] args) throws Exception {
    int count = Integer.parseInt(args[1]);
    double object = objectBytes(count);
    System.out.println(new IdleCase<>(ActorContenders.begin(args[0])).measure(count, object));
    Runtime.getRuntime().halt(0);
  }

  /** What the user's objects need, without the list that holds them. */
  private static double objectBytes(int count) {
    List<Counter> objects = new ArrayList<>(count);
    long before = UsedHeap.bytes();
    for (int i = 0; i < count; i++) {
      objects.add(new Counter());
    }
    double bytes = (double) (UsedHeap.bytes() - before) / count;
    Reference.reachabilityFence(objects);
    return bytes;
  }

  private String measure(int count, double object) throws Exception {
    spawnInto(new ArrayList<>(AT_ONCE), AT_ONCE); // what is made once, and classes
    List<A> actors = new ArrayList<>(count);
    long before = UsedHeap.bytes();
    long start = System.nanoTime();
    spawnInto(actors, count);
    double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
    double bytes = (double) (UsedHeap.bytes() - before) / count;
    Reference.reachabilityFence(actors);
    return String.format(
        Locale.ROOT, "%.0f | %.0f | %.0f | %.2f", bytes, object, bytes - object, seconds);
  }

  /** A thousand at a time, each of which has answered before the next thousand. */
  private void spawnInto(List<A> actors, int count) throws Exception {
    for (int done = 0; done < count; done += AT_ONCE) {
      List<A> spawned = work.spawn(Math.min(AT_ONCE, count - done), Counter::new);
      List<F> answers = new ArrayList<>();
      for (A actor : spawned) {
        answers.add(work.ask(actor, 1));
      }
      for (F answer : answers) {
        Expect.equal("answer", 1, work.await(answer));
      }
      actors.addAll(spawned);
    }
  }
}
